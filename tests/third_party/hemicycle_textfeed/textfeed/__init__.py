"""A stream as a digest in plain text."""
