"""A bill: its name, who brought it in, how far it has come, and its text in one language."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cms.importers.formats.akomantoso.blocks import text_of
from cms.importers.formats.akomantoso.clauses import clauses
from cms.importers.formats.akomantoso.document import Document
from cms.importers.formats.akomantoso.elements import FRONT
from cms.importers.formats.akomantoso.references import References
from cms.importers.formats.akomantoso.stages import stages
from cms.importers.formats.akomantoso.wording import attribute, plain, pointer
from cms.importers.formats.akomantoso.work import Work
from cms.importers.records import Bill, BillText, Identifier, Skipped, Stage, VoteCast
from cms.importers.safexml import line_of


def bill_records(
    document: Document, work: Work, references: References
) -> Iterator[Bill | BillText | Skipped]:
    """The bill, then this version of its text. Several files of one work give the same bill."""
    bill = document.element
    title = _title(document, work)
    yield _bill(document, work, references, title)
    if bill.find("body") is not None:
        yield BillText(
            work.expression,
            work.uri,
            work.language,
            title,
            work.expression_date,
            _front(bill, "docStage"),
            tuple(clauses(bill)),
        )
    for voting in bill.iterfind("meta/analysis/parliamentary/voting"):
        reason = "a vote on a bill comes from the record of the sitting"
        yield Skipped("division", pointer(voting, "href"), reason, line_of(voting))


def _bill(document: Document, work: Work, references: References, title: str) -> Bill:
    bill = document.element
    steps = tuple(stages(bill, work.language, references))
    body = references.organization(work.author)
    keywords = bill.iterfind("meta/classification/keyword")
    return Bill(
        work.uri,
        work.number or work.uri.rpartition("/")[2],
        {work.language: title},
        work.language,
        kind=attribute(bill, "name"),
        body=body.id if body else "",
        introduced=_introduced(steps) or work.date,
        summaries=_summaries(document, title, work.language),
        sponsors=tuple(_sponsors(bill, references)),
        topics=tuple(
            attribute(keyword, "value") for keyword in keywords
        ),  # the same in all languages
        stages=steps,
        status=_front(bill, "docStatus"),
        url=work.uri if work.uri.startswith("http") else "",
        identifiers=(*work.identifiers, *_aliases(document)),
    )


def _title(document: Document, work: Work) -> str:
    """As people call it: in a collection its name, for the document may only say "Bill"."""
    collection = document.collection
    if collection is not None and (title := _front(collection, "docTitle")):
        return title
    bill = document.element
    aliases = bill.iterfind("meta/identification/*/FRBRalias")
    alias = next((attribute(found, "value") for found in aliases if _is_title(found)), "")
    return _front(bill, "docTitle") or alias or _front(bill, "longTitle") or work.number or work.uri


def _summaries(document: Document, title: str, language: str) -> dict[str, str]:
    """What the bill is to do: its long title, or what stands before a collection."""
    summary = _front(document.element, "longTitle")
    if document.collection is not None and not summary:
        summary = text_of(document.collection.iterfind("preamble"))
    return {language: summary} if summary and summary != title else {}


def _front(document: etree._Element, name: str) -> str:
    found = (document.find(f"{part}//{name}") for part in FRONT)
    return next(filter(None, map(plain, found)), "")


def _is_title(alias: etree._Element) -> bool:
    return "title" in attribute(alias, "name").lower()


def _aliases(document: Document) -> Iterator[Identifier]:
    """What else the work is called, such as the act it became; and the collection's name."""
    for alias in document.element.iterfind("meta/identification/FRBRWork/FRBRalias"):
        if not _is_title(alias):
            yield Identifier(attribute(alias, "name") or "alias", attribute(alias, "value"))
    if document.collection is not None:
        found = document.collection.find("meta/identification/FRBRWork/FRBRuri")
        if found is not None:
            yield Identifier("akn", attribute(found, "value"))


def _introduced(steps: tuple[Stage, ...]) -> str:
    return next((step.date for step in steps if step.code == "introduction"), "")


def _sponsors(bill: etree._Element, references: References) -> Iterator[VoteCast]:
    """Who proposes it on the front page, who signs it at the end, or whose work it is."""
    seen: set[str] = set()
    for element, name in _signatories(bill):
        subject = pointer(element, name)
        found = references.person(subject)
        shown = found.shown if found else plain(element)
        # A body that proposes is no sponsor; a person whom the file does not explain still is.
        if shown and shown not in seen and (found or references.find(subject) is None):
            seen.add(shown)
            yield VoteCast(found.id if found else "", _option(element, references), shown)


def _signatories(bill: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Elements that name somebody, and the attribute that does."""
    for part in (*FRONT, "conclusions"):
        for name in ("docProponent", "docIntroducer", "signature/person"):
            for element in bill.iterfind(f"{part}//{name}"):
                if element.get("refersTo"):
                    yield element, "refersTo"
    for author in bill.iterfind("meta/identification/FRBRWork/FRBRauthor"):
        yield author, "href"


def _option(element: etree._Element, references: References) -> str:
    role = "".join(references.words(pointer(element, "as"))).lower()
    return "cosponsor" if "cosponsor" in role.replace("-", "") else "sponsor"
