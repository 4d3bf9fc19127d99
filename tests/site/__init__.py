"""Tests of the Sphinx extension, of the HTML that readers get, and of ``make lint``."""
