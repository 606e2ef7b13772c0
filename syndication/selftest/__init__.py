"""The feeds' self-test: each fetched as a stranger would, read back, and compared with what the record says now."""
