"""The builder without script: forms that find, show and give what to paste."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from lxml import html

from plugins.builder.conf import BuilderSettings
from syndication import actions, queries
from syndication.contract import Embed, Enclosure, Facet, Link, Passage
from syndication.models import Stream
from syndication.testing import entry_with

pytestmark = pytest.mark.django_db

PAGE = "/en/embed/"
SITTING = "s11800000000"
PATH = "/en/speeches/2026-10-14-amina-okafor-7k3m2qx9ab4c/"
SPEECH = replace(entry_with(), url=PATH, facets=(Facet("sitting", SITTING),))
ADDRESS = f"{settings.BASE_URL}{PATH}"
SENTENCES = ("The reservoirs stand at half.", "In spring they were full.", "Who answers for this?")
VIDEO = replace(
    entry_with(thing="v11800000000", kind="video", title="Sitting 118, morning"),
    url="/en/videos/sitting-118-v11800000000/",
    facets=(Facet("sitting", SITTING),),
    enclosures=(Enclosure("/media/v.mp4", "video/mp4", 1, 95.5),),
    links=(Link("describes", PATH, thing=SPEECH.thing),),
    passages=tuple(
        Passage(text, f"t{10 + 5 * place:.2f}-{15 + 5 * place:.2f}", thing=SPEECH.thing)
        for place, text in enumerate(SENTENCES)
    ),
)
HEIGHTS = {"speech": 656, "video": 480, "member": 480, "bill": 320}
WAYS = ["frame", "whole", "quotation", "address", "wordpress"]


def embeds(_plugin, selection):
    """Offer embeds as the contract says a plugin does."""
    rest = queries.written_options(selection.options)
    base = f"{settings.EMBED_URL}/e/{selection.language}"
    entry = selection.entries[0] if selection.stream.startswith("thing:") else None
    if entry and entry.kind in HEIGHTS:
        where = f"{base}/{entry.kind}/{entry.thing}/{rest}"
        yield Embed(where, entry.title, entry.kind, HEIGHTS[entry.kind])
    if entry is None or entry.kind == "member":
        path = f"member:{entry.thing}" if entry else selection.slug or "kind:speech"
        yield Embed(f"{base}/latest/{path}/{rest}", f"Latest: {selection.title}", "latest", 480)


@pytest.fixture(autouse=True)
def offered(monkeypatch):
    monkeypatch.setattr(type(apps.get_app_config("widgets")), "embeds", embeds)


@pytest.fixture
def record():
    actions.publish([SPEECH, VIDEO])


def page(client, path=PAGE, **asked):
    answer = client.get(path, asked)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def chosen(client, **asked):
    return page(client, **{"url": ADDRESS, **asked})


def text_of(found, way):
    return found.get_element_by_id(f"text-{way}").text


def frame_of(found):
    return html.fromstring(text_of(found, "frame"))


def results(found):
    return [
        link for link in found.iter("a") if link.getparent().getparent().get("class") == "picks"
    ]


def test_who_comes_without_a_language_is_sent_to_that_of_the_browser(client):
    answer = client.get("/embed/", {"url": ADDRESS}, headers={"accept-language": "fr, en;q=0.5"})

    assert answer.status_code == 302
    assert urlsplit(answer["Location"]).path == "/fr/embed/"
    assert parse_qs(urlsplit(answer["Location"]).query) == {"url": [ADDRESS]}
    assert answer["Vary"].startswith("Accept-Language")


@pytest.mark.parametrize("language", ["de", "xx", "embed"])
def test_the_builder_speaks_the_languages_of_the_interface_only(client, language):
    assert client.get(f"/{language}/embed/").status_code == 404


@pytest.mark.parametrize(("language", "way"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_the_page_is_in_the_language_of_its_address(client, language, way):
    found = page(client, f"/{language}/embed/")

    assert (found.get("lang"), found.get("dir")) == (language, way)


def test_from_an_empty_page_to_the_snippet_by_forms_and_links_alone(client, record):
    search = page(client).get_element_by_id("q").getparent().getparent()
    listed = page(client, urlsplit(search.get("action")).path, q="reservoirs", kind="")
    (link, *_) = [link for link in results(listed) if "Amina Okafor" in link.text_content()]
    shown = html.fromstring(client.get(f"{PAGE}{link.get('href')}").content.decode())
    form = shown.get_element_by_id("looks-form")
    answers = dict(form.form_values()) | {
        "h": "large",
        "theme": "dark",
        "start": "12.5",
        "end": "0:25",
    }

    made = page(client, urlsplit(form.get("action")).path, **answers)

    frame = frame_of(made)
    assert frame.get("src") == (
        f"{settings.EMBED_URL}/e/en/speech/{SPEECH.thing}/t=12.5,25/theme=dark/"
    )
    assert frame.get("height") == "820"
    assert text_of(made, "address") == f"{ADDRESS}t=12.5,25/"


def test_each_way_to_paste_it_is_there_and_says_what_it_is_for(client, record):
    found = chosen(client)

    articles = found.get_element_by_id("made").findall("article")
    assert [article.find("h3").get("id") for article in articles] == [f"way-{way}" for way in WAYS]
    assert all(len(article.find("p").text) > 40 for article in articles)
    assert text_of(found, "frame") in text_of(found, "whole")
    assert text_of(found, "quotation") in text_of(found, "whole")
    assert text_of(found, "address") == ADDRESS
    assert json.dumps({"url": ADDRESS}) in text_of(found, "wordpress")


def test_the_words_are_quoted_with_who_said_them_as_what_where_and_when(client, record):
    quote = html.fromstring(text_of(chosen(client), "quotation"))

    assert quote.find("p").text == SPEECH.summary
    assert quote.find(".//a").text == (
        "Amina Okafor · Member for Harbour East · Water supply · House of Deputies, sitting 118"
        " · 14 October 2026"
    )


def test_a_clip_is_quoted_with_its_own_words(client, record):
    quote = html.fromstring(text_of(chosen(client, start="10", end="20"), "quotation"))

    assert quote.find("p").text == " ".join(SENTENCES[:2])
    assert quote.get("cite") == f"{ADDRESS}t=10,20/"


def test_words_pointed_at_count_for_more_than_times_written_before(client, record):
    found = chosen(client, start="10", end="11.5", first="15", last="25")

    assert frame_of(found).get("src").endswith("/t=15,25/")
    assert found.get_element_by_id("start").value == "0:15"
    assert found.get_element_by_id("first").value == ""


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        ("soon", "20", "start"),
        ("10", "1:2:3:4", "end"),
        ("20", "10", "end"),
        ("10", "10.4", "end"),
        ("10", "900", "end"),
        ("2", "20", "end"),
        ("٣", "20", "start"),
    ],
)
def test_a_clip_that_cannot_be_is_explained_beside_its_field(client, record, start, end, field):
    found = chosen(client, start=start, end=end)

    problem = found.get_element_by_id(f"{field}-problem")
    assert found.get_element_by_id(field).get("aria-invalid") == "true"
    assert problem.get("id") in found.get_element_by_id(field).get("aria-describedby").split()
    assert found.get_element_by_id("start").value == start
    assert "t=" not in frame_of(found).get("src")


def test_a_video_is_clipped_by_its_length(client, record):
    address = f"{settings.BASE_URL}{VIDEO.url}"

    found = chosen(client, url=address, start="80")

    assert frame_of(found).get("src").endswith(f"/video/{VIDEO.thing}/t=80,95.5/")


@pytest.mark.parametrize(
    "others",
    [
        (),
        (replace(VIDEO, enclosures=(Enclosure("https://m.example/v.mp4", "video/mp4", 1, 95.5),)),),
    ],
    ids=["no video", "a video of somebody else's host"],
)
def test_what_is_not_recorded_on_our_hosts_has_no_clip(client, others):
    actions.publish([SPEECH, *others])

    found = chosen(client, start="1", end="5")

    assert found.find(".//fieldset[@id='clip']") is None
    assert "t=" not in frame_of(found).get("src")


def test_the_preview_shows_it_on_a_light_and_on_a_dark_page(client, record):
    frames = chosen(client).findall(".//iframe")

    assert [frame.get("src").rpartition("theme=")[2] for frame in frames] == ["light/", "dark/"]
    assert all(frame.get("title") and frame.get("loading") == "lazy" for frame in frames)
    assert {frame.get("height") for frame in frames} == {"656"}


def test_a_preview_keeps_to_a_theme_that_was_chosen(client, record):
    frames = chosen(client, theme="dark").findall(".//iframe")

    assert all(frame.get("src").endswith("/theme=dark/") for frame in frames)


@pytest.mark.parametrize(
    "given",
    [
        ADDRESS,
        ADDRESS.rstrip("/"),
        f"  {ADDRESS}#content ",
        f"{ADDRESS}?utm_source=x",
        ADDRESS.replace("/en/", "/fr/"),
        ADDRESS.partition("://")[2],
        f'<iframe src="{ADDRESS}" title="x"></iframe>',
    ],
)
def test_an_address_of_ours_is_known_however_it_is_pasted(client, record, given):
    assert SPEECH.thing in frame_of(chosen(client, url=given)).get("src")


def test_an_address_in_a_language_is_embedded_in_it(client, record):
    found = chosen(client, url=ADDRESS.replace("/en/", "/ar/"))

    assert f"{settings.EMBED_URL}/e/ar/" in frame_of(found).get("src")
    assert text_of(found, "address") == ADDRESS.replace("/en/", "/ar/")


@pytest.mark.parametrize(
    "given",
    [
        "https://elsewhere.example/en/speeches/x-7k3m2qx9ab4c/",
        f"{settings.BASE_URL}/en/speeches/nobody-000000000000/",
        f"{settings.BASE_URL}/admin/",
        f"{settings.BASE_URL}@elsewhere.example/",
        "javascript:alert(1)",
        "<iframe src=x>",
        "https://[::1/",
        "x" * 3000,
    ],
)
def test_what_is_no_address_of_ours_is_said_so(client, record, given):
    found = chosen(client, url=given)

    assert found.get_element_by_id("chosen").get("role") == "alert"
    assert found.findall(".//iframe") == []


def test_what_is_restricted_is_as_if_it_were_not_even_for_its_readers(client, django_user_model):
    press = Group.objects.create(name="Press")
    actions.save_audience("press", title="Press", groups=[press])
    reader = django_user_model.objects.create_user("reader")
    reader.groups.add(press)
    client.force_login(reader)
    actions.publish([SPEECH])
    actions.restrict(SPEECH.thing, audience="press")

    assert client.get(PATH).status_code == 200
    hidden, nothing = (
        client.get(PAGE, {"url": url}).content
        for url in (ADDRESS, ADDRESS.replace(SPEECH.thing, "0" * 12))
    )
    assert hidden.replace(SPEECH.thing.encode(), b"0" * 12) == nothing
    assert b"Amina" not in client.get(PAGE, {"q": "reservoirs"}).content


def test_what_was_withdrawn_is_not_found_and_says_so_without_its_words(client):
    actions.publish([SPEECH, VIDEO])
    actions.withdraw(SPEECH.thing, reason="Published by mistake.")

    found = chosen(client)

    assert "withdrawn" in found.get_element_by_id("chosen").text_content()
    assert SPEECH.summary not in text_of(found, "whole")
    assert found.find(".//fieldset[@id='clip']") is None
    assert SENTENCES[0] not in found.text_content()
    assert [link for link in results(page(client, q="supply")) if "url=" in link.get("href")] == []


def test_a_member_has_a_card_and_the_latest_speeches(client):
    member = replace(
        entry_with(thing="m00000000001", kind="member", title="Amina Okafor", listed=False),
        url="/en/members/amina-okafor-m00000000001/",
    )
    actions.publish([member])
    address = f"{settings.BASE_URL}{member.url}"

    card, latest = chosen(client, url=address), chosen(client, url=address, show="latest")

    assert "/member/m00000000001/" in frame_of(card).get("src")
    assert "/latest/member:m00000000001/" in frame_of(latest).get("src")


def test_a_member_who_is_found_brings_the_list_of_speeches(client):
    actions.publish(
        [entry_with(thing="m00000000001", kind="member", title="Amina Okafor", listed=False)]
    )

    links = results(page(client, q="Amina Okafor"))

    assert "Amina Okafor — Speeches" in [link.text_content().strip() for link in links]
    assert any("member%3Am00000000001" in link.get("href") for link in links)


def test_a_saved_stream_is_offered_and_embedded_by_its_name(client):
    Stream.objects.create(slug="water", title="Water in Parliament", query="kind:speech text:water")

    (link,) = results(page(client))
    found = html.fromstring(client.get(f"{PAGE}{link.get('href')}").content.decode())

    assert link.text_content().strip() == "Water in Parliament"
    assert "/latest/water/" in frame_of(found).get("src")
    assert text_of(found, "address") == frame_of(found).get("src")


def test_a_search_can_be_embedded_as_a_list(client, record):
    (link,) = [link for link in results(page(client, q="water")) if "stream=" in link.get("href")]

    found = html.fromstring(client.get(f"{PAGE}{link.get('href')}").content.decode())

    assert "/latest/" in frame_of(found).get("src")


def test_what_nothing_shows_is_said_so(client):
    paper = replace(
        entry_with(thing="d00000000001", kind="document"),
        url="/en/documents/report-d00000000001/",
    )
    actions.publish([paper])

    found = chosen(client, url=f"{settings.BASE_URL}{paper.url}")

    assert "nothing that other pages can show" in found.get_element_by_id("chosen").text_content()


@pytest.mark.parametrize("number", [1, 30])
def test_a_search_takes_a_fixed_number_of_statements(client, django_assert_num_queries, number):
    things = [f"w{place:011}" for place in range(number)]
    actions.publish(
        [
            replace(SPEECH, thing=thing, id=f"tag:{thing}", url=f"/en/speeches/{thing}/")
            for thing in things
        ]
    )
    client.get(PAGE)

    with django_assert_num_queries(SEARCH):
        client.get(PAGE, {"q": "reservoirs"})


SEARCH = 12


def test_of_each_kind_a_few_are_shown_and_the_rest_one_link_away(client):
    things = [f"w{place:011}" for place in range(12)]
    actions.publish(
        [
            replace(SPEECH, thing=thing, id=f"tag:{thing}", url=f"/en/speeches/{thing}/")
            for thing in things
        ]
    )

    few = page(client, q="reservoirs")
    (more,) = [link for link in few.iter("a") if "kind=speech" in (link.get("href") or "")]
    all_of_them = html.fromstring(client.get(f"{PAGE}{more.get('href')}").content.decode())

    assert len([link for link in results(few) if "url=" in link.get("href")]) == 5
    assert len(results(all_of_them)) == 12


def test_nothing_about_colours_fonts_or_marks_can_be_chosen(client, record):
    found = chosen(client)

    names = {
        field.get("name") for field in found.get_element_by_id("looks-form").iter("input", "select")
    }
    assert names - {None} == {"url", "lang", "h", "theme", "start", "end", "first", "last"}
    assert "colours, fonts or party marks" in found.text_content()


@pytest.mark.parametrize("asked", [{}, {"q": "water"}, {"url": ADDRESS}])
def test_the_page_loads_nothing_of_others_and_is_framed_by_nobody(client, record, asked):
    answer = client.get(PAGE, asked)

    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert answer["X-Frame-Options"] == "DENY"
    assert policy.pop("frame-ancestors", "'none'") == "'none'"
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self' {settings.EMBED_URL}",
        "connect-src": "'self'",
        "frame-src": settings.EMBED_URL,
        "form-action": "'self'",
        "base-uri": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    assert not answer.cookies
    assert "<style" not in answer.content.decode()
    assert " style=" not in answer.content.decode()


def test_the_builder_only_reads(client):
    assert client.post(PAGE, {"q": "water"}).status_code == 405


@pytest.mark.parametrize(
    "text",
    [
        "\"'><script>alert(1)</script>",
        "\x00",
        "a\ud800"[:1] + "\u202e",
        "'; DROP TABLE x; --",
        "*",
        '"',
        "x" * 500,
    ],
)
@pytest.mark.parametrize(
    "name", ["q", "url", "stream", "kind", "lang", "h", "theme", "start", "show"]
)
def test_hostile_answers_do_no_harm(client, record, name, text):
    answer = client.get(PAGE, {"url": ADDRESS, "q": "water", name: text})

    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("given", [{"results": 0}, {"results": "5"}, {"page": ""}])
def test_a_setting_that_cannot_be_names_itself(given):
    with pytest.raises(ValueError, match=next(iter(given))):
        BuilderSettings(**given)


def test_without_the_sites_template_the_page_is_complete(client, record, settings):
    settings.SYNDICATION_PLUGINS = {**settings.SYNDICATION_PLUGINS, "builder": {}}
    vars(apps.get_app_config("builder")).pop("settings", None)
    try:
        found = chosen(client)
    finally:
        vars(apps.get_app_config("builder")).pop("settings", None)

    assert found.find(".//main") is not None
    assert text_of(found, "address") == ADDRESS
