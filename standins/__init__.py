"""Set-up: an engine, its plugins, images from outside and a Kubernetes node, also where no registry answers.

`python -m standins` makes available what it can; `probe()` only looks. Neither changes the user's Docker
configuration, containers or images; what they bring goes into `paths.cache()`.
"""

from standins.probe import probe
from standins.setup import Capability, Image, Setup

__all__ = ["Capability", "Image", "Setup", "probe"]
