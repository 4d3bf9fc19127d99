"""What a guide says of itself: the table `[tool.sphinx-gate]` of its pyproject.toml."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "pyproject.toml"
TABLE = "tool.sphinx-gate"
# What the table and each of its capabilities may say; a list is one of texts.
KEYS: dict[str, type] = {"docs": str, "conf": str, "markdown": list, "capabilities": dict, "versions": dict}
CAPABILITY_KEYS: dict[str, type] = {"title": str, "programs": list, "check": list}
WRITE: dict[type, str] = {str: "a text", list: "a list of texts", dict: "a table"}


@dataclass(frozen=True)
class Capability:
    """Something that a machine may lack, and that pages say they need.

    title is what readers see; programs are those that no page uses without saying so; check is a command that
    succeeds where it is there.
    """

    name: str
    title: str
    programs: tuple[str, ...] = ()
    check: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """root is the repository's; docs has the pages, conf the conf.py; markdown are pages in Markdown, from the root.

    declared: whether the guide has the table; without it, no page is run.
    versions are commands, by the name of what they print the version of.
    """

    root: Path
    docs: Path
    conf: Path
    markdown: tuple[str, ...] = ()
    capabilities: dict[str, Capability] = field(default_factory=dict)
    declared: bool = True
    versions: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def docname_of(self, name: str) -> str:
        """A page's name as Sphinx has it, `part/page`; one in Markdown keeps its own."""
        path = self.root / name
        return name if name in self.markdown else path.relative_to(self.docs).with_suffix("").as_posix()

    def name_of(self, path: Path) -> str:
        """A path as pages are named, from the root; as it stands for one outside of it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()


class SettingsError(Exception):
    """Settings that can't be; the sentence names the file."""


def read(root: Path) -> Settings:
    """The settings of the guide in a folder; what its pyproject.toml doesn't say is as Sphinx has it."""
    root = root.resolve()
    path = root / FILE
    try:
        tool = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {}) if path.exists() else {}
        table = tool.get("sphinx-gate", {})
        _check("tool", {"sphinx-gate": table}, {"sphinx-gate": dict})
        _check(TABLE, table, KEYS)
        commands, capabilities = table.get("versions", {}), table.get("capabilities", {})
        _check(f"{TABLE}.versions", commands, dict.fromkeys(commands, list))
        _check(f"{TABLE}.capabilities", capabilities, dict.fromkeys(capabilities, dict))
        for name, words in capabilities.items():
            _check(f"{TABLE}.capabilities.{name}", words, CAPABILITY_KEYS)
            if "title" not in words:
                raise SettingsError(f"{TABLE}.capabilities.{name} has no title: write what readers see")
        for name in table.get("markdown", ()):
            if not (root / name).is_file():
                raise SettingsError(f"{TABLE}.markdown has {name!r}, and there is no such file: write pages' paths")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, SettingsError) as error:
        raise SettingsError(f"{path}: {error}") from None
    docs = root / table.get("docs", "docs")
    return Settings(
        root,
        docs,
        root / table.get("conf", docs),
        tuple(table.get("markdown", ())),
        {
            name: Capability(name, words["title"], tuple(words.get("programs", ())), tuple(words.get("check", ())))
            for name, words in capabilities.items()
        },
        "sphinx-gate" in tool,
        {name: tuple(command) for name, command in commands.items()},
    )


def _check(name: str, table: dict[str, Any], known: dict[str, type]) -> None:
    """Fails with `SettingsError` on a key in a table that isn't known, and on a value of another type than its own."""
    for key, value in table.items():
        if key not in known:
            raise SettingsError(f"{name}.{key} means nothing: choose from {', '.join(known)}")
        texts = value if isinstance(value, list) else []
        if not isinstance(value, known[key]) or not all(isinstance(text, str) for text in texts):
            raise SettingsError(f"{name}.{key} is {value!r}: write {WRITE[known[key]]}")


def find(folder: Path) -> Settings:
    """The settings of the guide that a folder belongs to: those of the nearest pyproject.toml, upwards."""
    folder = folder.resolve()
    return read(next((above for above in (folder, *folder.parents) if (above / FILE).exists()), folder))
