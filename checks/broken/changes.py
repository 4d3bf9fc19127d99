"""The changes: each is a mistake that an author could make, and that a reader would run into."""

from checks.broken.change import Change

CHAPTER = "docs/containers/practical.rst"
EXAMPLE = "examples/containers/practical"
CLUSTER = "docs/kubernetes/practical.rst"
MANIFESTS = "examples/kubernetes/practical"


def _page(name: str, old: str, new: str, at: str, after: str = "", page: str = CHAPTER) -> Change:
    return Change(name, page, old, new, page, at, after)


def _example(name: str, file: str, old: str, new: str, at: str, after: str = "") -> Change:
    return Change(name, f"{EXAMPLE}/{file}", old, new, CHAPTER, at, after)


def _manifest(name: str, file: str, old: str, new: str, at: str, after: str = "") -> Change:
    return Change(name, f"{MANIFESTS}/{file}", old, new, CLUSTER, at, after)


CHANGES = [
    _page("an output line changed", "(7) Failed to connect to", "(7) Refused to connect to", "(7) Refused"),
    _page("an output line dropped", "   Flask 3.1.3\n", "", "Python 3..."),
    _page("a command changed", "$ python basicserver.py", "$ python basicservers.py", "* Serving", "basicservers.py"),
    _page("a tag changed in the build", "-t basicserver:0.42 .", "-t basicserver:0.41 .", "naming to"),
    _page(
        "a tag changed in the run",
        "$ docker run --rm -it basicserver:0.42\n",
        "$ docker run --rm -it basicserver:0.41\n",
        "* Serving Flask app",
        "basicserver:0.41",
    ),
    _page(
        "a port changed",
        "$ docker run -p 127.0.0.1:8080:5000 --rm -it basicserver:0.42\n",
        "$ docker run -p 127.0.0.1:8080:5001 --rm -it basicserver:0.42\n",
        "Hello, World!",
        "$ curl http://localhost:8080",
    ),
    _page(
        "a file not shown",
        ".. literalinclude:: ../../examples/containers/practical/requirements.txt\n"
        "   :language: text\n   :caption: requirements.txt\n",
        "",
        "$ pip install",
    ),
    _page(
        "the ^C left out",
        '   127.0.0.1 - - [...] "GET / HTTP/1.1" 200 -\n   ^C\n',
        '   127.0.0.1 - - [...] "GET / HTTP/1.1" 200 -\n',
        "$ python basicserver.py",
    ),
    _page(
        "a block that nobody claims",
        "Install them.\n",
        "Install them::\n\n   pip install flask\n\n",
        "pip install flask",
    ),
    _page(
        "a skip without a reason",
        ".. code-block:: console\n\n   $ python3 -m venv ~/venv/flask\n",
        ".. code-block:: console\n   :skip:\n\n   $ python3 -m venv ~/venv/flask\n",
        ".. code-block:: console",
    ),
    _page(
        "a clean-up left out",
        "   $ docker network rm shop\n   shop\n",
        "",
        ".. code-block:: console",
        "Remove the virtual environment",
    ),
    _page(
        "an exit status changed", "   :exit-status: 125\n", "   :exit-status: 1\n", "$ docker run", ":exit-status: 1"
    ),
    _example(
        "the Dockerfile's CMD", "Dockerfile", "/opt/app/basicserver.py", "/opt/app/server.py", "* Serving Flask app"
    ),
    _example("the Dockerfile's base", "Dockerfile", "FROM python:3", "FROM redis:8", "[1/4] FROM"),
    _example("the Dockerfile's port", "Dockerfile", "EXPOSE 5000", "EXPOSE 5001", "39935edaf69d   basicserver:0.42"),
    _example("the server's text", "basicserver.py", "Hello, World!", "Hello, Moon!", "Hello, World!", "terminal: 2"),
    _example("the server's address", "basicserver.py", "0.0.0.0", "127.0.0.1", "* Running on all addresses"),
    _manifest(
        "Kubernetes: a label",
        "deployment.yaml",
        "      labels:\n        app: basicserver\n",
        "      labels:\n        app: basicservers\n",
        "deployment.apps/basicserver created",
    ),
    _manifest(
        "Kubernetes: a selector", "service.yaml", "app: basicserver", "app: server", "Forwarding from 127.0.0.1:8080"
    ),
    _manifest(
        "Kubernetes: a port", "service.yaml", "targetPort: 5000", "targetPort: 5001", "Forwarding from 127.0.0.1:8080"
    ),
    _manifest("Kubernetes: the replica count", "deployment.yaml", "replicas: 3", "replicas: 2", "basicserver   3/3 "),
    _manifest(
        "Kubernetes: the image tag",
        "deployment.yaml",
        "basicserver:0.42",
        "basicserver:0.43",
        "$ kubectl rollout status deployment/basicserver",
        "$ kubectl apply -f deployment.yaml",
    ),
    _page(
        "Kubernetes: an output row dropped",
        "   guide-control-plane   Ready    control-plane   15s   v1.36.1\n",
        "",
        "NAME                  STATUS",
        page=CLUSTER,
    ),
    _page(
        "Kubernetes: an output row changed",
        "basicserver   5/5     5            5",
        "basicserver   5/5     5            4",
        "basicserver   5/5     5            4",
        page=CLUSTER,
    ),
    _page(
        "Kubernetes: two steps in the other order",
        "   $ kubectl apply -f service.yaml\n   service/basicserver created\n   $ kubectl get service basicserver\n",
        "   $ kubectl get service basicserver\n   service/basicserver created\n   $ kubectl apply -f service.yaml\n",
        "service/basicserver created",
        "$ kubectl get service basicserver",
        page=CLUSTER,
    ),
]
