"""The guide broken on purpose, one change at a time: `python -m checks.broken` demands that the gate notices each."""
