"""Sphinx's configuration: ``sphinx-build -c . docs _build/html``, as ``make html`` calls it."""

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
extensions = ["sphinx_gate", "guide", "sphinx_copybutton", "sphinx_inline_tabs"]
exclude_patterns = ["_ext", "_static", "_templates"]
templates_path = ["docs/_templates"]
nitpicky = True
smartquotes = False  # a quotation mark stays what the terminal shows

# Copy buttons: the typed lines only, without prompts (a `# ` starts the comments of YAML and Dockerfiles)
copybutton_selector = "div:not(.nothing-to-type) > div.highlight > pre"
copybutton_prompt_text = r"\$ "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True
copybutton_remove_prompts = True
copybutton_copy_empty_lines = False
copybutton_line_continuation_character = "\\"
copybutton_here_doc_delimiter = "EOF"

# HTML
html_theme = "sphinx_rtd_theme"
html_theme_options = {"navigation_depth": 3, "prev_next_buttons_location": "bottom"}
html_title = "Containers in practice: from a Flask server to Kubernetes"
html_static_path = ["docs/_static"]
html_css_files = ["text.css", "frame.css", "code.css"]
html_use_index = False  # no page has index entries
