"""Plugs the gate into pytest."""

pytest_plugins = ["sphinx_gate.plugin"]
