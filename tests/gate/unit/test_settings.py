"""What a guide says of itself: read as it is meant, or refused with the key, what stands there and what belongs."""

import pytest

from sphinx_gate import settings
from sphinx_gate.settings import Capability

DOCKER = "capabilities.docker"
# what stands in the table: what is said of it, behind `tool.sphinx-gate.`
WRONG = {
    "docs = 3": "docs is 3: write a text",
    "conf = 3": "conf is 3: write a text",
    'markdown = "README.md"': "markdown is 'README.md': write a list of texts",
    "markdown = [1]": "markdown is [1]: write a list of texts",
    'markdown = ["READEM.md"]': "markdown has 'READEM.md', and there is no such file: write pages' paths",
    "capabilities = []": "capabilities is []: write a table",
    'capability.docker.title = "Docker"': "capability means nothing: choose from docs, conf, markdown, capabilities, "
    "versions",
    'capabilities.docker = "Docker"': f"{DOCKER} is 'Docker': write a table",
    'capabilities.docker.programs = ["docker"]': f"{DOCKER} has no title: write what readers see",
    "capabilities.docker.title = 3": f"{DOCKER}.title is 3: write a text",
    'capabilities.docker.programs = "docker"': f"{DOCKER}.programs is 'docker': write a list of texts",
    'capabilities.docker.check = "docker version"': f"{DOCKER}.check is 'docker version': write a list of texts",
    'capabilities.docker.tests = ["docker"]': f"{DOCKER}.tests means nothing: choose from title, programs, check",
    'versions.Python = "python3 --version"': "versions.Python is 'python3 --version': write a list of texts",
    'versions = ["python3"]': "versions is ['python3']: write a table",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_cannot_be_meant_is_refused(tmp_path, text: str) -> None:
    """A list that is a text would be its letters; a page that isn't there, or a key misspelt, would go unnoticed."""
    path = tmp_path / "pyproject.toml"
    path.write_text(f"[tool.sphinx-gate]\n{text}\n")
    with pytest.raises(settings.SettingsError) as error:
        settings.read(tmp_path)
    assert f"{path}: tool.sphinx-gate.{WRONG[text]}" == str(error.value)


def test_what_is_no_table_is_refused(tmp_path) -> None:
    """The settings themselves are a table."""
    (tmp_path / "pyproject.toml").write_text("[tool]\nsphinx-gate = true\n")
    with pytest.raises(settings.SettingsError, match=r"tool\.sphinx-gate is True: write a table"):
        settings.read(tmp_path)


def test_settings_are_read(tmp_path) -> None:
    """Each key is what the guide says; what it doesn't say is as Sphinx has it."""
    said = 'markdown = ["README.md"]\nversions.Python = ["python3", "-V"]\ncapabilities.docker.title = "Docker"\n'
    (tmp_path / "pyproject.toml").write_text(f"[tool.sphinx-gate]\n{said}")
    (tmp_path / "README.md").touch()
    found = settings.read(tmp_path)
    assert (("README.md",), {"Python": ("python3", "-V")}) == (found.markdown, found.versions)
    assert {"docker": Capability("docker", "Docker")} == found.capabilities
    assert (tmp_path / "docs", tmp_path / "docs") == (found.docs, found.conf)
