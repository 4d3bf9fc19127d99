"""The gate: runs what the guide's pages show, as a reader would, and compares what comes out.

Parts, each in a file of its own: find (blocks, from the doctree), console (commands and outputs of a block), terminal
and screen (a real pseudo-terminal and what it shows), compare (expected against actual), page (a page's blocks in
order), inventory (what a page leaves behind), report, update, and plugin (all of it as pytest items).
"""
