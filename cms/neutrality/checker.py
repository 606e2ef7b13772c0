"""The checker: a text and its language in, findings out. It knows no record and keeps nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from cms.neutrality import patterns, sentences, titling
from cms.neutrality.folding import fold
from cms.neutrality.kinds import IN_NAMES, REASONS, Kind
from cms.neutrality.packs import Pack, Rule

Span = tuple[int, int]
UNEVEN = "titles"
"""The name of the rule that looks at rows of names."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage that is not neutral: where it stands in the text, why, and what to write instead."""

    rule: str
    kind: Kind
    start: int
    end: int
    passage: str
    sentence: str
    suggestion: str = ""
    link: str = ""

    @property
    def reason(self) -> str:
        """Return why it is not neutral."""
        return str(REASONS[self.kind])

    @property
    def mark(self) -> str:
        """Return what stays the same as long as the rule, the passage and its sentence do."""
        said = "\n".join((self.rule, self.passage, " ".join(self.sentence.split())))
        return sha256(said.encode("utf-8", "replace")).hexdigest()


def check(text: str, pack: Pack) -> list[Finding]:
    """Return what is not neutral in a text, in its order; of what overlaps, the longest."""
    folded = fold(text)
    ends = sentences.sentences(folded.text)
    quoted = sentences.quotations(folded.text)
    found: list[Finding] = []
    taken: list[Span] = []
    for rule, span in sorted(_matches(folded.text, pack), key=lambda one: _order(one[1])):
        if _overlaps(span, quoted) or _overlaps(span, taken):
            continue
        around = _around(span, ends)
        if rule.kind in IN_NAMES and _is_name(folded.text, span, around):
            continue
        taken.append(span)
        start, end = folded.span(*span)
        first, last = folded.span(*around)
        found.append(
            Finding(
                rule=rule.name,
                kind=rule.kind,
                start=start,
                end=end,
                passage=text[start:end],
                sentence=text[first:last].strip(),
                suggestion=rule.suggestion,
                link=rule.link,
            )
        )
    return sorted(found, key=lambda finding: finding.start)


def _matches(text: str, pack: Pack) -> Iterator[tuple[Rule, Span]]:
    for rule in pack.rules:
        spans = [span for pattern in rule.patterns for span in patterns.spans(pattern, text)]
        if spans:
            spared = [s for pattern in rule.exceptions for s in patterns.spans(pattern, text)]
            yield from ((rule, span) for span in spans if not _overlaps(span, spared))
    if pack.titles:
        own = Rule(
            UNEVEN, Kind.TITLES, (), suggestion=pack.titles.suggestion, link=pack.titles.link
        )
        some = islice(titling.uneven(pack.titles, text), patterns.MOST_FOUND)
        yield from ((own, span) for span in some)


def _order(span: Span) -> tuple[int, int]:
    return span[0] - span[1], span[0]


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _around(span: Span, ends: list[Span]) -> Span:
    place = bisect_right(ends, (span[0], len(ends) and ends[-1][1] + 1)) - 1
    return ends[max(place, 0)] if ends else span


def _is_name(text: str, span: Span, around: Span) -> bool:
    sentence = text[around[0] : around[1]]
    start, end = span[0] - around[0], span[1] - around[0]
    return sentences.in_name(sentence, start, end) and not sentences.in_title_case(sentence)
