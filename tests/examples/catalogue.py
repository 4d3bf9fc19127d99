"""The examples, found without a list: each folder examples/PART/SLUG, and what its compose.yaml says it answers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

EXAMPLES = Path(__file__).parents[2] / "examples"
ANSWERS = "x-answers"


@dataclass(frozen=True)
class Answer:
    """What a GET of path has to be answered with."""

    path: str
    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Example:
    """One folder in examples/; its name is that of the page which shows it."""

    folder: Path

    @property
    def name(self) -> str:
        """Part and slug: containers/practical."""
        return self.folder.relative_to(EXAMPLES).as_posix()

    def compose(self) -> dict[str, Any]:
        """The content of compose.yaml; empty without one."""
        file = self.folder / "compose.yaml"
        return yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}

    def answers(self) -> list[Answer]:
        """What compose.yaml says under x-answers."""
        return [Answer(**answer) for answer in self.compose()[ANSWERS]]

    def published(self) -> tuple[str, int]:
        """The service that publishes a port, and that port inside the container."""
        for name, service in self.compose()["services"].items():
            for port in service.get("ports", []):
                return name, int(str(port).rsplit(":", 1)[-1])
        raise AssertionError(f"examples/{self.name}/compose.yaml publishes no port: add `ports:` to a service")


def examples() -> list[Example]:
    """All examples, by name."""
    return [Example(path) for path in sorted(EXAMPLES.glob("*/*/"))]


def answering() -> list[Example]:
    """Those whose compose.yaml says what the container answers."""
    return [example for example in examples() if ANSWERS in example.compose()]


def with_tests() -> list[Example]:
    """Those that bring tests of their own."""
    return [example for example in examples() if list(example.folder.glob("test_*.py"))]
