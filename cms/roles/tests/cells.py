"""Every thing somebody may try at the desk, as a browser tries it, and the rights of the table it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from cms.console.tests.decisions import TYPED, address, entry, forms, send
from cms.core.models import TranslatableRecord
from cms.core.rights import VERBS
from cms.roles.table import RIGHTS
from syndication import actions
from syndication.models import AuditLine
from tests import factories as make
from tests import pages
from tests.clerks import Form, filled, url

Ask = Callable[[Client], bool]
RECORDS = {
    make.SittingFactory: ("write", "publish"),
    make.DivisionFactory: ("write", "publish"),
    make.SpeechFactory: ("write", "publish"),
    make.VideoFactory: ("write", "publish"),
    make.PaperFactory: ("write", "publish"),
    make.MemberFactory: ("write", "publish"),
    make.BillFactory: ("word", "approve"),
}
"""Each kind with drafts: the right to write it, and the right to publish it."""
PARTS = (
    make.SectionFactory,
    make.VoteFactory,
    make.TimingFactory,
    make.MembershipFactory,
    make.OrganizationFactory,
    make.AreaFactory,
    make.StageFactory,
    make.SponsorFactory,
    make.BillTextFactory,
)
SCREENS = {
    "entries:index": "see",
    "requests:index": "see",
    "changes:index": "audit",
    "publications:index": "audit",
    "audit:index": "audit",
    "embed_health:index": "watch",
    "feed_check:index": "watch",
    "deliveries:index": "watch",
    "subscriptions:index": "watch",
    "destinations:index": "watch",
    "election_periods:index": "elections",
    "election_periods:plan": "elections",
    "election_periods:as_of": "elections",
    "audiences:index": "audiences",
    "audiences:add": "audiences",
    "tokens:index": "audiences",
    "tokens:add": "audiences",
    "wagtailsites:index": "site",
    "wagtaillocales:index": "site",
    "wagtailredirects:index": "site",
    "wagtailimages:index": "word",
    "wagtaildocs:index": "word",
    "wagtailadmin_home": "see",
    "wagtailadmin_collections:index": "",
    "wagtailusers_users:index": "",
    "wagtailusers_groups:index": "",
    "wagtailadmin_workflows:index": "",
}
"""Each screen and the right that opens it; those without one are the superuser's."""


@dataclass(frozen=True)
class Cell:
    """One thing to try: allowed to whoever has all the rights of one of ``needs``; nobody where there are none."""

    name: str
    needs: tuple[tuple[str, ...], ...]
    ask: Ask

    def allowed(self, letter: str) -> bool:
        """Tell what the table says of a role."""
        roles = {right.name: right.roles for right in RIGHTS}
        return any(all(letter in roles[name] for name in names) for names in self.needs)


def cells(superuser: Client) -> Iterator[Cell]:
    """Yield every cell; the records they are about are made on the way."""
    for factory, (write, publish) in RECORDS.items():
        draft = factory(live=False)
        live = make.published(factory())
        yield from _of_record(superuser, draft, live, write, publish)
        if isinstance(draft, TranslatableRecord):
            yield from _of_translation(superuser, live, write)
    for part in PARTS:
        yield from _of_part(superuser, part())
    yield from _of_stream(superuser)
    yield from _of_entries(superuser)
    yield from _of_pages()
    for name, right in SCREENS.items():
        yield Cell(f"screen {name}", ((right,),) if right else (), _opens(reverse(name)))
    yield Cell("self-test started", (("run",),), _sends(reverse("feed_check:start"), {}))


def _of_record(
    superuser: Client, draft: Any, live: Any, write: str, publish: str
) -> Iterator[Cell]:
    kind, edit = draft._meta.model_name, url(draft, "edit")
    form = filled(superuser, edit)
    own = {"action-publish": "1"}
    yield Cell(f"{kind} listed", (("see",),), _opens(url(type(draft), "list")))
    yield Cell(f"{kind} added", ((write,),), _opens(url(type(draft), "add")))
    yield Cell(f"{kind} saved", ((write,),), _sends(edit, form))
    yield Cell(f"{kind} previewed", ((write,),), _sends(url(draft, "preview_on_edit"), form))
    yield Cell(
        f"{kind} published", ((write, publish),), _does(draft, "live", _sends(edit, form | own))
    )
    yield Cell(f"{kind} unpublished", ((publish, "decide"),), _opens(url(live, "unpublish")))
    yield Cell(
        f"{kind} locked", ((publish,),), _does(draft, "locked", _sends(url(draft, "lock"), {}))
    )
    yield Cell(f"{kind} deleted", ((write,),), _opens(url(draft, "delete")))
    yield Cell(f"{kind} copied", (), _opens(f"{edit.partition('/edit/')[0]}/copy/{draft.pk}/"))
    yield Cell(f"{kind} deleted in bulk", (), _deletes_in_bulk(draft))
    yield Cell(f"{kind} history", (("see",),), _opens(url(draft, "history")))


