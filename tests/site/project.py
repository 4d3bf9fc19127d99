"""Small Sphinx projects in a temporary folder, with the guide's own conf.py and extension."""

import io
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.console import strip_escape_sequences
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).parents[2]


@dataclass
class Built:
    """A built project: its folder, the text of its warnings, and its environment."""

    folder: Path
    output: Path
    warnings: str
    app: Sphinx

    def blocks(self, name: str = "index") -> list[dict]:
        """Return ``node["guide"]`` of each literal block of a page, as read from its pickled doctree."""
        return [node["guide"] for node in self.app.env.get_doctree(name).findall(nodes.literal_block)]

    def read(self, name: str) -> str:
        """Return what a file of the output says."""
        return (self.output / name).read_text(encoding="utf-8")


def build(folder: Path, files: dict[str, str], builder: str = "text", parallel: int = 1) -> Built:
    """Build a project of ``files`` (path from its root: content) and return it.

    ``docs/index.rst`` is the first page; conf.py, extension and templates are the guide's.
    """
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (folder / "examples").mkdir(exist_ok=True)
    own = ("README.md", "CONTRIBUTING.md", "conf.py", "pyproject.toml", "gate")
    for name in (*own, "docs/_ext", "docs/_static", "docs/_templates"):
        if not (folder / name).exists():
            (folder / name).symlink_to(ROOT / name)
    warnings, output = io.StringIO(), folder / "_build" / builder
    with patch_docutils(str(folder)), docutils_namespace():
        app = Sphinx(
            folder / "docs", folder, output, folder / "_build" / "doctrees", builder,
            status=None, warning=warnings, parallel=parallel, tags=[builder],  # as make epub and make markdown set them
        )  # fmt: skip
        app.build()
    return Built(folder, output, strip_escape_sequences(warnings.getvalue()), app)


def page(*blocks: str) -> str:
    """Return a page with a title and ``blocks``."""
    return "\n\n".join(["Page\n====", *blocks]) + "\n"
