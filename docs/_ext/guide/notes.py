"""What the whole site needs of each page, such as the search's index: kept in Sphinx's environment, build to build.

It is noted when HTML is built, of the pages that were read since; who only reads pages, as the gate does, is spared it.
"""

from guide.theme import BUILDERS


def keep(app, name, make):
    """Note ``make(doctree)`` of each page, under ``name``: see ``of``."""

    def note(app, env):
        noted = of(env, name)
        if app.builder.name in BUILDERS:
            for docname in env.found_docs - noted.keys():
                noted[docname] = make(env.get_doctree(docname))

    def forget(app, env, docname):  # a page that will be read again, or is gone
        of(env, name).pop(docname, None)

    app.connect("env-updated", note)  # all have been read, and the environment will be written
    app.connect("env-purge-doc", forget)


def of(env, name):
    """Return what is noted under ``name``, by page."""
    if not hasattr(env, "guide_notes"):
        env.guide_notes = {}
    return env.guide_notes.setdefault(name, {})
