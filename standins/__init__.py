"""For machines without a registry: an engine of the guide's own, stand-ins for images, a Kubernetes node.

`python -m standins run -- COMMAND` runs a command with an engine. README.md says what that does to the machine.
"""
