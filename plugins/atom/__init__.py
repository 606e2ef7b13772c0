"""Atom."""
