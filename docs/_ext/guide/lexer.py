"""Highlights console blocks: prompts, what is typed, keys, output; knows docker, kubectl and kind commands.

A lexer for a whole shell colours ``set`` in ``kubectl set image`` as the shell's own and half of ``5000:5000`` as
a number. This one knows less, and is right: the program, its subcommands, options, strings, variables, operators.
"""

import re

from pygments.lexer import Lexer
from pygments.token import Comment, Escape, Generic, Keyword, Name, Operator, String, Text

KEY = Generic.Key  # ^C: pressed, not typed
YOURS = Generic.Yours  # a value that is another one on the reader's machine
KEYS = {"^C", "^D", "^Z", "^P^Q"}
HOST_PROMPT = "$"

SHELL_WORDS = {"for", "in", "while", "until", "do", "done", "if", "then", "elif", "else", "fi", "case", "esac", "!"}
# After these a command follows; the rest of SHELL_WORDS stand before words.
BEFORE_COMMANDS = {"while", "until", "do", "if", "then", "elif", "else", "!"}
PREFIXES = {"sudo", "time", "exec", "env", "nohup", "xargs"}  # programs whose argument is a command
OPENING, CLOSING = {"for", "while", "until", "if", "case"}, {"done", "fi", "esac"}


def words(text):
    """Return the words of a list."""
    return set(text.split())


# program: (subcommands, groups whose next word is a subcommand too)
PROGRAMS = {
    "docker": (
        words(
            "attach build commit cp create diff events exec export history images import info inspect kill load login "
            "logout logs pause port ps pull push rename restart rm rmi run save search start stats stop tag top "
            "unpause update version wait"
        ),
        words(
            "builder buildx compose config container context image manifest network plugin scout secret service stack "
            "swarm system trust volume"
        ),
    ),
    "kubectl": (
        words(
            "annotate api-resources api-versions apply attach autoscale cluster-info completion cordon cp debug delete "
            "describe diff drain edit events exec explain expose get kustomize label logs patch port-forward proxy "
            "replace run scale taint top uncordon version wait"
        ),
        words("auth certificate config create plugin rollout set"),
    ),
    "kind": (words("version"), words("build completion create delete export get load")),
}

