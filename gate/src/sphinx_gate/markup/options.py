"""Converters of directive options: text in, value out, ValueError (shown with file and line) otherwise."""


def positive_integer(argument):
    """Return the whole number above zero that ``argument`` says; ValueError for anything else."""
    text = (argument or "").strip()
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ValueError("write a whole number above zero, for example 2")
    return int(text)


def failing_status(argument):
    """Return an exit status between 1 and 255; ValueError for anything else (0 needs no option)."""
    status = positive_integer(argument)
    if status > 255:
        raise ValueError("an exit status is a number between 1 and 255")
    return status


def reason(argument):
    """Return the sentence that says why a block is not run; ValueError if there is none."""
    text = " ".join((argument or "").split())
    if not text:
        raise ValueError("say why: readers see the reason over the block")
    return text


def no_line_numbers(argument):
    """Refuse ``:lines:``: line numbers go wrong silently when the file changes."""
    raise ValueError("slice by :pyobject: or by text, :start-at: with :end-before:, never by line numbers")
