"""Popolo JSON: persons, organizations, memberships, areas, events, motions and votes.

The standard is at https://www.popoloproject.com/specs/ ; EveryPolitician's documents and plain
lists are read too.
"""

from cms.importers.formats.popolo.reader import Popolo

__all__ = ["Popolo"]
