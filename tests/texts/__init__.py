"""Texts nobody should type, through every field of the desk and out of every output."""
