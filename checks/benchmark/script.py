"""A page's commands as a bare bash script: no comparison, no terminals but the ones servers need."""

import shlex

from sphinx_gate.model import Console, File, Page, Step

# A server gets a pseudo-terminal from `script`, its output goes to a file, and Ctrl-C comes through a named pipe.
HEAD = """\
set -m # without it, what runs in the background ignores Ctrl-C
start() { # start NUMBER COMMAND LAST-LINE: until its output has that line
  in=$HOME/in$1; out=$HOME/out$1 # not in the page's folder, which a container may read
  rm -f "$in"; mkfifo "$in"; : > "$out"
  script --quiet --flush --command "$2" "$out" < "$in" > /dev/null & pids[$1]=$!
  exec {fd}> "$in"; fds[$1]=$fd
  until grep --quiet --fixed-strings -- "$3" "$out"; do sleep 0.02; done
}
stop() { printf '\\003' >&"${fds[$1]}"; wait "${pids[$1]}"; eval "exec ${fds[$1]}>&-"; }
declare -A pids fds
"""


def of(page: Page) -> str:
    """The script: files saved where the page shows them, commands in reading order, servers started and stopped."""
    lines = [HEAD]
    for block in page.blocks:
        if isinstance(block, File):
            target = shlex.quote(block.caption)
            lines.append(f'(cd "$FOLDER" && install -D -m 644 {shlex.quote(str(block.file))} {target})')
        if not isinstance(block, Console):
            continue
        # What a further terminal sets in its shell is its own.
        inside = block.terminal > 1 and not any(
            step.later or step.kind != "command" for step in page.steps.get(block, [])
        )
        commands = [_line(step, block.terminal) for step in page.steps.get(block, [])]
        lines += ["(", *commands, ")"] if inside and commands else commands
    return "\n".join(line for line in lines if line) + "\n"


def _line(step: Step, terminal: int) -> str:
    if step.kind == "typed" or step.edit or (step.kind == "key" and step.text != "^C"):
        raise SystemExit(f"line {step.line}: a bare script types nothing into programs: measure another page")
    if step.kind == "key":
        return f"stop {terminal}"
    if step.kind == "more":
        return ""
    if step.later:
        line = [line for line in step.expected() if line.strip() != "..."][-1]
        last = max(line.split("..."), key=len).strip()
        return f"start {terminal} {shlex.quote(step.text)} {shlex.quote(last)}"
    return step.text
