"""The open records of the Knesset: members, factions, sittings, votes, bills and protocols."""

from cms.importers.formats.knesset.reader import Knesset

__all__ = ["Knesset"]
