"""The picture of a card: its words, their setting, the sheet."""

from plugins.cards.renderers.card import CardRenderer

__all__ = ["CardRenderer"]
