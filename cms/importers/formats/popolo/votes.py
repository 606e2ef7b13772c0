"""Motions and vote events: recorded votes of a house."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from cms.importers.formats.popolo import words
from cms.importers.formats.popolo.document import Document
from cms.importers.formats.popolo.fields import Node
from cms.importers.records import Division, Skipped, Texts, VoteCast

_OPTIONS = {
    "yes": "yes", "aye": "yes", "yea": "yes", "for": "yes", "content": "yes",
    "no": "no", "nay": "no", "against": "no", "not content": "no",
    "abstain": "abstain", "abstention": "abstain", "abstained": "abstain", "present": "abstain",
    "absent": "absent", "not voting": "absent", "excused": "absent",
    "paired": "paired", "pair": "paired",
}  # fmt: skip
_RESULTS = {
    **dict.fromkeys(
        ("pass", "passed", "agreed", "adopted", "accepted", "approved", "carried"), "agreed"
    ),
    **dict.fromkeys(
        ("fail", "failed", "rejected", "defeated", "lost", "negatived", "not agreed"), "rejected"
    ),
}
_TITLES = ("title", "label", "name", "text")


def divisions(document: Document) -> Iterator[Division | Skipped]:
    """A division for each vote event; motions that were never voted on are passed over aloud."""
    loose = _votes_by_event(document)
    seen: set[str] = set()
    for node in document.of("vote_events"):
        key = node.string("id") or f"{node.required('motion_id', 'identifier')}:vote"
        if key in seen:
            raise node.error(f'its id "{key}" is used twice')
        seen.add(key)
        yield from _division(document, node, key, [*node.children("votes"), *loose.pop(key, [])])
    if loose:
        raise next(iter(loose.values()))[0].error(
            "it belongs to a vote event that is not in the file"
        )
    voted = {node.reference("motion") for node in document.of("vote_events")}
    for key in document.by_id("motions"):
        if key not in voted:
            yield Skipped("motion", key, "it was never voted on by name or number")


def _votes_by_event(document: Document) -> dict[str, list[Node]]:
    found: defaultdict[str, list[Node]] = defaultdict(list)
    for node in document.of("votes"):
        found[node.reference("vote_event") or node.required("vote_event_id")].append(node)
    return found


def _division(
    document: Document, node: Node, key: str, cast: list[Node]
) -> Iterator[Division | Skipped]:
    motion = document.by_id("motions").get(document.reference(node, "motion", "motions"))
    both = [node, motion] if motion else [node]
    votes = [_vote(document, item) for item in cast]
    started = _first(both, "start_date", "date")
    yield Division(
        id=key,
        body=_body(document, both),
        date=_day(both),
        titles=_titles(both) or {node.language: node.string("identifier") or key},
        counts=_counts(node),
        sitting=_sitting(document, both),
        number=node.string("identifier"),
        time=words.clock(started),
        result=_RESULTS.get(_first(both, "result").lower(), ""),
        bill=_bill(both),
        votes=tuple(vote for vote in votes if isinstance(vote, VoteCast)),
        url=next((link.string("url") for link in node.children("sources")), ""),
    )
    for item, vote in zip(cast, votes, strict=True):
        if isinstance(vote, str):
            yield Skipped("vote", f"{key}:{item.reference('voter')}", vote)


def _first(both: list[Node], *keys: str) -> str:
    return next((text for node in both if (text := node.string(*keys))), "")


def _day(both: list[Node]) -> str:
    found = next((day for node in both if (day := node.date("start_date", "date"))), "")
    if len(found) != len("2026-10-14"):
        raise both[0].error("it has no day on which the vote was taken (start_date, YYYY-MM-DD)")
    return found


def _body(document: Document, both: list[Node]) -> str:
    """The house that voted: named by the event, the motion, or the session they belong to."""
    for node in both:
        if found := document.reference(node, "organization", "organizations"):
            return found
    for node in both:
        session = document.by_id("events").get(node.reference("legislative_session"))
        if session and (found := document.reference(session, "organization", "organizations")):
            return found
    raise both[0].error('it has no "organization_id": which house voted?')


def _titles(both: list[Node]) -> Texts:
    for node in both:
        for key in _TITLES:
            if found := node.texts(key):
                return found
    return {}


def _sitting(document: Document, both: list[Node]) -> str:
    """The sitting, named as such or by identifier; Popolo's session is often the whole term."""
    for node in both:
        if found := node.reference("sitting") or _identified(node, "sitting"):
            return found
    for node in both:
        event = document.by_id("events").get(node.reference("legislative_session"))
        if event and "sitting" in event.string("classification").lower():
            return event.required("id")
    return ""


def _bill(both: list[Node]) -> str:
    """The motion says it first: a bill is what was moved."""
    found = (node.reference("bill") or _identified(node, "bill") for node in reversed(both))
    return next(filter(None, found), "")


def _identified(node: Node, scheme: str) -> str:
    listed = (item.value for item in node.identifiers() if item.scheme.lower() == scheme)
    return next(listed, "")


def _counts(node: Node) -> Mapping[str, int]:
    """Option to number, as stated; counts of single groups are added up if there are no others."""
    listed = node.children("counts")
    whole = [item for item in listed if not item.reference("group")] or listed
    found: Counter[str] = Counter()
    for item in whole:
        found[_option(item) or item.required("option")] += item.number("value") or 0
    return dict(found)


def _option(node: Node) -> str:
    return _OPTIONS.get(node.string("option").lower().replace("_", " ").replace("-", " "), "")


def _vote(document: Document, node: Node) -> VoteCast | str:
    """One choice, or why it is left out. A voter may be named without having an id."""
    option, inner = _option(node), node.child("voter")
    if not option:
        return "it is neither for, against, abstaining, absent nor paired"
    is_named_only = inner is not None and not inner.has("id") and not node.has("voter_id")
    if not is_named_only and node.reference("voter") in document.by_id("organizations"):
        return "an organization voted, not a person"
    person = "" if is_named_only else document.reference(node, "voter", "persons")
    name = node.string("voter_name") or (inner.string("name") if inner else "")
    if not person and not name:
        raise node.error("nobody is named as the voter (voter_id)")
    return VoteCast(person, option, name=name, teller="teller" in node.string("role").lower())
