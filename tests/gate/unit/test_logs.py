"""What ran meanwhile, as a failure tells it."""

from sphinx_gate.engine import logs

NO_ANSWER = "#!/bin/sh\necho 'The connection to the server was refused' >&2; exit 1\n"


def test_of_a_deleted_cluster_nothing_is_told(tmp_path, monkeypatch) -> None:
    """The page has a kubeconfig and no cluster any more: what kubectl complains of is taken for no Pod's name."""
    program = tmp_path / "bin" / "kubectl"
    program.parent.mkdir()
    program.write_text(NO_ANSWER)
    program.chmod(0o755)
    config = tmp_path / ".kube" / "config"
    config.parent.mkdir()
    config.write_text("")
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    assert [] == logs.of(set(), {"HOME": str(tmp_path), "PATH": f"{program.parent}:/usr/bin:/bin"})
