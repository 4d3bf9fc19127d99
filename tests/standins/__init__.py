"""The set-up, tried on made-up machines: their programs are small scripts on a PATH of the test's own."""
