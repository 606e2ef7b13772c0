"""The piece of HTML that other sites paste: one iframe, no script beside it, at most 320 characters."""

from __future__ import annotations

from django import template

from syndication import snippets

register = template.Library()
register.filter("snippet", snippets.frame)
