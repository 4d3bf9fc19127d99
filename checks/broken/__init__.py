"""Pages broken on purpose, one mistake at a time: `python -m checks.broken` demands that the gate notices each.

The mistakes are drawn from each page itself, with a seed, so a new page needs no word here. mistakes makes them, trial
runs a page with one of them in a copy of the repository.
"""
