"""Embed health: which sites embed what and what fails there, counted without knowing any reader (ADR 40)."""
