"""Whether a command is complete as it stands: bash knows, and says what it still waits for."""

import os
import re
import subprocess
from functools import lru_cache

# What needs no asking: words, quoted ones too, and operators that stand between words.
QUOTED = re.compile(r"""'[^']*'|"(?:[^"\\$`]|\\.|\$(?!\())*"|\$\{\w+\}|\\\n""", re.DOTALL)
COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
OPENING = r"(?:if|for|while|until|case|select|function|time|coproc)\b"
UNSURE = re.compile(rf"""['"`\\(){{}}!\#]|<<|\[\[|(?:\||&&)\s*$|(?:^|[;|&\n])\s*{OPENING}""")
WANTED = re.compile(r"delimited by end-of-file \(wanted `(.*)'\)|looking for (?:matching )?`(.*)'")
UNFINISHED = re.compile(r"unexpected end of file|unexpected token `EOF'")


@lru_cache(maxsize=4096)
def wanted(command: str) -> str | None:
    """None for a complete command; else text without which no next line completes it ("": any line may).

    A command that bash refuses for another reason is complete: it fails when it is run.
    """
    if (len(command) - len(command.rstrip("\\"))) % 2:
        return ""
    if not UNSURE.search(COMMENT.sub("", QUOTED.sub("x", command))):
        return None
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    result = subprocess.run(
        ["bash", "--norc", "-n", "-c", command],
        env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    found = WANTED.search(result.stderr)
    if found:
        return found[1] or found[2]
    return "" if UNFINISHED.search(result.stderr) else None
