"""Docker for the tests of the examples: the reader's engine, but not the reader's configuration."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

WITHOUT = "GUIDE_WITHOUT"  # names the parts that a run leaves out on purpose
PLUGINS = "GUIDE_CLI_PLUGINS"  # folders with buildx and Compose, where docker doesn't look by itself


@pytest.fixture(scope="module")
def docker_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An engine that answers, with Compose 2 or newer.

    Without them the test fails with the way out, or is skipped where GUIDE_WITHOUT names docker.
    """
    if "docker" in os.environ.get(WITHOUT, "").split(","):
        pytest.skip(f"{WITHOUT} names docker")
    folder = tmp_path_factory.mktemp("docker-config")
    plugins = [path for path in os.environ.get(PLUGINS, "").split(os.pathsep) if path]
    (folder / "config.json").write_text(json.dumps({"cliPluginsExtraDirs": plugins}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCKER_CONFIG", str(folder))
        patch.delenv("DOCKER_CONTEXT", raising=False)  # it would win over DOCKER_HOST
        found = _version()
        if not found.lstrip("v").startswith(("2.", "5.")):
            # Debian 12's docker-compose 1.29.2 answers `up --wait` with its usage and exit status 0.
            pytest.fail(
                f"Docker with Compose 2 or 5 is needed, found is: {found}; start it by `make test`", pytrace=False
            )
        yield


def _version() -> str:
    if not shutil.which("docker"):
        return "no docker client"
    engine = subprocess.run(["docker", "version"], capture_output=True, text=True, check=False)
    if engine.returncode:
        return engine.stderr.strip()
    done = subprocess.run(["docker", "compose", "version", "--short"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "no Compose"
