"""Measured figures: ``make bench`` prints them and writes build/bench.json."""
