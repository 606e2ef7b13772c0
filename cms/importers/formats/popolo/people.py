"""Persons: one name in each language, one picture, and what else is known of them elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.importers.formats.popolo import words
from cms.importers.formats.popolo.document import Document
from cms.importers.formats.popolo.fields import Node
from cms.importers.formats.popolo.names import first_of_each_language
from cms.importers.records import Identifier, Person, Texts

_GENDERS = {
    "f": "female",
    "female": "female",
    "woman": "female",
    "m": "male",
    "male": "male",
    "man": "male",
}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_ACCOUNTS = {"twitter", "facebook", "instagram", "youtube", "mastodon", "bluesky", "linkedin"}


def persons(document: Document) -> Iterator[Person]:
    for key, node in document.by_id("persons").items():
        yield _person(key, node)


def _person(key: str, node: Node) -> Person:
    born, died = node.date("birth_date"), node.date("death_date")
    if words.precedes(died, born):
        raise node.error(f"the person died ({died}) before being born ({born})")
    gender = node.string("gender")
    return Person(
        id=key,
        name=_name(node),
        names=_names(node),
        given_name=node.string("given_name"),
        family_name=node.string("family_name"),
        gender=_GENDERS.get(gender.lower(), gender),
        birth_date=born,
        death_date=died,
        biography=node.texts("biography", words.block) or node.texts("summary", words.block),
        image=_image(node),
        email=_email(node),
        links=_links(node),
        identifiers=tuple(dict.fromkeys([*node.identifiers(), *_accounts(node)])),
    )


def _name(node: Node) -> str:
    if isinstance(node.fields.get("name"), dict):
        return next(iter(node.texts("name").values()), "") or node.required("full_name")
    parts = (node.string("given_name"), node.string("family_name"))
    return node.string("name") or " ".join(filter(None, parts)) or node.required("name")


def _names(node: Node) -> Texts:
    """The name in the languages the file gives it in, without the one of unknown language."""
    found = {**node.texts("name"), **first_of_each_language(node), **node.texts("name")}
    return {code: name for code, name in found.items() if code != words.UNDETERMINED}


def _image(node: Node) -> str:
    """The picture, or the first of several."""
    return node.string("image") or next(
        (url for item in node.children("images") if (url := item.string("url"))), ""
    )


def _email(node: Node) -> str:
    listed = (
        item.string("value")
        for item in node.children("contact_details")
        if item.string("type") == "email"
    )
    found = node.string("email") or next(listed, "")
    found = found.removeprefix("mailto:")
    return found if _ADDRESS.fullmatch(found) else ""


def _links(node: Node) -> tuple[str, ...]:
    listed = [item.string("url") for item in node.children("links")]
    contacts = [item.string("value") for item in node.children("contact_details")]
    urls = [url for url in (*listed, *contacts) if url.startswith(("http://", "https://"))]
    return tuple(dict.fromkeys(urls))


def _accounts(node: Node) -> Iterator[Identifier]:
    """Names in social networks: contact details in Popolo, identifiers with us."""
    for item in node.children("contact_details"):
        scheme, value = item.string("type").lower(), item.string("value")
        if scheme in _ACCOUNTS and value and not value.startswith(("http://", "https://")):
            yield Identifier(scheme, value.removeprefix("@"))


def has_more_contacts(node: Node) -> bool:
    """Whether there are telephone numbers, addresses and the like: records do not hold them."""
    return any(_has_no_place(item) for item in node.children("contact_details"))


def _has_no_place(item: Node) -> bool:
    is_link = item.string("value").startswith(("http://", "https://"))
    return not is_link and item.string("type").lower() not in {"email", *_ACCOUNTS}
