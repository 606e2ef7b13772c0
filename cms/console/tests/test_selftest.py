"""A web administrator sees what the last self-test of the feeds found, in words, and starts the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from lxml import html
from wagtail.users.models import UserProfile

from syndication.models import FeedCheck
from syndication.selftest import runs
from syndication.selftest.findings import Finding
from tests.clerks import _browser, editor

pytestmark = pytest.mark.django_db

PAGE, START = "feed_check:index", "feed_check:start"
FEED = "https://www.valmere.example/en/feeds/all/feed.rss"
TITLE = Finding("title", FEED, "tag:1", (("shown", "مياه"), ("meant", "Water")))
COOKIE = Finding("cookie", FEED)
LATER = Finding("missing", FEED.replace("/en/", "/fr/"), "tag:2")


@pytest.fixture
def workers(settings):
    """Tasks are rows of the record, for workers."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def run_of(*findings: Finding, state: str = "done", ago: int = 0) -> FeedCheck:
    at = timezone.now() - timedelta(hours=ago)
    run = runs.begin(12, at=at)
    run.feeds, run.links = 12, 3400
    runs.note(run, findings, at=at)
    if state != "running":
        runs.end(run, state, at=at)
    return run


def administrator(*more: str, name: str = "administrator") -> Client:
    allowed = ["wagtailadmin.access_admin", "syndication.view_feedcheck", *more]
    return _browser(name, allowed)


def text(client: Client) -> str:
    page = html.fromstring(client.get(reverse(PAGE)).content.decode())
    (found,) = page.find_class("feed-check")
    return " ".join(found.text_content().split())


def test_where_nothing_was_looked_at_yet_that_is_said():
    assert "The feeds were not checked yet." in text(administrator())


def test_what_is_wrong_is_said_feed_by_feed_with_what_to_do():
    run_of(TITLE, COOKIE, LATER)
    client = administrator()

    found = text(client)

    assert "Wrong in the run of" in found
    assert "The title is “\u2068مياه\u2069” instead of “\u2068Water\u2069”. tag:1" in found
    assert "It sets a cookie, which no public output may." in found
    assert "look at the web server, the cache or the CDN" in found
    page = html.fromstring(client.get(reverse(PAGE)).content.decode())
    headings = [item.text_content().strip() for item in page.xpath("//section/h2")]
    assert headings[-2:] == [TITLE.feed, LATER.feed]


def test_of_a_run_that_found_nothing_that_is_said_and_earlier_ones_are_listed():
    run_of(COOKIE, ago=2)
    run_of()

    found = text(administrator())

    assert "Nothing was wrong on" in found
    assert "Links followed: 3,400." in found
    assert "findings: 1" in found


def test_how_far_a_run_is_can_be_seen_and_no_second_one_begins(workers):
    run = run_of(state="running")
    client = administrator("syndication.run_feedcheck")

    client.post(reverse(START))

    assert "At work: 12 of 12 feeds were looked at." in text(client)
    assert b"Check the feeds now" not in client.get(reverse(PAGE)).content
    assert FeedCheck.objects.get() == run
    assert not DBTaskResult.objects.exists()


def test_a_run_that_says_nothing_for_long_gives_way(workers):
    run_of(state="running", ago=1)
    client = administrator("syndication.run_feedcheck")

    assert "did not come to its end" in text(client)
    client.post(reverse(START))

    assert [run.state for run in FeedCheck.objects.all()] == ["running", "broken"]


def test_the_button_begins_a_run_in_the_background(workers):
    client = administrator("syndication.run_feedcheck")

    answer = client.post(reverse(START), follow=True)

    assert "being checked in the background" in answer.content.decode()
    assert FeedCheck.objects.get().state == "running"
    assert DBTaskResult.objects.get().task_path == "syndication.selftest.tasks.carry_on"


def test_where_no_worker_does_tasks_the_command_is_named():
    answer = administrator("syndication.run_feedcheck").post(reverse(START), follow=True)

    assert "run manage.py feeds check" in answer.content.decode()
    assert not FeedCheck.objects.exists()


def test_only_who_has_the_right_sees_it_or_begins(workers):
    looker = administrator()

    assert editor().get(reverse(PAGE)).status_code == 302
    assert looker.post(reverse(START)).status_code == 302
    assert looker.get(reverse(START)).status_code == 405
    assert b"Check the feeds now" not in looker.get(reverse(PAGE)).content
    assert not FeedCheck.objects.exists()


def test_the_page_speaks_the_administrators_language():
    run_of(COOKIE)
    client = administrator()
    user = User.objects.get(username="administrator")
    UserProfile.objects.create(user=user, preferred_language="ar")

    page = client.get(reverse(PAGE)).content.decode()

    assert 'dir="rtl"' in page
    assert "It sets a cookie" not in page


def test_a_page_of_many_findings_costs_as_many_statements_as_one_of_none(
    django_assert_num_queries, django_assert_max_num_queries
):
    client = administrator()
    client.get(reverse(PAGE))
    with django_assert_max_num_queries(25) as few:
        client.get(reverse(PAGE))
    for number in range(5):
        run_of(*[TITLE] * 50, ago=number)

    with django_assert_num_queries(len(few.captured_queries)):
        client.get(reverse(PAGE))


def test_only_the_last_runs_and_the_first_findings_are_kept():
    for number in range(runs.KEPT + 3):
        run_of(*[COOKIE] * (runs.MOST + 1), ago=number)

    assert FeedCheck.objects.count() == runs.KEPT
    assert {(len(run.findings), run.found) for run in FeedCheck.objects.all()} == {
        (runs.MOST, runs.MOST + 1)
    }
    assert f"The first {runs.MOST} are listed." in text(administrator())


def test_the_rights_are_given_to_a_group_in_its_form(admin_client):
    page = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()

    assert "Can start" in page
