"""Who is named in a file: one person for each member id, under the best name that the file prints.

There is no list of persons beside these files. An id stands for one membership ("member/1857")
or, in newer files, for the person ("person/10101"); either way it finds all that was said.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from lxml import etree

from cms.importers.formats.parlparse import names
from cms.importers.formats.parlparse.wording import attribute, plain
from cms.importers.records import Person

UNKNOWN = "unknown"
_IDS = ("person_id", "speakerid", "memberid", "id")


def person_id(element: etree._Element) -> str:
    """The id of the speaker or voter, empty where parlparse found nobody of that name."""
    for name in _IDS[:3] if element.tag == "speech" else _IDS:
        if found := element.get(name, "").strip():
            return "" if found.rpartition("/")[2] == UNKNOWN else normalize("NFC", found)
    return ""


def voter_name(element: etree._Element) -> str:
    """Committee lists have the name in full; others only as printed in the list."""
    return attribute(element, "membername") or names.voter(plain(element))


def persons(root: etree._Element) -> Iterator[Person]:
    """One person an id, in the order of the file; of two equally good names the first stays."""
    best: dict[str, tuple[int, str]] = {}
    for element in root.iter("*"):
        mention = _mention(element)
        identity = person_id(element) if mention else ""
        if mention and identity and (identity not in best or mention[0] < best[identity][0]):
            best[identity] = mention
    for identity, (_, name) in best.items():
        yield Person(identity, name or identity.rpartition("/")[2])


def is_voter(element: etree._Element) -> bool:
    """mpname, mspname, mlaname, lord: someone in a list."""
    return _is_voter(str(element.tag))


@lru_cache(maxsize=256)
def _is_voter(tag: str) -> bool:
    return tag == "lord" or (tag.startswith("m") and tag.endswith("name"))


def _mention(element: etree._Element) -> tuple[int, str] | None:
    """A name and how good it is: in full, turned round from a list, or only the office."""
    if element.tag == "speech":
        printed = attribute(element, "speakername")
        name = names.speaker(printed).name
        return (0, name) if name else (3, printed)
    if not is_voter(element):
        return None
    return (1 if element.get("membername") else 2, voter_name(element))
