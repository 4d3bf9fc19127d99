"""What parts of this site note of each page that is read: kept in Sphinx's environment, from build to build."""


def keep(app, name, make):
    """Note ``make(doctree)`` of each page that is read, under ``name``: see ``of``."""

    def note(app, doctree):
        of(app.env, name)[app.env.docname] = make(doctree)

    def forget(app, env, docname):  # a page that is read again, or gone
        of(env, name).pop(docname, None)

    def merge(app, env, docnames, other):  # what another process has read
        of(env, name).update((docname, of(other, name)[docname]) for docname in docnames)

    app.connect("doctree-read", note)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)


def of(env, name):
    """Return what is noted under ``name``, by page."""
    if not hasattr(env, "guide_notes"):
        env.guide_notes = {}
    return env.guide_notes.setdefault(name, {})
