"""Dates in French, with the hour as parliaments print it."""

from __future__ import annotations

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H\xa0\\h\xa0i"
DATETIME_FORMAT = "j F Y \\à H\xa0\\h\xa0i"
YEAR_MONTH_FORMAT = "F Y"
