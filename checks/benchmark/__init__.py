"""What the gate costs: a page run by it, against the same commands in a bare shell script."""
