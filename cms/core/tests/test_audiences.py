"""Pages, files and translations of what is restricted: for its audience, and for nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection, Page, PageViewRestriction

from cms.news.models import NewsPage
from syndication import actions
from syndication.models import Audience
from tests import factories as make
from tests import pages
from tests.engine import outlets

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(datetime(2026, 11, 2, 10, tzinfo=UTC), tick=False),
]

TITLE = "Budget, for the bureau"
PRIVATE = "private, no-store"


@pytest.fixture(autouse=True)
def bureau() -> Audience:
    return actions.save_audience(
        "bureau", title="The bureau", groups=[Group.objects.create(name="Bureau")]
    )


@pytest.fixture
def member() -> Client:
    user = User.objects.create_user("member")
    user.groups.add(Group.objects.get(name="Bureau"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def secret(bureau: Audience) -> str:
    return actions.make_token(bureau, label="Reader")[1]


def told(answer: Any, path: str = "") -> tuple[Any, ...]:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    cookies = answer.cookies.output().replace(path, "")
    return answer.status_code, dict(answer.headers), cookies, body


def news(slug: str = "secret", **fields: Any) -> NewsPage:
    """Return news that is for the bureau."""
    page = pages.news(slug, title=TITLE, show_in_menus=True, **fields)
    actions.restrict(page.public_id, audience="bureau")
    return page


def paper() -> Document:
    file = ContentFile(b"%PDF-1.7 the budget", name="budget.pdf")
    root = Collection.get_first_root_node()
    return Document.objects.create(title="Secret", file=file, collection=root)


def linking(file: Document) -> str:
    return f'<p><a linktype="document" id="{file.pk}">The report</a></p>'


@pytest.mark.parametrize("hide", ["restrict", "embargo", "expire"])
def test_a_page_whose_entry_is_hidden_answers_like_one_that_does_not_exist(hide: str) -> None:
    page = pages.news("secret", title=TITLE, show_in_menus=True)
    moment = datetime(2026, 11, 2, 10, tzinfo=UTC)
    before = Client().get("/en/news/secret/").status_code
    {
        "restrict": lambda: actions.restrict(page.public_id, audience="bureau"),
        "embargo": lambda: actions.embargo(page.public_id, until=moment + timedelta(hours=1)),
        "expire": lambda: actions.expire(page.public_id, after=moment),
    }[hide]()

    hidden, absent = Client().get("/en/news/secret/"), Client().get("/en/news/nothing/")

    assert before == 200
    assert told(hidden) == told(absent)
    assert hidden.status_code == 404
    for path in ("/en/", "/en/news/", "/en/speeches/", "/sitemap-pages.xml", "/sitemap-record.xml"):
        assert TITLE not in Client().get(path).content.decode()
        assert "secret" not in Client().get(path).content.decode()


def test_a_page_is_shown_to_its_audience_and_kept_by_no_cache(member: Client, secret: str) -> None:
    news()

    for answer in (member.get("/en/news/secret/"), Client().get(f"/t/{secret}/en/news/secret/")):
        assert (answer.status_code, answer["Cache-Control"]) == (200, PRIVATE)
        assert TITLE in answer.content.decode()
    assert TITLE in member.get("/en/news/").content.decode()


def test_a_translation_is_restricted_alone_and_offered_to_its_audience_alone(
    member: Client,
) -> None:
    first = pages.news("open")
    french = pages.draft("secret", "fr", title=TITLE)
    Page.objects.filter(pk=french.pk).update(translation_key=first.translation_key)
    french.refresh_from_db()
    french.save_revision().publish()
    actions.restrict(first.public_id, audience="bureau", language="fr")

    assert "/fr/news/secret/" not in Client().get("/en/news/open/").content.decode()
    assert "/fr/news/secret/" in member.get("/en/news/open/").content.decode()
    assert Client().get("/fr/news/secret/").status_code == 404
    assert member.get("/fr/news/secret/").status_code == 200


def test_a_document_that_only_restricted_news_links_to_is_its_audience_s(
    member: Client, secret: str
) -> None:
    file = paper()
    news(body=linking(file))
    absent = f"/documents/{file.pk + 1}/budget.pdf"

    assert told(Client().get(file.url)) == told(Client().get(absent))
    for answer in (member.get(file.url), Client().get(f"/t/{secret}{file.url}")):
        assert told(answer)[3] == b"%PDF-1.7 the budget"
        assert answer["Cache-Control"] == PRIVATE


def test_a_recording_is_its_audience_s_at_the_address_that_the_audience_is_given(
    member: Client, secret: str
) -> None:
    name = default_storage.save("videos/x/a.en.vtt", ContentFile(b"WEBVTT and more"))
    video = make.published(make.VideoFactory(captions={"en": name}))
    actions.restrict(video.public_id, audience="bureau")
    entry = f"/api/v1/entries/{video.public_id}/"

    by_login = member.get(entry).json()["enclosures"][0]["captions"][0]["url"]
    by_token = Client().get(f"/t/{secret}{entry}").json()["enclosures"][0]["captions"][0]["url"]

    assert by_login == f"{settings.BASE_URL}/media/{name}"
    assert by_token == f"{settings.EMBED_URL}/t/{secret}/media/{name}"
    path = by_token.removeprefix(settings.EMBED_URL)
    for answer in (member.get(f"/media/{name}"), outlets.embed(path)):
        assert told(answer)[3] == b"WEBVTT and more"
        assert answer["Cache-Control"] == PRIVATE
    for ask in (outlets.site, outlets.embed):
        assert told(ask(f"/media/{name}")) == told(ask("/media/videos/x/nothing.vtt"))


def test_a_private_page_of_wagtail_is_its_group_s_with_its_files_and_makes_no_entry(
    member: Client,
) -> None:
    file = paper()
    page = pages.draft("secret", title=TITLE, body=linking(file))
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name="Bureau"))
    page.save_revision().publish()

    assert member.get("/en/news/secret/").status_code == 200
    answer = member.get(file.url)
    assert (told(answer)[3], answer["Cache-Control"]) == (b"%PDF-1.7 the budget", PRIVATE)
    for path in ("/en/news/secret/", file.url):
        assert Client().get(path).status_code == 404
    for client in (member, Client()):
        assert TITLE not in client.get("/en/feeds/kind:news/feed.rss").content.decode()
        assert client.get(f"/api/v1/entries/{page.public_id}/").status_code == 404


def test_an_old_address_leads_on_below_the_token(secret: str) -> None:
    speech = make.published(make.SpeechFactory())
    actions.restrict(speech.public_id, audience="bureau")
    Redirect.add_redirect("/old/speech.htm", f"/en/speeches/{speech.public_id}/")

    page = Client().get(f"/t/{secret}/old/speech.htm", follow=True)

    assert page.status_code == 200
    assert all(where.startswith(f"/t/{secret}/") for where, _ in page.redirect_chain)
