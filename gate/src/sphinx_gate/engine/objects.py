"""The objects of a Kubernetes cluster, in all namespaces: what somebody made, not what controllers made of it."""

import subprocess
from collections.abc import Iterable

from sphinx_gate.command import run
from sphinx_gate.engine.api import EngineGone
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
REFUSED = "was refused"  # kubectl's word where nothing listens
LATE = ("serviceaccount/", "configmap/", "secret/", "role/", "rolebinding/")  # in the system's namespaces
CLUSTER_WIDE = ("clusterrole/", "clusterrolebinding/", "storageclass/", "priorityclass/", "persistentvolume/")


def there(environment: dict[str, str]) -> set[Thing]:
    """The objects of the cluster that kubectl's configuration names; empty where it names none, or none is running.

    Fails with `EngineGone` where one is there that doesn't say what is in it.
    """
    command = ["get", KINDS, "--all-namespaces", "--ignore-not-found", "--output", f"jsonpath={COLUMNS}"]
    result, found = _kubectl(environment, *command), set()
    if result.returncode and REFUSED not in result.stderr:
        if not _kubectl(environment, "config", "current-context").returncode:
            raise EngineGone(f"the cluster doesn't say what is in it: {_reason(result)}")
        return set()
    for line in result.stdout.splitlines():
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
    """Deletes objects, and waits until they are gone. Returns a line for each, or why it stays."""
    removed = []
    for thing in sorted(things, key=str):
        *space, kind, name = thing.name.split("/")
        where = ["--namespace", space[0]] if space else []
        result = _kubectl(environment, "delete", f"{kind}/{name}", *where, "--ignore-not-found")
        removed.append(thing.declaration + (f" stays: {_reason(result)}" if result.returncode else ""))
    return removed


def _kubectl(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(["kubectl", "--request-timeout", "20s", *arguments], environment)


def _reason(result: subprocess.CompletedProcess[str]) -> str:
    return result.stderr.strip().rpartition("\n")[2]