def _of_translation(superuser: Client, original: Any, write: str) -> Iterator[Cell]:
    kind = original._meta.model_name
    Locale.objects.get_or_create(language_code="fr")
    new = f"{url(type(original), 'add')}?locale=fr&translation_of={original.pk}"
    needs = ((write,), ("translate",))
    yield Cell(f"{kind} translated", needs, _opens(new))
    arabic, _made = Locale.objects.get_or_create(language_code="ar")
    there = original.copy_for_translation(arabic)
    there.live = False
    there.save()
    edit = url(there, "edit")
    form = filled(superuser, edit)
    yield Cell(f"{kind} in translation opened", needs, _opens(edit))
    yield Cell(f"{kind} in translation saved", needs, _sends(edit, form))
    yield Cell(f"{kind} original opened", needs, _opens(url(original, "edit")))


def _of_part(superuser: Client, part: models.Model) -> Iterator[Cell]:
    kind, edit = part._meta.model_name, url(part, "edit")
    yield Cell(f"{kind} listed", (("see",),), _opens(url(type(part), "list")))
    yield Cell(f"{kind} added", (("write",),), _opens(url(type(part), "add")))
    yield Cell(f"{kind} saved", (("write",),), _sends(edit, filled(superuser, edit)))
    yield Cell(f"{kind} deleted in bulk", (), _deletes_in_bulk(part))


def _of_stream(superuser: Client) -> Iterator[Cell]:
    stream = make.StreamFactory()
    edit = url(stream, "edit")
    yield Cell("stream listed", (("see",),), _opens(url(type(stream), "list")))
    yield Cell("stream added", (("streams",),), _opens(url(type(stream), "add")))
    yield Cell("stream saved", (("streams",),), _sends(edit, filled(superuser, edit)))


def _of_entries(superuser: Client) -> Iterator[Cell]:
    actions.save_audience("committee", title="The committee")
    for verb in VERBS:
        yield Cell(f"entry: {verb}", (("decide",),), _decides(superuser, verb))


def _of_pages() -> Iterator[Cell]:
    draft, live = pages.draft("draft"), pages.news("live")
    for name, page, needs in (
        ("edit", draft, (("word",),)),
        ("history", draft, (("word",),)),
        ("copy", draft, (("word",),)),
        ("move", draft, (("word",),)),
        ("unpublish", live, (("approve", "decide"),)),
        ("delete", draft, (("word",),)),
    ):
        yield Cell(
            f"news: {name}", needs, _opens(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
        )


def _decides(superuser: Client, verb: str) -> Ask:
    """Make an entry the verb could change, and send the form as the superuser sees it."""

    def ask(client: Client) -> bool:
        row = entry(make.published(make.SpeechFactory()))
        if verb == "restore":
            actions.withdraw(row.thing, reason="Published in error.")
        if verb == "lift":
            actions.restrict(row.thing, audience="committee")
        row.refresh_from_db()
        before = AuditLine.objects.filter(verb=verb).count()
        whole = forms(superuser.get(address(row)))
        send(client, row, whole[verb], **TYPED[verb])
        return AuditLine.objects.filter(verb=verb).count() > before

    return ask


def _opens(where: str) -> Ask:
    """Tell whether a page opens."""
    return lambda client: client.get(where).status_code == 200


def _sends(where: str, form: Form) -> Ask:
    """Tell whether a form is taken: whoever may not is sent home, or away."""

    def ask(client: Client) -> bool:
        answer = client.post(where, form)
        location = answer.headers.get("Location", "")
        away = location == reverse("wagtailadmin_home") or "/login/" in location
        return answer.status_code in {200, 302} and not away

    return ask


def _does(record: Any, column: str, sends: Ask) -> Ask:
    """Tell whether a form had its effect."""

    def ask(client: Client) -> bool:
        sends(client)
        record.refresh_from_db()
        return bool(getattr(record, column))

    return ask


def _deletes_in_bulk(record: models.Model) -> Ask:
    """Tell whether a record is gone after its list was told to delete it."""
    meta = record._meta
    where = reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, "delete"])

    def ask(client: Client) -> bool:
        client.post(f"{where}?id={record.pk}", {})
        return not type(record)._default_manager.filter(pk=record.pk).exists()

    return ask
