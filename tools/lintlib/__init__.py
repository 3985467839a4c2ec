"""One module a group of rules; each offers check(house) -> findings."""
