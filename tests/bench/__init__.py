"""Measured figures: ``make bench`` and ``make bench-embeds`` print them and write them to build/."""
