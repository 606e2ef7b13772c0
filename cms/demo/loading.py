"""Load the demo parliament of Valmere, through the same importers as any other; loading again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page, Site

from cms.core.addresses import WORDS
from cms.demo import ahead, coming, news
from cms.importers.formats import format_named
from cms.importers.running import Import
from cms.news.models import HomePage, NewsIndexPage, NewsPage
from syndication import actions, queries

FOLDER = Path(__file__).parent / "parliament"
STEPS = (
    ("popolo", "popolo.json"),
    ("parlamint", "tei"),
    ("akomantoso", "akn"),
    ("popolo", "votes.json"),
    ("timing", "timing"),
)
"""Persons and bodies first, then what names them."""

CLERK, PASSWORD = "clerk", "valmere"
LANGUAGES = ("en", "fr", "es", "ar")


class DemoError(Exception):
    """The demo's own files could not be imported."""


def load(parliament: str, say: Callable[[str], None]) -> None:
    """Load files, a sitting and an election to come, pages, streams and the clerk's account."""
    for name, path in STEPS:
        run = Import(format_named(name), parliament)
        report = run.run(run.inputs([FOLDER / path]), lambda source: None)
        if report.broken:
            raise DemoError("; ".join(f"{file}: {reason}" for file, reason in report.broken))
        say(f"  {path}: {report.files} files, {sum(report.counts.new.values())} new records")
    coming.sitting()
    ahead.election()
    pages()
    streams()
    clerk()


def clerk() -> None:
    """Make the account to sign in with."""
    users = get_user_model()
    if not users.objects.filter(username=CLERK).exists():
        users.objects.create_superuser(CLERK, "clerk@valmere.example", PASSWORD)


def pages() -> None:
    """Make the home page and the news in each language of the interface, once."""
    if HomePage.objects.exists():
        return
    root = Page.objects.get(depth=1)
    root.get_children().filter(slug="home").delete()
    root = Page.objects.get(depth=1)
    originals: dict[str, Page] = {}
    made: list[Page] = []
    for language in LANGUAGES:
        locale, _created = Locale.objects.get_or_create(language_code=language)
        with override(language):
            made += _tree(root, locale, originals)
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost",
        site_name="Valmere",
        root_page=originals["home"],
        is_default_site=True,
    )
    for page in made:  # only now has it an address
        page.save_revision().publish()


def _tree(root: Page, locale: Locale, originals: dict[str, Page]) -> Iterator[Page]:
    language = locale.language_code
    home = HomePage(
        title=_("Parliament of Valmere"),
        slug="home" if language == "en" else f"home-{language}",
        introduction=news.INTRODUCTION[language],
    )
    yield _add(root, home, locale, originals, "home")
    index = NewsIndexPage(title=_("News"), slug="announcements")
    yield _add(home, index, locale, originals, "news")
    for item in news.ITEMS:
        page = NewsPage(
            title=item.title[language],
            slug=item.slug,
            date=item.date,
            introduction=item.introduction[language],
            body=item.body[language],
        )
        yield _add(index, page, locale, originals, item.slug)


def _add(parent: Page, page: Page, locale: Locale, originals: dict[str, Page], key: str) -> Page:
    """Add a page, as a translation of the first one made under the key."""
    page.locale = locale
    original = originals.setdefault(key, page)
    if original is not page:
        page.translation_key = original.translation_key
    return parent.add_child(instance=page)


def streams() -> None:
    """Save a few streams under names people can read."""
    for kind in ("speech", "bill", "division"):
        titles = {}
        for language in LANGUAGES:
            with override(language):
                titles[language] = queries.kind_name(kind)
        query = queries.build({"kind": kind})
        actions.save_stream(WORDS[kind], titles=titles, query=query)
