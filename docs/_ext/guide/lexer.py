"""Highlights console blocks: prompts, what is typed, keys, output; knows docker, kubectl and kind commands.

A lexer for a whole shell colours ``set`` in ``kubectl set image`` as the shell's own and half of ``5000:5000`` as
a number. This one knows less, and is right: the program, its subcommands, options, strings, variables, operators.
"""

import re

from pygments.lexer import Lexer
from pygments.token import Comment, Escape, Generic, Keyword, Name, Operator, String, Text

KEY = Generic.Key  # ^C: pressed, not typed
YOURS = Generic.Yours  # a value that is another one on the reader's machine
PROMPT = "$ "
KINDS = {"prompt": Generic.Prompt, "key": KEY, "output": Generic.Output}

SHELL_WORDS = {"for", "in", "while", "until", "do", "done", "if", "then", "elif", "else", "fi", "case", "esac", "!"}
# After these a command follows; the rest of SHELL_WORDS stand before words.
BEFORE_COMMANDS = {"while", "until", "do", "if", "then", "elif", "else", "!"}
PREFIXES = {"sudo", "time", "exec", "env", "nohup", "xargs"}  # programs whose argument is a command

# Programs that have subcommands, and those of them that have some themselves.
GROUPS = {
    "docker": {
        "builder", "buildx", "compose", "config", "container", "context", "image", "manifest", "network", "plugin",
        "scout", "secret", "service", "stack", "swarm", "system", "trust", "volume",
    },
    "kubectl": {"auth", "certificate", "config", "create", "plugin", "rollout", "set"},
    "kind": {"build", "completion", "create", "delete", "export", "get", "load"},
}  # fmt: skip

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


def commands(text):
    """Yield (token type, text) of what is typed into a shell."""
    program, expecting = None, True  # a command's first word
    before_subcommand = False  # whether the next word is one
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
            expecting, before_subcommand = ">" not in word and "<" not in word, False
            yield Operator, word
        elif kind == "word" and expecting and word in SHELL_WORDS:
            expecting = word in BEFORE_COMMANDS
            yield Keyword, word
        elif kind == "word" and expecting and re.match(r"\w+=", word):
            yield Name.Variable, word
        elif kind == "word" and expecting:
            program, expecting, before_subcommand = word, word in PREFIXES, word in GROUPS
            yield Name.Function, word
        elif kind == "word" and before_subcommand:
            before_subcommand = word in GROUPS[program]
            yield Keyword, word
        elif word in {"-", "--"}:
            expecting = program == "kubectl" and word == "--"
            yield Text, word
        else:
            expecting = (expecting and kind in {"blank", "continued"}) or (kind == "blank" and "\n" in word)
            before_subcommand = before_subcommand and kind in {"blank", "continued"} and not expecting
            yield TYPES.get(kind, Text), word


TYPES = {
    "continued": Escape,
    "comment": Comment,
    "variable": Name.Variable,
    "single": String,
    "double": String,
    "option": Name.Attribute,
}


class ConsoleLexer(Lexer):
    """Pygments' interface. Options: ``parts``, the (kind, text) of the block; ``yours``, the samples typed in it.

    Without parts, as in editions that Sphinx's own writers write, what stands behind ``$ `` is typed.
    """

    name = "Console"
    aliases = ("console",)

    def __init__(self, **options):
        """Take the options."""
        super().__init__(stripnl=False, ensurenl=False)
        self.parts = options.get("parts")
        samples = sorted(options.get("yours") or (), key=len, reverse=True)
        self.yours = re.compile("|".join(rf"(?<!\w){re.escape(s)}(?!\w)" for s in samples)) if samples else None

    def get_tokens_unprocessed(self, text):
        """Yield (position, token type, text)."""
        position = 0
        for kind, part in self.parts or plain(text):
            for token, piece in self.tokens(kind, part):
                yield position, token, piece
                position += len(piece)

    def tokens(self, kind, part):
        """Yield (token type, text) of a part."""
        if kind != "typed":
            yield KINDS[kind], part
            return
        for token, text in commands(part):
            done = 0
            for match in self.yours.finditer(text) if self.yours else ():
                yield token, text[done : match.start()]
                yield YOURS, match[0]
                done = match.end()
            yield token, text[done:]


def plain(text):
    """Yield (kind, text) of a block by the prompts alone."""
    for line in text.splitlines(keepends=True):
        if line.startswith(PROMPT):
            yield "prompt", PROMPT
            yield "typed", line[len(PROMPT) :]
        else:
            yield "output", line


def register(app):
    """Let Sphinx highlight ``console`` blocks with it."""
    app.add_lexer("console", ConsoleLexer)
