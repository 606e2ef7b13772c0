"""The picture itself: the same for everybody, right in every script, and bounded whatever it is given."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from django.conf import settings
from django.utils.translation import override
from PIL import Image, ImageChops

from plugins.cards.renderers import CardRenderer
from plugins.cards.renderers.type import RECORD, STRONG, VOICE, face, legible
from syndication.contract import Enclosure, Participant, Passage, Step, Tally
from syndication.testing import (
    assert_conforms,
    entry_with,
    hard_selections,
    selection_of,
    tombstone_of,
)

RENDERER = CardRenderer()
SAFE_X, SAFE_Y = 60, 31
"""5 % of the sides."""
HOSTILE = Path(settings.ROOT).parent / "shared/corpora/hostile-strings.json"
SPEAKER = entry_with().participants[0]

FRENCH = entry_with(
    language="fr",
    original_language="en",
    title="Projet de loi sur les ressources en eau : deuxième lecture",
    source="Chambre des députés, séance 118",
    participants=(
        Participant("2kc6kwjw86qj", "Éloïse Lefèvre", "Députée de Port-Est", "Union civique"),
    ),
    passages=(Passage("À l’été, l’œuvre sera prête : « Où est l’eau ? », demandaient-elles."),),
)
ARABIC = entry_with(
    language="ar",
    title="مشروع قانون الموارد المائية: القراءة الثانية",
    source="مجلس النواب، الجلسة 118",
    participants=(Participant("2kc6kwjw86qj", "أمينة أوكافور", "نائبة عن ساحل هارو"),),
    passages=(Passage("سمعنا اليوم عن الأنابيب وعن الأسعار، حيث حملت 340 أسرة الماء (NATO)."),),
)
HEBREW = entry_with(
    language="he",
    title="הצעת חוק משאבי המים: קריאה שנייה",
    source="בית הנבחרים, ישיבה 118",
    participants=(Participant("2kc6kwjw86qj", "יוסף כהן", "חבר הכנסת"),),
    passages=(Passage("שמענו היום על צינורות ועל מחירים (340)."),),
)
BILL = entry_with(
    kind="bill",
    title="Water Resources Bill",
    summary="",
    participants=(),
    passages=(),
    steps=(
        Step("First reading", "2026-03-01", "done"),
        Step("Second reading", "2026-06-01", "agreed"),
        Step("Committee stage", "", "planned"),
    ),
)
DIVISION = entry_with(
    kind="division",
    title="That the Bill be read a second time",
    participants=(),
    passages=(),
    tallies=(Tally("yes", 34), Tally("no", 21), Tally("abstain", 4), Tally("absent", 6)),
)
KINDS = {
    "speech": entry_with(),
    "corrected": replace(
        entry_with(), notice="“314” now reads “340”.", corrected=entry_with().published
    ),
    "withdrawn": tombstone_of(entry_with()),
    "member": entry_with(kind="member", title="Amina Okafor", summary="Member for Harbour East"),
    "bill": BILL,
    "division": DIVISION,
    "sitting": entry_with(
        kind="sitting", participants=(), steps=(Step("Questions"), Step("Bills"))
    ),
    "video": entry_with(
        kind="video", enclosures=(Enclosure("https://e.example/v.mp4", "video/mp4", 1, 432.0),)
    ),
    "document": entry_with(kind="document", summary="Report of a committee"),
    "news": entry_with(kind="news", title="The House sits on Saturday"),
    "translated, in French": FRENCH,
    "in Arabic": ARABIC,
    "in Hebrew": HEBREW,
}


def about(entry, **changes):
    """Return the selection of one thing."""
    own = {"stream": f"thing:{entry.thing}", "language": entry.language}
    return selection_of(entry, **(own | changes))


def drawn(selection):
    with override(selection.language):
        return RENDERER.render(selection).body


def picture(entry, **changes):
    return Image.open(BytesIO(drawn(about(entry, **changes)))).convert("RGB")


def words(body):
    """Return the words of a card; fail where it is no picture of the right size."""
    image = Image.open(BytesIO(body))
    image.load()
    assert (image.format, image.size) == ("PNG", (1200, 630))
    return image.text["Description"]


def inked(image):
    """Return the box around all that is not paper."""
    return ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()


@pytest.fixture
def pictured(request):
    """Return how a picture is compared with the golden one: by what is seen, since a letter's edge may differ."""

    def compare(name, body):
        path = request.path.parent / "golden" / f"{name}.png"
        if request.config.getoption("--regolden"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(body)
            return
        assert words(body) == words(path.read_bytes())
        kept, found = (Image.open(BytesIO(one)).convert("L") for one in (path.read_bytes(), body))
        differing = ImageChops.difference(kept, found).point(lambda value: 255 * (value > 80))
        share = differing.histogram()[255] / (1200 * 630)
        assert share < 0.001, f"{name} looks different: {share:.2%} of its pixels do"

    return compare


def test_it_conforms():
    assert_conforms(RENDERER, words)


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_looks_as_it_did(kind, pictured):
    pictured(kind.replace(",", "").replace(" ", "-"), drawn(about(KINDS[kind])))


def test_a_stream_looks_as_it_did(pictured):
    pictured("stream", drawn(selection_of(entry_with(), BILL, tombstone_of(DIVISION))))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stands_in_the_margin_that_others_cut_off(kind):
    left, top, right, bottom = inked(picture(KINDS[kind]))

    assert (left >= SAFE_X, top >= SAFE_Y) == (True, True)
    assert (right <= 1200 - SAFE_X, bottom <= 630 - SAFE_Y) == (True, True)


@pytest.mark.parametrize(
    "speaker",
    [
        replace(SPEAKER, image="https://elsewhere.example/portrait.jpg"),
        replace(SPEAKER, group="Another Group"),
        replace(SPEAKER, name="Ruth Ansah"),
    ],
    ids=["a portrait", "a group", "a name"],
)
def test_every_member_has_the_same_template(speaker):
    usual, other = (picture(entry_with(participants=(one,))) for one in (SPEAKER, speaker))

    _, top, _, bottom = ImageChops.difference(usual, other).getbbox() or (64, 450, 64, 450)

    assert (top >= 450, bottom <= 550) == (True, True), "only the lines of name and standing differ"
    assert {color for _, color in usual.getcolors()} == {color for _, color in other.getcolors()}


def test_a_withdrawn_card_says_so_and_quotes_nothing():
    text = words(drawn(about(tombstone_of(entry_with()))))

    assert "Withdrawn on 14 October 2026: Misattributed" in text
    assert "reservoirs" not in text
    assert ImageChops.difference(
        picture(entry_with()), picture(tombstone_of(entry_with()))
    ).getbbox()


def test_a_translation_says_from_what():
    assert "Traduit de" in words(drawn(about(FRENCH))) or "Traduction" in words(
        drawn(about(FRENCH))
    )


def test_what_is_cut_says_so_and_ends_with_a_sentence():
    long = entry_with(passages=(Passage("The tap ran dry. " * 60),))

    assert words(drawn(about(long))).count("The tap ran dry.") > 5
    assert "[…]" in words(drawn(about(long)))


@pytest.mark.parametrize("voice", [RECORD, VOICE, STRONG])
def test_arabic_letters_are_joined_and_run_from_the_right(voice):
    """Apart, beh, yeh and teh are wider than joined; reversed, they make other shapes."""
    joined, reversed_, apart = "بيت", "تيب", "ب\u200cي\u200cت"
    length = face(voice, 40).getlength

    assert length(joined, direction="rtl") < 0.9 * length(apart, direction="rtl")
    shapes = [bytes(face(voice, 40).getmask(text, direction="rtl")) for text in (joined, reversed_)]
    assert shapes[0] != shapes[1]


def test_a_line_of_both_directions_is_ordered_as_it_is_read():
    """In an Arabic line the first word stands at the right end, and a number keeps its digits in order."""
    font = face(RECORD, 40)
    line = font.getmask("بيت 12", direction="rtl")
    first = font.getmask("بيت", direction="rtl")
    number = font.getmask("12", direction="ltr")

    def cut(mask, box):
        image = Image.frombytes("L", mask.size, bytes(mask)).crop(box)
        return image.crop(image.getbbox())

    def same(one, other):
        small = min(one.size[1], other.size[1])
        return one.size[0] == other.size[0] and abs(one.size[1] - other.size[1]) <= 1 and small

    width, height = line.size
    left = cut(line, (0, 0, number.size[0] + 2, height))
    right = cut(line, (width - first.size[0], 0, width, height))
    assert same(left, cut(number, (0, 0, *number.size)))
    assert same(right, cut(first, (0, 0, *first.size)))


ALPHABETS = {
    "bg": "Щука жълъд ѝ",
    "cs": "Příliš žluťoučký kůň",
    "el": "Ξεσκεπάζω την ψυχοφθόρα ΐ ΰ",
    "es": "¿Ñandú? ¡Pingüino!",
    "fr": "œuvre Ÿ façade – « » ’ €",
    "hu": "Árvíztűrő tükörfúrógép",
    "lv": "Ģ ķ ļ ņ ū",
    "mt": "Ċ ġ ħ ż",
    "ro": "Ș ț ă î",
    "ga": "Ḃ ċ ḋ ó",
    "ar": "أ إ آ ؤ ئ ة ى لا لآ ـ ٱ ؟ ، ؛ ١٢٣ بَّ",
    "he": "אבגדהוזחטיכךלמםנןסעפףצץקרשת בְּרֵאשִׁית ״ ׳ ־",
}


@pytest.mark.parametrize("voice", [RECORD, VOICE, STRONG])
@pytest.mark.parametrize("language", ALPHABETS)
def test_every_language_of_the_record_has_its_letters(voice, language):
    assert legible(ALPHABETS[language], voice) == ALPHABETS[language]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Water 💧💧 runs", "Water […] runs"),
        ("हिन्दी में", "[…]"),
        ("A 漢字 B", "A […] B"),
        ("a" + "\u0301" * 50, "a" + "\u0301" * 4),
        ("A \ufdfd B", "A […] B"),
    ],
)
def test_what_has_no_letters_here_is_said_to_be_left_out(text, shown):
    assert legible(text, RECORD) == shown


