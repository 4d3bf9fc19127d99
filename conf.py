"""Sphinx's configuration: ``sphinx-build -c . docs _build/html``, as ``make html`` calls it."""

import os
import sys
from pathlib import Path

# The project
project = "Containers in practice"
author = "the developers of Containers in practice"
copyright = f"{author}, text CC BY 4.0, code MIT"
language = "en"

# Building: what is read, how strictly
ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT / "gate" / "src"), str(ROOT / "docs" / "_ext")]
extensions = ["sphinx_gate", "guide", "sphinx_inline_tabs"]
exclude_patterns = ["_ext", "_static", "_templates"]
templates_path = ["docs/_templates"]
nitpicky = True
smartquotes = False  # a quotation mark stays what the terminal shows

# HTML
html_theme = "sphinx_rtd_theme"
html_title = "Containers in practice: from a Flask server to Kubernetes"
html_static_path = ["docs/_static"]
html_css_files = ["guide.css"]
html_js_files = [("guide.js", {"defer": "defer"})]
html_context = {"repository": ""}  # its address; without one, pages have no links to it
html_context["editions"] = "editions" in tags  # noqa: F821  make editions builds what the links lead to
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")  # the site's address; without one, none is named
html_favicon = "docs/_static/favicon.svg"
guide_redirects = {"containers-practical": "containers/practical", "kubernetes": "kubernetes/practical"}
html_use_index = False  # no page has index entries

# Editions. The EPUB has pages of its own: Sphinx's, without this site's look
if "epub" in tags:  # noqa: F821  set by make epub
    templates_path, html_static_path, html_css_files, html_js_files = [], [], [], []
    suppress_warnings = ["epub.unknown_project_files"]  # the files that the HTML offers for download
if "markdown" in tags:  # noqa: F821  set by make markdown; loading it takes a twentieth of each other build
    extensions.append("sphinx_markdown_builder")
epub_basename = "containers-in-practice"
