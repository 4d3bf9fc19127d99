"""What the HTML needs beyond the theme: colours of code in dark mode, code that the keyboard can scroll."""

from sphinx.highlighting import PygmentsBridge

DARK_STYLE = "github-dark"
DARK_MEDIA = "(prefers-color-scheme: dark)"


def add_dark_code(app):
    """Give HTML builders a dark highlighter; Sphinx writes its style sheet, the theme asks for none."""
    if app.builder.format != "html":
        return
    app.builder.dark_highlighter = PygmentsBridge("html", DARK_STYLE)
    app.add_css_file("pygments_dark.css", media=DARK_MEDIA, id="pygments_dark_css")


def mend_body(app, pagename, templatename, context, doctree):
    """Make code blocks stops of the Tab key (the arrow keys scroll them), toctree captions real headings."""
    if "body" in context:
        body = context["body"].replace("<pre>", '<pre tabindex="0">')
        context["body"] = body.replace('role="heading">', 'role="heading" aria-level="2">')


def register(app):
    """Connect to the start of a build and to each page."""
    app.connect("builder-inited", add_dark_code)
    app.connect("html-page-context", mend_body)
