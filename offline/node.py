"""The Kubernetes node image."""


def ensure() -> None:
    raise NotImplementedError


def pull_if_usable() -> None:
    """ """
