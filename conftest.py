"""Plugs the gate into pytest."""

pytest_plugins = ["gate.plugin"]