TOKENS = re.compile(
    r"""
      (?P<blank>[ \t\n]+)
    | (?P<continued>\\\n)
    | (?P<here><<-?[ ]*(?P<quote>['"]?)(?P<end>\w+)(?P=quote))
    | (?P<operator>[0-9]?>>?&?[0-9]?|&&|\|\|?|;;?|&|<|[(){}](?=\s|$)|\)|\()
    | (?P<comment>(?<![^\s])\#[^\n]*)
    | (?P<substitution>\$\()
    | (?P<variable>\$\{[^}\n]*\}|\$\w+|\$[?$!\#@*])
    | (?P<single>'[^']*'?)
    | (?P<double>"(?:\\.|[^"\\])*"?)
    | (?P<option>(?<![^\s])--?[A-Za-z][\w-]*)
    | (?P<word>(?:\\.|[^\s'"$|&;<>()\\])+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def is_complete(command):
    """Return whether bash would run ``command`` at its last line's end, not ask for more.

    Known are open quotes, a trailing backslash or operator, here-documents, and loops and branches.
    """
    depth, at_command, last = 0, True, ""
    position = 0
    while match := TOKENS.match(command, position):
        position, kind, text = match.end(), match.lastgroup, match[0]
        if kind == "here":
            body = re.compile(rf"\n\t*{match['end']}(?=\n|$)").search(command, position)
            if not body:
                return False
            position = body.end()
        elif (kind == "single" and (len(text) < 2 or text[-1] != "'")) or (
            kind == "double" and not re.fullmatch(r'"(?:\\.|[^"\\])*"', text, re.DOTALL)
        ):
            return False
        elif kind == "word" and at_command and text in OPENING | CLOSING:
            depth += 1 if text in OPENING else -1
        elif text in {"(", "$(", "{"}:
            depth += 1
        elif text in {")", "}"}:
            depth -= 1
        if kind == "continued" and position == len(command):
            return False
        if kind != "blank":
            last = text
        at_command = (
            ("\n" in text if kind == "blank" else kind == "operator" or text in BEFORE_COMMANDS)
            or (kind == "blank" and at_command)
        )  # fmt: skip
    return depth <= 0 and last not in {"|", "||", "&&", "\\"}


def parts(text, prompts=(), is_output=False):
    """Yield (kind, text) of a console block: "prompt", "typed", "key" or "output"; joined they are ``text``.

    ``prompts`` are those of programs that are typed into, beside the host's ``$ ``; ``is_output`` says that the
    whole block was printed. What is typed ends with its line's end, and has several lines where the shell asks on.
    """
    lines = text.splitlines(keepends=True)
    patterns = [re.compile(r"(?:.*)".join(map(re.escape, p.split("...")))) for p in (HOST_PROMPT, *prompts)]
    while lines:
        line = lines.pop(0)
        found = None if is_output else next((m for p in patterns if (m := p.match(line)) and is_end(line, m)), None)
        if found:
            end = found.end() + (line[found.end() : found.end() + 1] == " ")
            yield "prompt", line[:end]
            typed = line[end:]
            while found.re is patterns[0] and lines and not is_complete(typed.rstrip("\n")):
                typed += lines.pop(0)
            yield "typed", typed
        else:
            yield "key" if line.strip() in KEYS and not is_output else "output", line


def is_end(line, match):
    """Return whether a prompt ends where ``match`` does: at the line's end or with a blank."""
    return line[match.end() :][:1] in {"", "\n", " "}


def commands(text):
    """Yield (token type, text) of what is typed into a shell."""
    program, subcommands, groups, expecting = None, (), (), True  # expecting a command's first word
    position = 0
    while match := TOKENS.match(text, position):
        position, kind, word = match.end(), match.lastgroup, match[0]
        if kind == "here":
            yield Operator, word
            end = re.compile(rf"\n\t*{match['end']}(?=\n|$)").search(text, position)
            line_end = text.find("\n", position)
            if end and line_end >= 0:
                yield from commands(text[position:line_end])
                yield String.Heredoc, text[line_end : end.end()]
                position = end.end()
            expecting = True
        elif kind in {"operator", "substitution"}:
            expecting = ">" not in word and "<" not in word
            yield Operator, word
        elif kind == "word" and expecting and word in SHELL_WORDS:
            expecting = word in BEFORE_COMMANDS
            yield Keyword, word
        elif kind == "word" and expecting and re.match(r"\w+=", word):
            yield Name.Variable, word
        elif kind == "word" and expecting:
            program, expecting = word, word in PREFIXES
            subcommands, groups = PROGRAMS.get(word, ((), ()))
            yield Name.Function, word
        elif kind == "word" and word in groups:
            subcommands, groups = {word for word in [next_word(text, position)] if word}, ()
            yield Keyword, word
        elif kind == "word" and word in subcommands:
            subcommands, groups = (), ()
            yield Keyword, word
        elif word in {"-", "--"}:
            expecting = program == "kubectl" and word == "--"
            yield Text, word
        else:
            expecting = (expecting and kind in {"blank", "continued"}) or (kind == "blank" and "\n" in word)
            yield TYPES.get(kind, Text), word


TYPES = {
    "continued": Escape,
    "comment": Comment,
    "variable": Name.Variable,
    "single": String,
    "double": String,
    "option": Name.Attribute,
}


def next_word(text, position):
    """Return the subcommand that follows a group's name, or nothing if an option or the end does."""
    match = re.match(r"[ ]+([a-z][a-z-]*)(?=\s|$)", text[position:])
    return match[1] if match else None


class ConsoleLexer(Lexer):
    """Pygments' interface; options: ``prompts`` and ``is_output`` as for :func:`parts`, ``yours``, the samples."""

    name = "Console"
    aliases = ("console",)

    def __init__(self, **options):
        """Take the options."""
        super().__init__(stripnl=False, ensurenl=False)
        self.prompts, self.is_output = tuple(options.get("prompts") or ()), bool(options.get("is_output"))
        samples = sorted(options.get("yours") or (), key=len, reverse=True)
        self.yours = re.compile("|".join(rf"(?<!\w){re.escape(s)}(?!\w)" for s in samples)) if samples else None

    def get_tokens_unprocessed(self, text):
        """Yield (position, token type, text)."""
        position = 0
        for kind, part in parts(text, self.prompts, self.is_output):
            for token, piece in self.tokens(kind, part):
                yield position, token, piece
                position += len(piece)

    def tokens(self, kind, part):
        """Yield (token type, text) of a part."""
        if kind != "typed":
            yield {"prompt": Generic.Prompt, "key": KEY, "output": Generic.Output}[kind], part
            return
        for token, text in commands(part):
            done = 0
            for match in self.yours.finditer(text) if self.yours else ():
                yield token, text[done : match.start()]
                yield YOURS, match[0]
                done = match.end()
            yield token, text[done:]


def register(app):
    """Let Sphinx highlight ``console`` blocks with it."""
    app.add_lexer("console", ConsoleLexer)
