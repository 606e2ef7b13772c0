"""The page of a stream says what it holds, gives it in every format, and leads to narrower ones that stay for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

from syndication import actions, queries
from syndication.contract import Facet
from syndication.testing import entry_with
from tests.engine.record import NOW, hide, publish

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

MEMBER, BODY, GROUP = "2kc6kwjw86qj", "5h0n3p8r1s2t", "6h0n3p8r1s2t"
SPEECH = entry_with(facets=(Facet("member", MEMBER), Facet("body", BODY), Facet("group", GROUP)))


def profile(thing: str, kind: str, title: str, **own: Any) -> Any:
    return entry_with(
        thing=thing, kind=kind, title=title, listed=False, facets=(), participants=(), **own
    )


@pytest.fixture(autouse=True)
def record() -> None:
    publish(
        SPEECH,
        profile(MEMBER, "member", "Amina Okafor"),
        profile("3kc6kwjw86qj", "member", "Amina Okaforson"),
        profile(BODY, "body", "House of Deputies"),
        profile(GROUP, "body", "Green Alliance"),
    )


def page(path: str) -> Any:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return html.fromstring(answer.content.decode())


def refined(**asked: Any) -> Any:
    return Client().get(f"/en/feeds/?{urlencode(asked, doseq=True)}")


def text(tree: Any, xpath: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in tree.xpath(xpath)]


def test_a_stream_says_what_it_selects_by_in_words() -> None:
    tree = page(f"/en/feeds/kind:speech/member:{MEMBER}/language:en/text:water/")

    assert text(tree, "//h1") == ["Amina Okafor — Speeches with the words “water”"]
    names = text(tree, "//dl[@class='conditions']//dt")
    values = text(tree, "//dl[@class='conditions']//dd/bdi")
    assert names == ["Kind", "Member", "Language", "With the words"]
    assert values == ["Speeches", "Amina Okafor", "English", "water"]


def test_each_condition_can_be_left_out() -> None:
    tree = page(f"/en/feeds/kind:speech/member:{MEMBER}/")

    ways = tree.xpath("//dl[@class='conditions']//a/@href")
    assert ways == [f"/en/feeds/member:{MEMBER}/", "/en/feeds/kind:speech/"]


def test_every_format_has_its_address_to_be_copied() -> None:
    tree = page("/en/feeds/all/")

    addresses = tree.xpath("//section[@class='readers']//input/@value")
    assert set(addresses) == {feed.url for feed in queries.feeds_of(queries.build({}), "en")}
    for address in addresses:
        assert Client().get(address.removeprefix(settings.BASE_URL)).status_code == 200
    assert len(tree.xpath("//section[@class='readers']//button[@data-copy]")) == len(addresses)


@pytest.mark.parametrize(
    ("kind", "podcast", "calendar"),
    [("bill", False, False), ("sitting", False, True), ("speech", True, False)],
)
def test_what_would_be_empty_for_ever_is_not_offered(
    kind: str, podcast: bool, calendar: bool
) -> None:
    addresses = page(f"/en/feeds/kind:{kind}/").xpath("//section[@class='readers']//input/@value")

    assert any("podcast" in address for address in addresses) is podcast
    assert any("calendar" in address for address in addresses) is calendar


@pytest.mark.parametrize("path", ["/en/speeches/", "/en/bills/"])
def test_a_list_leads_to_the_page_of_its_stream(path: str) -> None:
    (way,) = page(path).xpath("//details[@class='follow']//p/a[contains(@href, '/feeds/')]/@href")

    assert text(page(way), "//h1") == text(page(path), "//h1")


def test_the_newest_entries_stand_there() -> None:
    assert text(page(f"/en/feeds/member:{MEMBER}/"), "//article//h3") == [
        "Amina Okafor: Water supply"
    ]


def test_a_saved_stream_keeps_its_name_and_address() -> None:
    actions.save_stream("water", titles={"en": "Water"}, query=queries.parse("text:water"))
    tree = page("/en/feeds/water/")

    assert text(tree, "//h1") == ["Water"]
    assert f"{settings.BASE_URL}/en/feeds/water/feed.rss" in tree.xpath("//input/@value")


def test_any_other_spelling_leads_to_the_one_address() -> None:
    answer = Client().get(f"/en/feeds/member:{MEMBER}/kind:speech/")

    assert (answer.status_code, answer["Location"]) == (
        301,
        f"/en/feeds/kind:speech/member:{MEMBER}/",
    )


@pytest.mark.parametrize("path", ["/en/feeds/colour:red/", "/xx/feeds/all/", "/en/feeds/nothing/"])
def test_what_is_no_stream_is_not_there(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_what_is_asked_for_becomes_an_everlasting_address() -> None:
    answer = refined(kind=["speech", "bill"], q="water  supply", tongue="fr")

    assert answer.status_code == 302
    assert (
        unquote(answer["Location"]) == "/en/feeds/kind:bill,speech/language:fr/text:water supply/"
    )


def test_a_stream_is_made_narrower_and_keeps_what_the_form_does_not_name() -> None:
    answer = refined(stream="sitting:9ab7k3m2qx4d kind:speech", kind="bill")

    assert answer["Location"] == "/en/feeds/kind:bill/sitting:9ab7k3m2qx4d/"


@pytest.mark.parametrize(
    ("who", "facet"),
    [
        ("amina okafor", f"member:{MEMBER}"),
        ("House of Deputies", f"body:{BODY}"),
        ("Green", f"group:{GROUP}"),
    ],
)
def test_a_name_becomes_whom_it_names(who: str, facet: str) -> None:
    assert refined(who=who)["Location"] == f"/en/feeds/{facet}/"


def test_whose_profile_mentions_a_name_does_not_have_it() -> None:
    publish(
        *(
            profile(
                f"{number}c6kwjw86qj", "member", f"Member {number}", summary="House of Deputies"
            )
            for number in range(10, 30)
        )
    )

    assert refined(who="House of Deputies")["Location"] == f"/en/feeds/body:{BODY}/"


def test_of_a_name_that_several_have_one_is_chosen() -> None:
    answer = refined(who="Amina", kind="speech")
    ways: Any = html.fromstring(answer.content.decode()).xpath("//main//li/a/@href")

    assert (answer.status_code, len(ways)) == (200, 2)
    assert f"/en/feeds/kind:speech/member:{MEMBER}/" in ways


def test_a_name_that_nobody_has_is_said_and_the_rest_stays() -> None:
    answer = refined(who="Nobody", q="water")
    tree = html.fromstring(answer.content.decode())

    assert "has the name “Nobody”" in text(tree, "//main//*[@role='alert']")[0]
    assert tree.xpath("//main//input[@name='q']/@value") == ["water"]


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "x" * 201},
        {"kind": "secret"},
        {"tongue": "xx"},
        {"stream": "colour:red"},
        {"stream": ",".join(f"member:{number:012}" for number in range(30))},
    ],
)
def test_what_no_stream_can_hold_is_asked_again(asked: dict[str, str]) -> None:
    assert refined(**asked).status_code == 200


def test_the_form_repeats_no_character_that_no_page_may_hold() -> None:
    answer = refined(who="No\x18body\x00", q="wa\x0bter", stream="colour:\x1bred").content.decode()

    assert "has the name “Nobody”" in answer
    assert not {"\x00", "\x0b", "\x18", "\x1b"} & {*answer}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"q": "x" * 201}, "id_q"),
        ({"kind": "secret"}, "id_kind"),
        ({"tongue": "xx"}, "id_tongue"),
        ({"state": "lost"}, "id_state"),
        ({"who": "Nobody"}, "id_who"),
        ({"stream": ",".join(f"member:{number:012}" for number in range(30))}, "id_who"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_it_is_of(asked: dict[str, str], field: str) -> None:
    tree = html.fromstring(refined(**asked).content.decode())

    alerts: Any = tree.xpath("//main//*[@role='alert']")
    assert [said.get("id") for said in alerts] == [f"{field}_error"]
    assert alerts[0].text_content().strip()
    if field not in ("id_kind", "id_who") or "who" in asked:
        assert tree.xpath(f"//*[@id='{field}']/@aria-describedby") == [f"{field}_error"]


def test_what_is_wrong_is_said_in_the_readers_language() -> None:
    long = f"member:{','.join(f'{number:012}' for number in range(30))}"
    answer = Client().get(f"/fr/feeds/?{urlencode({'stream': long})}").content.decode()

    assert "member : au plus 20 possibilités." in answer


def test_what_changed_is_a_choice_of_the_form() -> None:
    assert refined(state="withdrawn", kind="bill")["Location"] == (
        "/en/feeds/kind:bill/state:withdrawn/"
    )
    assert page("/en/feeds/state:withdrawn/").xpath(
        "//select[@name='state']/option[@selected]/@value"
    ) == ["withdrawn"]
    assert "/en/feeds/state:changed/" in page("/en/feeds/all/").xpath("//main//a/@href")


def test_a_stream_of_corrections_says_what_was_corrected_when_and_how() -> None:
    actions.correct([SPEECH], note="The name was wrong.")

    (notice,) = text(page("/en/feeds/state:changed/"), "//article//p[@class='notice']")
    assert notice == "Corrected on 2 November 2026: The name was wrong."


def test_each_length_is_offered_in_words() -> None:
    names = text(page("/en/feeds/all/"), "//section[@class='readers']//h3")
    links = text(page("/en/feeds/all/"), "//section[@class='readers']//li/a")

    assert names[:3] == ["News readers", "News readers, in short", "Titles only"]
    assert {"RSS", "RSS, summaries only", "Atom, titles only"} <= set(links)


def test_who_is_hidden_is_not_found_and_not_named() -> None:
    nobody = refined(who="Nobody at all").content.decode()
    hide(profile("3kc6kwjw86qj", "member", "Amina Okaforson"))

    assert refined(who="Amina")["Location"] == f"/en/feeds/member:{MEMBER}/"
    assert refined(who="Okaforson").content.decode() == nobody.replace("Nobody at all", "Okaforson")
    assert "Okaforson" not in Client().get("/en/feeds/member:3kc6kwjw86qj/").content.decode()


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_page_speaks_the_readers_language(language: str) -> None:
    tree = page(f"/{language}/feeds/kind:speech/member:{MEMBER}/")
    english = page(f"/en/feeds/kind:speech/member:{MEMBER}/")

    assert text(tree, "//h2") != text(english, "//h2")
    assert tree.xpath("//html/@dir") == ["rtl" if language == "ar" else "ltr"]


def test_a_sitting_to_come_has_not_changed_in_the_future() -> None:
    start = NOW + timedelta(days=10)
    publish(
        entry_with(thing="7ab7k3m2qx4d", kind="sitting", published=start, until=start, facets=())
    )

    feed = Client().get("/en/feeds/kind:sitting/calendar.ics").content.decode()
    assert f"LAST-MODIFIED:{NOW:%Y%m%dT%H%M%SZ}" in feed
