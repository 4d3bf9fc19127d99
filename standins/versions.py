"""The versions of what the set-up brings: versions.toml."""

import tomllib

from standins import paths

VERSIONS = tomllib.loads((paths.HERE.parent / "versions.toml").read_text())
