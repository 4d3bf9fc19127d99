"""The roles: what the gate reads in them, and what readers see."""

from pathlib import Path

from .project import build, page

NEEDS = "You need :needs:`docker`, :needs:`kubernetes` and :needs:`other`."
FILES = {
    "docs/index.rst": page(".. toctree::\n\n   other", NEEDS),
    "docs/other.rst": "The other page\n==============\n",
}


def test_the_gate_reads_roles(tmp_path: Path) -> None:
    """Each role is in the doctree by its name and its text."""
    source = page("Leaves :leaves:`network guide`; the address :varies:`172.17.0.2` differs.")
    built = build(tmp_path, {"docs/index.rst": source})
    place = {"source": str(tmp_path / "docs/index.rst"), "line": 4}
    assert built.roles() == [
        {"role": "leaves", "text": "network guide", **place},
        {"role": "varies", "text": "172.17.0.2", **place},
    ]


def test_needs_in_the_doctree(tmp_path: Path) -> None:
    """What a page needs is in the doctree in the order of the text."""
    assert [role["text"] for role in build(tmp_path, FILES).roles()] == ["docker", "kubernetes", "other"]


def test_needs_in_text(tmp_path: Path) -> None:
    """A need is shown by its name, a page by its title."""
    text = build(tmp_path, FILES).read("index.txt")
    assert "You need Docker, Kubernetes tools and The other page." in text


def test_a_needed_page_is_a_link(tmp_path: Path) -> None:
    """A needed page is a link to it."""
    html = build(tmp_path, FILES, "html").read("index.html")
    assert '<a class="reference internal" href="other.html">' in html.split("You need")[1]


def test_roles_survive_resolving(tmp_path: Path) -> None:
    """The resolved doctree, which the gate reads, still has the roles."""
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
