"""Colours of code in dark mode: Sphinx writes a second style sheet, which the theme does not ask for by itself."""

from sphinx.highlighting import PygmentsBridge

DARK_STYLE = "github-dark"
DARK_MEDIA = "(prefers-color-scheme: dark)"


def add_dark_code(app):
    """Give HTML builders a dark highlighter, whose style sheet they write themselves."""
    if app.builder.format != "html":
        return
    app.builder.dark_highlighter = PygmentsBridge("html", DARK_STYLE)
    app.add_css_file("pygments_dark.css", media=DARK_MEDIA, id="pygments_dark_css")


def register(app):
    """Connect to the start of a build."""
    app.connect("builder-inited", add_dark_code)
