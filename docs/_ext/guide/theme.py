"""The theme's page without the theme's weight: what conf.py names is loaded, and nothing else.

sphinx-rtd-theme brings a style sheet of which pages use a fifth, jQuery, and 6 MB of fonts. This site keeps the
theme's shape (menu at the side, path, previous and next) with templates and one style sheet of its own.
"""

from pathlib import Path

BUILDERS = ("html", "singlehtml")  # what browsers read


def own(files):
    """Return the paths below the output folder of conf.py's style sheets or scripts."""
    return {f"_static/{file[0] if isinstance(file, tuple) else file}" for file in files}


def load_own(app, pagename, templatename, context, doctree):
    """Leave to the page what conf.py names, of all that themes and extensions add."""
    config = app.config
    for key, files in (("css_files", config.html_css_files), ("script_files", config.html_js_files)):
        context[key] = [file for file in context[key] if file.filename in own(files)]


def remove_the_rest(app, exception):
    """Remove from the output what no page loads: everything static but this site's own files."""
    if exception or app.builder.name not in BUILDERS:
        return
    names = [name for name in app.config.html_static_path if not Path(name).is_absolute()]  # those of extensions are
    folders = [Path(app.confdir, name) for name in names]
    kept = {str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*")}
    static = Path(app.outdir, "_static")
    for path in sorted(static.rglob("*"), reverse=True):  # what is in a folder comes before it
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif str(path.relative_to(static)) not in kept:
            path.unlink()


def register(app):
    """Connect to each page, late enough to see what others have added, and to the build's end."""
    app.connect("html-page-context", load_own, priority=900)
    app.connect("build-finished", remove_the_rest)
