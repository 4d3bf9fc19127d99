"""The roles: what readers see of them."""

from pathlib import Path

from .project import build, page

NEEDS = "You need :needs:`docker`, :needs:`kubernetes` and :needs:`other`."
FILES = {
    "docs/index.rst": page(".. toctree::\n\n   other", NEEDS),
    "docs/other.rst": "The other page\n==============\n",
}


def test_needs_in_text(tmp_path: Path) -> None:
    """A need is shown by its name, a page by its title."""
    text = build(tmp_path, FILES).read("index.txt")
    assert "You need Docker, Kubernetes tools and The other page." in text


def test_a_needed_page_is_a_link(tmp_path: Path) -> None:
    """A needed page is a link to it."""
    html = build(tmp_path, FILES, "html").read("index.html")
    assert '<a class="reference internal" href="other.html">' in html.split("You need")[1]


def test_roles_survive_resolving(tmp_path: Path) -> None:
    """The resolved doctree, by which a page says with what it was run, still has the roles."""
    app = build(tmp_path, FILES).app
    doctree = app.env.get_and_resolve_doctree("index", app.builder, tags=app.tags)
    found = [node["guide"]["text"] for node in doctree.findall(lambda node: hasattr(node, "attributes"))
             if "guide" in node]  # fmt: skip
    assert found == ["docker", "kubernetes", "other"]


def test_other_roles_in_html(tmp_path: Path) -> None:
    """What stays and what varies is shown as code."""
    html = build(tmp_path, {"docs/index.rst": page("X :leaves:`image a:1` :varies:`42s`")}, "html").read("index.html")
    assert 'image <code class="docutils literal notranslate"><span class="pre">a:1</span></code>' in html
    assert '<span class="pre">42s</span>' in html
