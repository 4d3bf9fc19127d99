project = "A tiny guide"
extensions = ["sphinx_gate"]
exclude_patterns = ["_build"]
