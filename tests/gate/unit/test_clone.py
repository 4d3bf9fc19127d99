"""A clone of a repository as it is now."""

import subprocess

import pytest

from sphinx_gate.run import clone


def test_outside_of_git_there_is_no_clone(tmp_path) -> None:
    """Without a git repository the clone fails in git's words."""
    with pytest.raises(clone.CloneError, match=r"git ls-files .*not a git repository"):
        clone.make(tmp_path, tmp_path / "clone")


def test_changed_files_are_cloned_as_they_are(tmp_path) -> None:
    """A file that was changed since it was committed is cloned changed; one that was removed is not; links stay."""
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    (source / "kept").write_text("old")
    (source / "gone").touch()
    (source / "folder").symlink_to("..")
    (source / "file").symlink_to("kept")
    for arguments in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *arguments], cwd=source, check=True)
    (source / "kept").write_text("new")
    (source / "gone").unlink()
    clone.make(source, target)
    found = [path for path in target.iterdir() if path.name != ".git"]
    assert {"folder": "..", "file": "kept"} == {path.name: str(path.readlink()) for path in found if path.is_symlink()}
    assert {"kept": "new"} == {path.name: path.read_text() for path in found if not path.is_symlink()}
