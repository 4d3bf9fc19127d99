"""What a guide says of itself: the table `[tool.sphinx-gate]` of its pyproject.toml."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

FILE = "pyproject.toml"


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
        docs = root / table.get("docs", "docs")
        capabilities = {
            name: Capability(name, words["title"], tuple(words.get("programs", ())), tuple(words.get("check", ())))
            for name, words in table.get("capabilities", {}).items()
        }
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from None
    except (KeyError, TypeError):
        raise SettingsError(f"{path}: each of tool.sphinx-gate.capabilities has a title") from None
    conf = root / table.get("conf", docs)
    versions = {name: tuple(command) for name, command in table.get("versions", {}).items()}
    return Settings(root, docs, conf, tuple(table.get("markdown", ())), capabilities, "sphinx-gate" in tool, versions)


def find(folder: Path) -> Settings:
    """The settings of the guide that a folder belongs to: those of the nearest pyproject.toml, upwards."""
    folder = folder.resolve()
    return read(next((above for above in (folder, *folder.parents) if (above / FILE).exists()), folder))
