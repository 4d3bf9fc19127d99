"""`make uninstall`: removes all there is of the guide but its files."""

from standins import engine, paths, say

PARTS = {
    "engine": "images and all else of it",
    "debian": "unpacked packages of Debian",
    "current": "today's engine and client, compiled",
    "go": "Go's caches",
    "bin": "kind, kubectl",
    "cli-plugins": "buildx, Compose",
}


def uninstall() -> int:
    """Remove the cache folders, the virtual environment and what was built; say what, and how large it was."""
    engine.remove_control_groups()
    top = paths.HERE.parent
    for folder in (paths.cache(), paths.cache().with_name("sphinx-gate"), top / ".venv", top / "_build"):
        if not folder.exists():
            continue
        parts = [(name, paths.size(folder / name)) for name in PARTS if (folder / name).exists()]
        details = "".join(f"\n  {name}: {say.size(size)} ({PARTS[name]})" for name, size in parts)
        say.line(f"Removing {folder}: {say.size(paths.size(folder))}{details}")
        paths.remove(folder)
    return 0
