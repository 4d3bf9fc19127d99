"""Which of the greeter's sources decides, without Docker."""

import pytest
from greeter import settings


@pytest.fixture
def file(tmp_path):
    return tmp_path / "greeter.toml"


def test_nothing_set_gives_the_defaults(file):
    """No file, no variable, no argument."""
    assert {"greeting": "Hello", "name": "World"} == settings([], {}, file)


def test_a_file_changes_only_what_it_names(file):
    """The other setting keeps its default."""
    file.write_text('greeting = "Moin"\n')
    assert {"greeting": "Moin", "name": "World"} == settings([], {}, file)


def test_the_environment_decides_over_the_file(file):
    """Variables are named in capitals; others are not read."""
    file.write_text('greeting = "Moin"\n')
    assert {"greeting": "Hi", "name": "World"} == settings([], {"GREETING": "Hi", "HOME": "/root"}, file)


def test_an_argument_decides_over_both(file):
    """The last word is the command's."""
    file.write_text('name = "Hamburg"\n')
    assert {"greeting": "Hello", "name": "Ada"} == settings(["--name", "Ada"], {"NAME": "Eve"}, file)


def test_an_unknown_argument_ends_with_status_2(file):
    """As argparse does it, and as the page shows for `-e` behind the image's name."""
    with pytest.raises(SystemExit) as ended:
        settings(["-e", "GREETING=Hi"], {}, file)
    assert 2 == ended.value.code