def test_words_that_cannot_be_set_at_all_leave_the_title():
    body = drawn(about(entry_with(passages=(Passage("हिन्दी में"),))))

    assert "Water supply" in words(body)


def test_nobody_can_turn_a_line_around():
    plain = picture(entry_with(title="Water", source="House"))

    turned = picture(entry_with(title="\u202eWater\u202c", source="House\u2067"))

    assert not ImageChops.difference(plain, turned).getbbox()


@pytest.mark.parametrize("case", dict(hard_selections()))
def test_no_text_makes_a_card_large_or_slow(case):
    selection = dict(hard_selections())[case]
    one = replace(selection, stream="thing:7k3m2qx9ab4c")
    drawn(one)

    begun = process_time()
    body = drawn(one)

    assert len(body) < 150_000
    assert process_time() - begun < 0.5, "of the processor; it takes about 0.03 s"


@pytest.mark.skipif(not HOSTILE.exists(), reason="the hostile strings are not there")
def test_no_hostile_string_breaks_a_card():
    strings = json.loads(HOSTILE.read_text(encoding="utf-8"))
    begun = process_time()
    for text in strings[::9]:
        person = Participant("2kc6kwjw86qj", text, text, text)
        entry = entry_with(
            title=text, source=text, participants=(person,), passages=(Passage(text),)
        )
        words(drawn(about(entry, publisher=text)))

    assert (process_time() - begun) / len(strings[::9]) < 0.2
