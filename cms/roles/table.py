"""The rights of every role, in one table: what the groups are given, what the guide shows, what the tests ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.core import rights

ROLES: dict[str, tuple[str, Any]] = {
    "I": ("Importer", _("Importer")),
    "E": ("Editor", _("Editor")),
    "T": ("Translator", _("Translator")),
    "R": ("Reviewer", _("Reviewer")),
    "P": ("Publisher", _("Publisher")),
    "M": ("Moderator", _("Moderator")),
    "W": ("Web administrator", _("Web administrator")),
    "A": ("Auditor", _("Auditor")),
}
"""Each role by its letter: the name of its group, and what it is called."""
EVERYBODY = "".join(ROLES)

FACTS = (
    "sittings.sitting",
    "sittings.division",
    "speeches.speech",
    "videos.video",
    "documents.paper",
    "members.member",
)
"""Kinds of record that need no review: what was said, done and handed in."""
PARTS = (
    "sittings.section",
    "sittings.vote",
    "videos.timing",
    "members.membership",
    "members.organization",
    "members.area",
    "bills.stage",
    "bills.sponsor",
    "bills.billtext",
)
"""What belongs to a record and is public with it."""
WORDS = ("bills.bill",)
"""Kinds of record whose titles and summaries the institution words itself."""


@dataclass(frozen=True)
class Right:
    """What roles may do, in words: permissions of models, of the whole tree of pages, and of all files."""

    name: str
    words: Any
    roles: str
    permissions: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def of(kinds: Iterable[str], *verbs: str) -> tuple[str, ...]:
    """Return the permissions of verbs on kinds: ``speeches.add_speech``."""
    parted = [kind.split(".") for kind in kinds]
    return tuple(f"{app}.{verb}_{model}" for app, model in parted for verb in verbs)


RIGHTS = (
    Right(
        "see",
        _("See the record at the desk, drafts and decisions included"),
        EVERYBODY,
        (
            "wagtailadmin.access_admin",
            *of((*FACTS, *PARTS, *WORDS, "syndication.stream", "syndication.entryrecord"), "view"),
        ),
    ),
    Right(
        "write",
        _("Write the verbatim record and what belongs to it"),
        "IEP",
        of((*FACTS, *PARTS), "add", "change", "delete"),
    ),
    Right(
        "publish",
        _("Publish the verbatim record, lock and unlock it"),
        "EP",
        of(FACTS, "publish", "lock", "unlock"),
    ),
    Right(
        "word",
        _("Write the institution’s own words: bills, news, pictures"),
        "ERP",
        of(WORDS, "add", "change", "delete"),
        pages=("add", "change"),
        files=("add", "change", "choose"),
    ),
    Right(
        "approve",
        _("Publish the institution’s own words, and approve those of others"),
        "RP",
        of(WORDS, "publish", "lock", "unlock"),
        pages=("publish", "lock", "unlock"),
    ),
    Right(
        "wording",
        _("Let wording stand that the checker finds not neutral, with a reason"),
        "R",
        ("neutrality.decide_finding",),
    ),
    Right(
        "translate",
        _("Translate what is there, and change translations"),
        "ET",
        ("syndication.translate_entry", "wagtail_localize.submit_translation"),
    ),
    Right(
        "decide",
        _("Withdraw, restore, correct, embargo, end, lift and restrict"),
        "P",
        tuple(f"syndication.{verb}_entry" for verb in rights.VERBS),
    ),
    Right(
        "elections",
        _("Plan elections, and look at pages as of another moment"),
        "PW",
        ("syndication.view_pause", "syndication.pause_entry", "syndication.preview_pause"),
    ),
    Right(
        "streams",
        _("Keep the saved streams"),
        "W",
        of(["syndication.stream"], "add", "change", "delete"),
    ),
    Right(
        "audiences",
        _("Keep audiences and tokens"),
        "W",
        of(["syndication.audience", "syndication.token"], "view", "add", "change"),
    ),
    Right(
        "watch",
        _("See where everything went: embeds, feeds, deliveries"),
        "WA",
        of(
            (
                "syndication.embedcount",
                "syndication.feedcheck",
                "syndication.deliveryrecord",
                "syndication.subscription",
                "syndication.destination",
            ),
            "view",
        ),
    ),
    Right(
        "run",
        _("Start the self-test of feeds, and have deliveries tried again"),
        "W",
        ("syndication.run_feedcheck", "syndication.redrive_entry"),
    ),
    Right(
        "site",
        _("Keep sites, languages and redirects"),
        "W",
        of(
            (
                "wagtailcore.site",
                "wagtailcore.locale",
                "wagtailredirects.redirect",
            ),
            "add",
            "change",
            "delete",
        ),
    ),
    Right(
        "audit",
        _("Read the audit log, the ledger and what is published"),
        "WA",
        of(["syndication.auditline", "syndication.change", "syndication.publication"], "view"),
    ),
)
