"""Prints a greeting. Its settings come from arguments, the environment or a file."""

import argparse
import os
import sys
import tomllib
from pathlib import Path

DEFAULTS = {"greeting": "Hello", "name": "World"}


def settings(arguments, environment, file):
    """All settings: of default, file, environment and argument, the last that has a value decides."""
    from_file = tomllib.loads(file.read_text()) if file.exists() else {}
    from_environment = {key: environment[key.upper()] for key in DEFAULTS if key.upper() in environment}
    parser = argparse.ArgumentParser(prog="greeter")
    for key in DEFAULTS:
        parser.add_argument(f"--{key}", default=argparse.SUPPRESS)
    from_arguments = vars(parser.parse_args(arguments))
    return DEFAULTS | from_file | from_environment | from_arguments


if __name__ == "__main__":
    chosen = settings(sys.argv[1:], os.environ, Path("/etc/greeter.toml"))
    print("{greeting}, {name}!".format(**chosen))
