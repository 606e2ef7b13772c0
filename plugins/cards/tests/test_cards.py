"""Cards at their addresses: what every site may show, and nothing that is hidden or withdrawn."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from PIL import Image

from syndication import actions, queries
from syndication.contract import Facet, Passage
from syndication.testing import entry_with

pytestmark = pytest.mark.django_db

HOST = {"host": urlsplit(settings.EMBED_URL).netloc}
SPEECH = entry_with()
CARD = f"/cards/en/{SPEECH.thing}.png"
CLIP = f"/cards/en/{SPEECH.thing}/t=12.4,48.png"
LATEST = "/cards/en/latest/kind:speech.png"
VIDEO = entry_with(
    kind="video",
    thing="8q2w4e6r8t0y",
    passages=(
        Passage("Nobody came.", id="t3.00-12.00", thing=SPEECH.thing),
        Passage("The tap ran dry.", id="t13.00-20.00", thing=SPEECH.thing),
        Passage("Somebody else spoke.", id="t30.00-40.00", thing="1a2b3c4d5e6f"),
    ),
    facets=(Facet("sitting", SPEECH.part_of),),
)


@pytest.fixture(autouse=True)
def spoken():
    actions.publish([SPEECH, VIDEO])


@pytest.fixture
def get(client):
    return lambda address, **headers: client.get(address, headers=HOST | headers)


def picture(answer):
    assert answer.status_code == 200
    return Image.open(BytesIO(answer.content))


def words(answer):
    return picture(answer).text["Description"]


@pytest.mark.parametrize("address", [CARD, CLIP, LATEST])
def test_a_card_is_a_picture_of_the_size_that_every_network_asks_for(get, address):
    answer = get(address)

    assert answer["Content-Type"] == "image/png"
    assert (picture(answer).format, picture(answer).size) == ("PNG", (1200, 630))
    assert len(answer.content) < 300_000


@pytest.mark.parametrize("address", [CARD, CLIP, LATEST])
def test_a_card_may_be_shown_by_anybody_and_knows_nobody(get, client, address):
    client.cookies["sessionid"] = "somebody"

    answer = get(address)

    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_a_card_is_drawn_once_and_then_served_as_it_is_kept(get, django_assert_max_num_queries):
    first = get(CARD)

    with django_assert_max_num_queries(0):
        again = get(CARD)
        known = get(CARD, if_none_match=first["ETag"])

    assert again.content == first.content
    assert known.status_code == 304


@pytest.mark.parametrize(
    ("address", "proper"),
    [
        (f"{CARD}?v=2", CARD),
        (f"/cards/en/{SPEECH.thing}/t=12.40,48.0.png", CLIP),
        ("/cards/en/latest/kind:speech/thing:a.png", "/cards/en/latest/thing:a/kind:speech.png"),
    ],
)
def test_a_card_has_one_address(get, address, proper):
    answer = get(address)

    assert (answer.status_code, answer["Location"]) == (301, proper)


@pytest.mark.parametrize(
    "address",
    [
        "/cards/en/000000000000.png",
        "/cards/xx/7k3m2qx9ab4c.png",
        f"/cards/en/{SPEECH.thing}/t=48,12.png",
        f"/cards/en/{SPEECH.thing}/theme=dark.png",
        "/cards/en/latest/colour:red.png",
    ],
)
def test_what_nobody_published_has_no_card(get, address):
    assert get(address).status_code == 404


def test_a_clip_quotes_what_was_said_between_its_moments(get):
    text = words(get(CLIP))

    assert "“The tap ran dry.”" in text
    assert "0:12–0:48" in text
    assert "Nobody came" not in text
    assert "Somebody else" not in text


def test_a_clip_that_no_recording_holds_quotes_nothing(get):
    text = words(get(f"/cards/en/{SPEECH.thing}/t=500,520.png"))

    assert "“" not in text
    assert "Amina Okafor" in text


def test_a_withdrawal_reaches_the_card_and_its_clips_at_once(get):
    before = [get(address).content for address in (CARD, CLIP, LATEST)]

    actions.withdraw(SPEECH.thing, reason="Misattributed.")

    after = [get(address) for address in (CARD, CLIP, LATEST)]
    assert all("Misattributed." in words(answer) for answer in after)
    assert not any("reservoirs" in words(answer) for answer in after)
    assert not any(answer.content == old for answer, old in zip(after, before, strict=True))


def test_a_correction_reaches_the_card(get):
    get(CARD)

    corrected = entry_with(passages=(Passage("They are full."),))
    actions.correct([corrected], note="“half” now reads “full”.")

    assert "They are full." in words(get(CARD))
    assert "“half” now reads “full”." in words(get(CARD))


def test_what_is_restricted_answers_like_what_never_was(get):
    nothing = get("/cards/en/000000000000.png")

    actions.restrict(SPEECH.thing, audience="press")

    for address in (CARD, CLIP):
        answer = get(address)
        assert (answer.status_code, answer.content) == (404, nothing.content)
        assert dict(answer.headers).keys() == dict(nothing.headers).keys()
    assert "Okafor" not in words(get(LATEST))


def test_a_web_server_in_front_tells_cards_from_embeds(capsys):
    call_command("nginx", "locations")

    _, _, card = capsys.readouterr().out.partition(r'location ~ "^/cards/.+\.png$" {')
    assert 'default_type "image/png";' in card.partition("\n}")[0]


def test_pages_are_told_where_the_card_is_and_what_it_says():
    entry = queries.entry(SPEECH.thing, "fr")

    (link,) = [one for one in queries.offers_of(queries.about(entry, "fr")) if one.rel == "preview"]

    assert link.url == f"{settings.EMBED_URL}/cards/fr/{SPEECH.thing}.png"
    assert (link.media_type, link.language) == ("image/png", "fr")
    assert "Amina Okafor" in link.title
    assert "14 octobre 2026" in link.title
