"""Akoma Ntoso, the XML of parliaments and laws: debates, bills, and collections of them.

Standard: https://docs.oasis-open.org/legaldocml/akn-core/v1.0/ , which is 3.0; versions 1.0 and 2.0
and the drafts of 3.0 are read too.
"""

from cms.importers.formats.akomantoso.reader import AkomaNtoso

__all__ = ["AkomaNtoso"]
