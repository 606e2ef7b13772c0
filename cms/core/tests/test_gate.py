"""What Wagtail alone would let out: asked for at its real addresses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from syndication import actions, queries
from tests import factories as make
from tests import pages

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
TITLE = "Budget, before its time"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def everywhere(language: str = "en") -> str:
    """Return whatever lists, feeds, menus and search tell of news."""
    asked = (
        f"/{language}/",
        f"/{language}/news/",
        f"/{language}/feeds/kind:news/feed.rss",
        f"/api/v1/entries/?query=kind:news&language={language}",
        f"/{language}/speeches/",
    )
    found = [Client().get(path).content.decode() for path in asked]
    return " ".join([*found, *queries.find("news", TITLE)])


def told(client: Client, path: str) -> tuple[int, dict[str, str], bytes]:
    """Return everything an answer tells, with the address it was asked at left out."""
    answer: Any = client.get(path)
    cookies = answer.cookies.output().replace(path, "")
    return answer.status_code, {**answer.headers, "cookies": cookies}, answer.content


def scheduled() -> Page:
    """Return a draft that goes live in an hour, with an alias in French of it, and of that one another."""
    page = pages.draft("secret", title=TITLE)
    french = pages.index("fr")
    alias = page.create_alias(
        parent=french,
        update_locale=french.locale,
        reset_translation_key=False,
    )
    alias.create_alias(parent=french, update_slug="again")
    page.go_live_at = NOW + HOUR
    page.save_revision().publish()
    return page


def private(page: Page, kind: str = PageViewRestriction.LOGIN) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=kind)


def reader(*groups: Group) -> Client:
    """Return the browser of somebody who signed in."""
    user = User.objects.create_user(f"reader-{len(groups)}")
    user.groups.set(groups)
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("slug", ["secret", "again"])
def test_an_alias_of_a_scheduled_draft_is_not_public_before_its_time(slug: str) -> None:
    scheduled()

    assert told(Client(), f"/fr/news/{slug}/") == told(Client(), "/fr/news/nothing/")
    assert TITLE not in everywhere("fr")


def test_an_alias_of_a_scheduled_draft_is_public_with_it(now: Any) -> None:
    page = scheduled()

    now.move_to(NOW + 2 * HOUR)
    page.get_latest_revision().publish()

    assert Client().get("/fr/news/secret/").status_code == 200
    assert TITLE in everywhere("fr")


def test_an_alias_of_a_scheduled_draft_stands_in_no_menu() -> None:
    page = scheduled()
    Page.objects.filter(alias_of=page).update(show_in_menus=True)

    assert TITLE not in Client().get("/fr/speeches/").content.decode()


def test_an_alias_of_a_scheduled_draft_is_not_offered_as_a_translation() -> None:
    page = scheduled()
    other = pages.news("other")
    Page.objects.filter(pk=page.pk).update(translation_key=uuid4())
    Page.objects.filter(pk=other.pk).update(translation_key=page.translation_key)

    assert "/fr/news/secret/" not in Client().get("/en/news/other/").content.decode()


def test_a_page_that_expired_is_gone_everywhere_though_no_clock_took_it_off(now: Any) -> None:
    page = pages.news("secret", title=TITLE, expire_at=NOW + HOUR, show_in_menus=True)
    before = everywhere()

    now.move_to(NOW + HOUR)

    page.refresh_from_db()
    assert (page.live, TITLE in before) == (True, True)
    assert told(Client(), "/en/news/secret/") == told(Client(), "/en/news/nothing/")
    assert TITLE not in everywhere()
    assert page.public_id not in everywhere()


def test_a_record_that_expired_is_gone_everywhere_though_no_clock_took_it_off(now: Any) -> None:
    speech = make.SpeechFactory(live=False, expire_at=NOW + HOUR)
    speech.save_revision().publish()

    now.move_to(NOW + HOUR)

    assert Client().get(f"/api/v1/entries/{speech.public_id}/").status_code == 404
    assert queries.find("speech", "reservoirs") == []


def test_what_expired_stays_gone_when_the_clock_takes_it_off(now: Any) -> None:
    page = pages.news("secret", title=TITLE, expire_at=NOW + HOUR)
    now.move_to(NOW + HOUR)

    page.unpublish(set_expired=True)

    assert told(Client(), "/en/news/secret/") == told(Client(), "/en/news/nothing/")
    assert TITLE not in everywhere()


def test_what_expired_is_public_again_when_it_is_published_without_an_end(now: Any) -> None:
    page = pages.news("secret", title=TITLE, expire_at=NOW + HOUR)
    now.move_to(NOW + HOUR)

    page.expire_at = None
    page.save_revision().publish()

    assert Client().get("/en/news/secret/").status_code == 200
    assert TITLE in everywhere()


def test_an_end_that_was_set_at_the_desk_outlives_a_publication(now: Any) -> None:
    page = pages.news("secret", title=TITLE)
    actions.expire(page.public_id, after=NOW + HOUR)
    page.save_revision().publish()

    now.move_to(NOW + HOUR)

    assert TITLE not in everywhere()


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
@pytest.mark.parametrize("cookie", ["", "no-such-session"])
def test_a_private_page_answers_like_one_that_does_not_exist(kind: str, cookie: str) -> None:
    private(pages.news("secret", title=TITLE), kind)
    visitors = [Client(), Client()]
    for visitor in visitors:
        visitor.cookies["sessionid"] = cookie

    hidden, absent = told(visitors[0], "/en/news/secret/"), told(visitors[1], "/en/news/nothing/")

    assert hidden == absent
    assert hidden[0] == 404


def test_a_private_page_is_kept_from_who_signed_in_without_the_right() -> None:
    restriction = private(pages.news("secret", title=TITLE), "groups")
    restriction.groups.add(Group.objects.create(name="Bureau"))
    client = reader()

    assert told(client, "/en/news/secret/") == told(client, "/en/news/nothing/")


def test_a_private_page_is_shown_to_who_has_the_right_and_kept_by_no_cache() -> None:
    restriction = private(pages.news("secret", title=TITLE), "groups")
    bureau = Group.objects.create(name="Bureau")
    restriction.groups.add(bureau)

    answer = reader(bureau).get("/en/news/secret/")

    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_an_alias_of_what_became_private_is_private_and_on_no_list() -> None:
    page = pages.news("secret", introduction=TITLE, show_in_menus=True)
    french = pages.index("fr")
    page.create_alias(parent=french, update_locale=french.locale, reset_translation_key=False)
    page.save_revision().publish()
    before = everywhere("fr")

    private(page)

    assert TITLE in before
    assert told(Client(), "/fr/news/secret/") == told(Client(), "/fr/news/nothing/")
    assert TITLE not in everywhere("fr")


@pytest.mark.parametrize(
    "path",
    ["/en/_util/authenticate_with_password/{restriction}/{page}/", "/api/v2/pages/", "/api/v3/"],
)
def test_nothing_of_wagtail_tells_what_there_is(path: str) -> None:
    page = pages.news("secret", title=TITLE)
    restriction = private(page, "password")
    real = path.format(restriction=restriction.pk, page=page.pk)

    assert Client().get(real).status_code == 404
