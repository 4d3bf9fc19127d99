"""What a page left in its home folder and in the folders above its own."""

from pathlib import Path

from sphinx_gate.run.environment import Place

# What tools keep for themselves. A page that leaves a cluster leaves its kubeconfig, too. (pip asks rustc for its
# version, and where that is rustup's, it makes its folder.)
TOOLS = {".cache", ".docker", ".kube", ".rustup"}
HISTORIES = ("history", "hsts", "lesshst", ".viminfo")


def there(place: Place, folder: Path | None = None) -> set[Path]:
    """All paths around the page's own folder (those in a folder), but for what tools keep for themselves."""
    found = set()
    for path in (folder or place.root).iterdir():
        own = path.parent == place.home and (path.name in TOOLS or path.name.endswith(HISTORIES))
        if path == place.folder or own:
            continue
        found.add(path)
        if path.is_dir() and not path.is_symlink():
            found |= there(place, path)
    return found


def new(place: Place, before: set[Path], declared: set[str]) -> list[str]:
    """The new paths as a reader writes them, `~/x`; a folder, not all that is in it, and none without a file in it.

    Inputs: what was there before, and what the page declares, written likewise.
    """
    found: list[str] = []
    paths = there(place) - before
    kept = {path for path in paths if path.is_symlink() or not path.is_dir()}
    kept |= {folder for path in kept for folder in path.parents}
    for path in sorted(paths & kept):
        name = _written(place, path)
        inside = any(name == other or name.startswith(f"{other}/") for other in [*found, *declared])
        leads_there = any(other.startswith(f"{name}/") for other in declared)
        if not inside and not leads_there:
            found.append(name)
    return found


def _written(place: Place, path: Path) -> str:
    """A path as a reader in the page's folder writes it."""
    if path.is_relative_to(place.home):
        return f"~/{path.relative_to(place.home)}"
    steps = next(n for n, parent in enumerate(place.folder.parents) if path.is_relative_to(parent))
    return "../" * (steps + 1) + str(path.relative_to(place.folder.parents[steps]))


def exists(place: Place, name: str) -> bool:
    """Whether a path is there that is written as the reader writes it."""
    return (place.home / name.removeprefix("~/") if name.startswith("~/") else place.folder / name).exists()
