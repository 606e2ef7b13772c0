"""A web administrator sees which sites embed what and what fails there, and learns what to do about it."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from syndication.health import counts, report
from syndication.health.seeing import Seen
from syndication.health.sites import OTHERS
from syndication.models import EmbedCount
from tests.clerks import _browser, editor

pytestmark = pytest.mark.django_db

SITE = "https://member.example"
SEEN = Seen(SITE, "speech", "", "framed", "shown")


@pytest.fixture(autouse=True)
def counted(settings):
    settings.EMBED_HEALTH_DAYS = 90
    add(SEEN, 1200)
    add(SEEN._replace(kind="bill", theme="dark"), 30)
    add(SEEN._replace(outcome="missing"), 4)
    add(SEEN._replace(outcome="wrong"), 2)
    add(SEEN._replace(site="", form="untold"), 5000)
    add(SEEN._replace(site=OTHERS), 7)
    add(SEEN._replace(site="https://quiet.example", kind="member"), 3, back=20)
    add(SEEN._replace(site="https://old.example"), 3, back=60)


def add(seen: Seen, number: int, *, back: int = 0) -> None:
    counts.add({(timezone.localdate() - timedelta(days=back), seen): number})


def administrator() -> Client:
    allowed = ["wagtailadmin.access_admin", "syndication.view_embedcount"]
    return _browser("administrator", allowed)


def lines(client: Client, **asked: str) -> dict[str, list[str]]:
    """Return the table: what stands in the cells after the site's name."""
    page = html.fromstring(client.get(reverse("embed_health:index"), asked).content.decode())
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
        for row in page.xpath("//table[contains(@class,'listing')]/tbody/tr")
    ]
    return {row[0]: row[1:] for row in rows}


def test_each_site_has_a_line_with_what_is_shown_and_what_fails():
    found = lines(administrator())

    assert list(found) == ["Site not told", SITE, "Further sites", "https://quiet.example"]
    _last, shown, what, fails = found[SITE]
    assert (shown, what) == ("1,230in a frame: 1,230", "speech: 1,200bill: 30")
    assert fails.startswith("not found: 4. There is nothing at the address")
    assert "wrong address: 2." in fails
    assert found["Site not told"][1] == "5,000not told: 5,000"


def test_a_site_on_which_nothing_is_shown_any_more_is_noticed():
    assert lines(administrator())["https://quiet.example"][-1].startswith("Gone quiet.")


def test_further_back_and_narrower_can_be_looked():
    client = administrator()

    assert "https://old.example" in lines(client, days="90")
    assert list(lines(client, days="7", q="member")) == [SITE]
    assert list(lines(client, days="nonsense")) == list(lines(client))


def test_it_is_said_what_cannot_be_known_and_for_how_long_it_is_kept():
    page = administrator().get(reverse("embed_health:index")).content.decode()

    assert str(report.WHAT_CAN_BE_KNOWN) in page
    assert "Kept for 90 days, without anything about a reader." in page


def test_where_there_is_nothing_it_is_said(settings):
    EmbedCount.objects.all().delete()
    empty = administrator().get(reverse("embed_health:index")).content.decode()
    settings.EMBED_HEALTH_DAYS = 0
    said = again("administrator").get(reverse("embed_health:index")).content.decode()

    assert "Nothing was counted in these days." in empty
    assert "Nothing is counted: this is switched off" in said


def again(name: str) -> Client:
    """Return the browser of somebody who was here before."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def test_a_name_that_somebody_made_up_is_never_a_link():
    page = administrator().get(reverse("embed_health:index")).content.decode()

    assert f'href="{SITE}' not in page


def test_it_can_be_taken_along_as_a_table():
    answer = administrator().get(reverse("embed_health:index"), {"export": "csv"})
    rows = list(csv.reader(StringIO(answer.getvalue().decode())))

    assert rows[0] == ["Site", "answers", "First counted", "Last counted"]
    assert rows[2][:2] == [SITE, "1236"]


def test_a_page_of_many_sites_costs_as_many_statements_as_one_of_few(
    django_assert_max_num_queries,
):
    client = administrator()
    for number in range(60):
        add(SEEN._replace(site=f"https://s{number}.example"), 1)

    with django_assert_max_num_queries(25):
        assert len(lines(client)) == 50
    assert b"64 sites" in client.get(reverse("embed_health:index")).content


def test_only_who_has_the_right_sees_it():
    answer = editor().get(reverse("embed_health:index"))

    assert answer.status_code == 302
    assert b"Embed health" not in again("editor").get(reverse("wagtailadmin_home")).content


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("embeds", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_the_same():
    said = told("report")

    assert f"{SITE} 1230 {timezone.localdate()} speech 1200, bill 30" in " ".join(said.split())
    assert "not found: 4. There is nothing at the address" in said
    assert str(report.QUIET_ADVICE) in said
    assert str(report.WHAT_CAN_BE_KNOWN) in said


@pytest.mark.parametrize("host", ["member.example", "Member.Example", f"{SITE}/diary"])
def test_the_command_narrows_to_a_host(host):
    said = json.loads(told("report", "--site", host, "--json"))

    assert [one["site"] for one in said] == [SITE]
    assert said[0]["not_shown"] == {"missing": 4, "wrong": 2}
    assert said[0]["themes"] == {"auto": 1200, "dark": 30}


def test_the_command_says_when_there_is_nothing(settings):
    nothing = told("report", "--site", "nobody.example")
    settings.EMBED_HEALTH_DAYS = 0

    assert nothing.startswith("Nothing was counted in these days.")
    assert told("report").startswith("Nothing is counted: EMBED_HEALTH_DAYS is 0.")


def test_the_command_forgets():
    assert told("forget", "--older-than", "30") == "1 numbers forgotten\n"
    assert told("forget", "--older-than", "0") == "7 numbers forgotten\n"
    assert not EmbedCount.objects.exists()
    with pytest.raises(CommandError, match="0 for everything"):
        told("forget", "--older-than=-1")
