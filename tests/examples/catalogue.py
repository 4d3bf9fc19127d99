"""The examples, found without a list: each folder in examples/, and what its compose.yaml says."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

EXAMPLES = Path(__file__).parents[2] / "examples"
ANSWER_KEYS = ("path", "status", "headers", "body")
HOW_TO_ANSWER = (
    "add to it `x-answers:`, a list of requests, each with its "
    + ", ".join(f"`{key}:`" for key in ANSWER_KEYS)
    + ", so that the tests know what the container has to answer"
)


@dataclass(frozen=True)
class Answer:
    """What a GET of path has to be answered with."""

    path: str
    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Example:
    """One folder in examples/."""

    folder: Path

    @property
    def slug(self) -> str:
        """The folder's name, which is the page's name too."""
        return self.folder.name

    def compose(self) -> dict[str, Any]:
        """The content of compose.yaml; AssertionError says what is missing."""
        file = self.folder / "compose.yaml"
        assert file.is_file(), f"examples/{self.slug} has a Dockerfile: give it a compose.yaml that builds it"
        return yaml.safe_load(file.read_text(encoding="utf-8"))

    def services(self) -> dict[str, dict[str, Any]]:
        """The services of compose.yaml, by name."""
        return self.compose()["services"]

    def answers(self) -> list[Answer]:
        """What compose.yaml says under x-answers; AssertionError says what is missing."""
        where = f"examples/{self.slug}/compose.yaml"
        found = self.compose().get("x-answers")
        assert found, f"{where} does not say what its server answers: {HOW_TO_ANSWER}"
        for answer in found:
            assert set(ANSWER_KEYS) == set(answer), f"{where}: {answer} is not complete: {HOW_TO_ANSWER}"
            assert answer["headers"], f"{where}: name at least one header under `headers:`"
        return [Answer(**answer) for answer in found]

    def published(self) -> tuple[str, int]:
        """The service that publishes a port, and that port inside the container."""
        for name, service in self.services().items():
            for port in service.get("ports", []):
                return name, int(str(port).rsplit(":", 1)[-1])
        raise AssertionError(f"examples/{self.slug}/compose.yaml publishes no port: add `ports:` to a service")


def with_dockerfile(examples: Path = EXAMPLES) -> list[Example]:
    """The examples that Docker can build, sorted by name."""
    return [Example(file.parent) for file in sorted(examples.glob("*/Dockerfile"))]


def folders(examples: Path = EXAMPLES) -> list[Example]:
    """All examples, sorted by name."""
    return [Example(path) for path in sorted(examples.glob("*/")) if any(path.glob("*.*"))]
