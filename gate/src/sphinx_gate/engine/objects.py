"""The objects of a Kubernetes cluster, in all namespaces: what somebody made, not what controllers made of it."""

from collections.abc import Iterable

from sphinx_gate.command import run
from sphinx_gate.engine.inventory import Thing

KINDS = (
    "namespaces,pods,services,deployments,replicasets,statefulsets,daemonsets,jobs,cronjobs,configmaps,secrets,"
    "serviceaccounts,persistentvolumeclaims,ingresses,networkpolicies,roles,rolebindings,horizontalpodautoscalers,"
    "poddisruptionbudgets,resourcequotas,limitranges,persistentvolumes,storageclasses,priorityclasses,clusterroles,"
    "clusterrolebindings,customresourcedefinitions"
)
COLUMNS = (
    '{range .items[*]}{.kind}{"\\t"}{.metadata.namespace}{"\\t"}{.metadata.name}{"\\t"}{.metadata.uid}'
    '{"\\t"}{.metadata.ownerReferences[0].kind}{.metadata.deletionTimestamp}{"\\n"}{end}'
)
# What a cluster makes by itself, at times after it is ready.
SYSTEM = ("kube-system", "kube-public", "kube-node-lease", "local-path-storage")
BY_ITSELF = {"configmap/kube-root-ca.crt", "serviceaccount/default", "service/kubernetes"}
LATE = ("serviceaccount/", "configmap/", "secret/", "role/", "rolebinding/")  # in the system's namespaces
CLUSTER_WIDE = ("clusterrole/", "clusterrolebinding/", "storageclass/", "priorityclass/", "persistentvolume/")


def there(environment: dict[str, str]) -> set[Thing]:
    """The objects of the cluster that kubectl's configuration names; empty where no cluster answers."""
    command = ["get", KINDS, "--all-namespaces", "--ignore-not-found", "--output", f"jsonpath={COLUMNS}"]
    found = set()
    for line in _kubectl(environment, *command).splitlines():
        kind, namespace, name, uid, owned = [*line.split("\t"), "", "", "", ""][:5]
        called = f"{kind.lower()}/{name}"
        late = namespace in SYSTEM and called.startswith(LATE)
        if name and not owned and not late and called not in BY_ITSELF:
            # As kubectl is told of it: of the default namespace nothing is said.
            found.add(Thing("object", uid, called if namespace in ("", "default") else f"{namespace}/{called}"))
    return found


def of_a_new_cluster(things: set[Thing]) -> set[Thing]:
    """Of a cluster that wasn't there before: what is not the cluster's own, as far as that can be told."""
    own = tuple(f"{space}/" for space in SYSTEM) + CLUSTER_WIDE
    spaces = {f"namespace/{space}" for space in ("default", *SYSTEM)}
    return {thing for thing in things if thing.name not in spaces and not thing.name.startswith(own)}


def without_contents(things: set[Thing]) -> set[Thing]:
    """Without the objects in a namespace that is among the things itself."""
    spaces = tuple(f"{t.name.removeprefix('namespace/')}/" for t in things if t.name.startswith("namespace/"))
    return {thing for thing in things if not thing.name.startswith(spaces)}


def remove(environment: dict[str, str], things: Iterable[Thing]) -> list[str]:
    """Deletes objects, and waits until they are gone. Returns a line for each."""
    removed = []
    for thing in sorted(things, key=str):
        *space, kind, name = thing.name.split("/")
        where = ["--namespace", space[0]] if space else []
        _kubectl(environment, "delete", f"{kind}/{name}", *where, "--ignore-not-found")
        removed.append(thing.declaration)
    return removed


def _kubectl(environment: dict[str, str], *arguments: str) -> str:
    """What kubectl prints; nothing where it can't be run or has no cluster."""
    return run(["kubectl", "--request-timeout", "20s", *arguments], environment).stdout
