"""The page grammar as Sphinx directives and roles.

Input: ``code-block``, ``literalinclude``; the roles ``needs``, ``leaves``, ``varies``.
Output: doctrees whose literal blocks and roles carry what `facts` describes, and HTML that shows readers the same
(which terminal, meant to fail, how long, not run and why).
Errors: each misuse is a Sphinx warning with file and line, so that ``sphinx-build -W`` fails on it.
"""
