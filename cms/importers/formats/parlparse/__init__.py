"""The "publicwhip" XML of parlparse: debates of Westminster, Holyrood and Stormont.

Written by https://github.com/mysociety/parlparse ; a file is one day of one chamber, or one
sitting of a committee.
"""

from cms.importers.formats.parlparse.reader import Parlparse

__all__ = ["Parlparse"]
