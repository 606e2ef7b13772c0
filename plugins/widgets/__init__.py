"""Embeds: complete HTML documents for other people's pages."""
