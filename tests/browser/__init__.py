"""The site in a real browser: what readers see, reach by keyboard, copy, and how heavy it is."""
