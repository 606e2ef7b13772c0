"""Embargoes and expiries, moment by moment, with the clock moved by hand and nothing else running."""
