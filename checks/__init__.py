"""Programs that check the guide and its machinery: run by make targets, and no tests themselves."""
