import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from cms.importers.formats.timing import Timing as SpeechTiming
from cms.importers.reading import SourceError, find
from cms.importers.records import (
    Caption,
    Identifier,
    Organization,
    Paragraph,
    Person,
    Section,
    Sitting,
    Skipped,
    Speech,
    Timing,
    Video,
)
from cms.importers.tests.damage import damaged_bytes, damaged_json, given_bytes, survives

FILES = Path(__file__).parent / "files" / "timing"
SPEECHES = (FILES / "europarl" / "speeches.jsonld").read_bytes()
AGENDA = (FILES / "europarl" / "agenda.jsonld").read_bytes()
MEETING = (FILES / "europarl" / "meeting.jsonld").read_bytes()
SESSION = (FILES / "session" / "4012.json").read_bytes()
LAMPS = (FILES / "session" / "lamps.json").read_bytes()
SEGMENTS = (FILES / "session" / "lamps.segments.json").read_bytes()
DAY = "eli/dl/event/MTG-PL-2071-05-06"
ITEM = f"{DAY}-PVCRE-ITM-7-2"


def records(body, name="4012.json"):
    return list(SpeechTiming().read(given_bytes(name, body)))


def of_type(found, kind):
    return [record for record in found if isinstance(record, kind)]


def by_id(found, kind):
    return {record.id: record for record in of_type(found, kind)}


def on_disk(name):
    (source,) = find([FILES / "session" / name])
    return list(SpeechTiming().read(source))


def changed(body, change):
    document = json.loads(body)
    change(document)
    return json.dumps(document).encode()


def put(value, *path):
    def change(document):
        for key in path[:-1]:
            document = document[key]
        document[path[-1]] = value

    return change


@pytest.fixture
def spoken():
    return by_id(records(SPEECHES), Speech)


@pytest.fixture
def session():
    return records(SESSION)


def test_a_speech_keeps_the_language_it_was_made_in(spoken):
    speech = spoken[f"{DAY}-OTH-5002"]

    assert (speech.language, speech.translation_of) == ("it", "")
    assert speech.paragraphs == (
        Paragraph("Signor Presidente, le lampade devono ardere."),
        Paragraph("(Applausi)", kind="note"),
    )


def test_every_other_language_is_a_translation_of_it(spoken):
    english, greek = spoken[f"{DAY}-OTH-5002/en"], spoken[f"{DAY}-OTH-5002/el"]

    assert english.translation_of == greek.translation_of == f"{DAY}-OTH-5002"
    assert english.paragraphs[0].text == "Mr President, the lamps must burn."
    assert greek.speaker_name == "Τόβε Χάλβαρντ"


def test_times_are_kept_to_the_millisecond(spoken):
    speech = spoken[f"{DAY}-OTH-5002"]

    assert speech.start == "2071-05-06T10:01:02.115+02:00"
    assert speech.end == "2071-05-06T10:02:03.320+02:00"
    assert spoken[f"{DAY}-OTH-5002/en"].start == speech.start


def test_speeches_stand_in_the_order_of_the_record():
    originals = [each for each in of_type(records(SPEECHES), Speech) if not each.translation_of]

    assert [(each.position, each.part) for each in originals] == [
        (81, "chair"),
        (82, "regular"),
        (83, "procedural"),
        (84, "regular"),
    ]


def test_without_numbers_speeches_stand_as_listed():
    body = changed(
        SPEECHES,
        lambda document: document["data"][1]["recorded_in_a_realization_of"][0].pop("numbering"),
    )

    originals = [each for each in of_type(records(body), Speech) if not each.translation_of]

    assert [each.position for each in originals] == [1, 2, 3, 4]
    assert originals[0].id == f"{DAY}-OTH-5002"


def test_who_spoke_is_a_person_with_the_name_in_other_scripts():
    person = by_id(records(SPEECHES), Person)["person/801"]

    assert person.name == "Tove Halvard"
    assert person.names == {"el": "Τόβε Χάλβαρντ"}


def test_the_group_is_an_organization(spoken):
    group = by_id(records(SPEECHES), Organization)["org/91"]

    assert (group.classification, group.names) == ("group", {"en": "R&S"})
    assert spoken[f"{DAY}-OTH-5002"].group == "org/91"


def test_an_office_is_kept_in_each_language(spoken):
    assert spoken[f"{DAY}-OTH-5004/en"].role == "Guest of honour"
    assert spoken[f"{DAY}-OTH-5004/fr"].role == "Invitée d'honneur"


def test_words_that_only_exist_in_translation_leave_the_original_without_text(spoken):
    speech = spoken[f"{DAY}-OTH-5004"]

    assert (speech.language, speech.paragraphs) == ("uk", ())
    assert spoken[f"{DAY}-OTH-5004/en"].translation_of == speech.id


def test_a_proceeding_without_speaker_is_procedural(spoken):
    note = spoken[f"{DAY}-OTH-5003"]

    assert note.paragraphs == (Paragraph("(Parliament approved the request)", kind="procedural"),)
    assert (note.speaker, note.start, note.section) == ("", "", "")


def test_a_speeches_file_stands_alone():
    found = records(SPEECHES)

    assert by_id(found, Sitting)[DAY].date == "2071-05-06"
    assert [section.id for section in of_type(found, Section)] == [ITEM, f"{DAY}-PVCRE-ITM-9"]


def test_an_item_is_the_same_section_in_agenda_and_speeches():
    (own,) = of_type(records(AGENDA), Section)

    assert own == by_id(records(SPEECHES), Section)[ITEM]
    assert own.titles == {"en": "Lighthouses (debate)", "fr": "Les phares (débat)"}
    assert own.position == 702


def test_a_meeting_is_a_sitting_with_its_titles():
    (sitting,) = of_type(records(MEETING), Sitting)

    assert sitting.titles == {"en": "Wednesday, 6 May 2071", "fr": "Mercredi 6 mai 2071"}
    assert (sitting.term, sitting.start, sitting.end) == ("20", "09:00", "23:00")
    assert of_type(records(MEETING), Skipped) == [
        Skipped("attendance", DAY, "who was present is not kept")
    ]


def test_a_file_with_everything_in_it_says_each_thing_once():
    parts = [json.loads(body)["data"] for body in (SPEECHES, AGENDA, MEETING)]

    found = records(json.dumps({"data": [item for part in parts for item in part]}).encode())

    named = [(type(record), record.id) for record in found]
    assert len(named) == len(set(named))
    assert by_id(found, Sitting)[DAY].titles["en"] == "Wednesday, 6 May 2071"


def test_the_meeting_is_read_after_what_knows_less_of_it():
    inputs = [
        given_bytes("segments.segments.json", SEGMENTS),
        given_bytes("a_meeting.jsonld", MEETING),
        given_bytes("b_agenda.jsonld", AGENDA),
        given_bytes("z.json", SESSION),
        given_bytes("c_speeches.jsonld", SPEECHES),
        given_bytes("d_empty.jsonld", b""),
        given_bytes("schema.json", b'{"$schema": "x", "videoFileURI": {}}'),
        given_bytes("other.json", b'{"data": []}'),
    ]

    kept = [source.name for source in SpeechTiming().inputs(inputs)]

    assert kept == [
        "c_speeches.jsonld",
        "d_empty.jsonld",
        "b_agenda.jsonld",
        "a_meeting.jsonld",
        "z.json",
        "segments.segments.json",
    ]


def test_a_session_is_a_sitting_with_sections(session):
    (sitting,) = of_type(session, Sitting)
    sections = of_type(session, Section)

    assert (sitting.id, sitting.body, sitting.date) == ("XY-04012", "XY", "2071-05-06")
    assert (sitting.number, sitting.term, sitting.start) == ("12", "4", "09:00")
    assert [(section.titles, section.position) for section in sections] == [
        ({"de": "Punkt 1: Leuchttürme"}, 1),
        ({"und": "Punkt 2"}, 3),
    ]


def test_the_speaker_is_known_by_wikidata(session):
    person = by_id(session, Person)["Q900001"]

    assert (person.name, person.family_name) == ("Dr. Mira Toth", "Toth")
    assert person.identifiers == (Identifier("wikidata", "Q900001"),)


def test_a_speaker_without_id_keeps_the_name(session):
    guest = by_id(session, Speech)["XY-04012/3"]

    assert (guest.speaker, guest.speaker_name) == ("", "Ein Gast")
    assert guest.paragraphs == ()


def test_an_empty_faction_is_none(session):
    speeches = by_id(session, Speech)

    assert speeches["XY-04012/1"].group == ""
    assert speeches["XY-04012/2"].group == "XY/Küstenbund"


def test_who_opens_the_sitting_is_the_chair(session):
    speeches = by_id(session, Speech)

    assert speeches["XY-04012/1"].part == "chair"
    assert speeches["XY-04012/2"].part == "regular"


def test_what_others_say_in_between_keeps_their_name(session):
    assert by_id(session, Speech)["XY-04012/2"].paragraphs == (
        Paragraph("Ole Brandt: Frau Toth, bitte.", kind="procedural"),
        Paragraph("Die Lampen brennen."),
        Paragraph("(Beifall)", kind="reaction"),
        Paragraph("Jan Weiss: Nicht alle!", kind="reaction"),
        Paragraph("Doch."),
    )


def test_a_text_in_another_language_is_a_translation(session):
    english = by_id(session, Speech)["XY-04012/2/en"]

    assert (english.language, english.translation_of) == ("en", "XY-04012/2")
    assert english.paragraphs == (Paragraph("The lamps are burning."),)
    assert [skipped.kind for skipped in of_type(session, Skipped)] == ["text"]


def test_a_video_times_its_sentences_in_seconds(session):
    video = by_id(session, Video)["XY/m1"]

    assert video.timings == (
        Timing(
            "XY-04012/1",
            1.0,
            5.25,
            "Q900002",
            "Ole Brandt",
            ((1.0, 2.5, "Guten Morgen."), (2.5, 5.25, "Die Sitzung ist eröffnet.")),
        ),
    )
    assert (video.duration, video.sitting) == (50.5, "XY-04012")
    assert video.titles == {"de": "Ole Brandt: Punkt 1: Leuchttürme"}
    assert video.poster == "https://media.example/1.jpg"


def test_a_video_without_text_is_timed_as_a_whole(session):
    (timing,) = by_id(session, Video)["XY/m3"].timings

    assert (timing.start, timing.end, timing.sentences) == (0.0, 50.5, ())


def test_a_licence_escaped_twice_is_text_with_its_address(session):
    assert by_id(session, Video)["XY/m1"].licence == "Bedingungen (https://media.example/terms)"


def test_speeches_in_one_recording_share_the_video():
    body = changed(SESSION, put("https://media.example/1.mp4", "data", 1, "media", "videoFileURI"))

    videos = of_type(records(body), Video)

    assert [len(video.timings) for video in videos] == [2, 1]
    assert videos[0].titles == {"de": "Punkt 1: Leuchttürme"}


def test_a_video_of_a_speech_in_a_transcript_brings_only_its_timing():
    (video,) = on_disk("lamps.json")

    assert video.timings[0].speech == "ParlaMint-XY_2071-05-06.u7"
    assert (video.timings[0].person, video.timings[0].person_name) == ("MiraToth", "Mira Toth")
    assert video.timings[0].sentences == ((0.9, 3.25, "Die Lampen brennen."),)
    assert video.sitting == ""


def test_files_beside_the_source_are_found():
    (video,) = on_disk("lamps.json")

    assert (video.url, video.poster) == ("media/lamps.mp4", "media/lamps.jpg")
    assert video.captions == (
        Caption("de", "media/lamps.de.vtt"),
        Caption("fr", "media/lamps.fr.vtt"),
    )


def test_without_a_folder_a_file_is_named_as_it_stands():
    (video,) = records(LAMPS)

    assert (video.url, video.captions) == ("lamps.mp4", ())


def test_segments_are_a_video_of_a_speech():
    (video,) = on_disk("lamps.segments.json")

    assert (video.id, video.language, video.date) == ("lamps", "it", "2071-05-06")
    assert [caption.language for caption in video.captions] == ["de", "fr"]
    assert video.timings == (
        Timing(
            f"{DAY}-OTH-5002",
            0.5,
            31.0,
            sentences=(
                (0.5, 17.25, "Signor Presidente."),
                (17.6, 31.0, "Le lampade devono ardere."),
            ),
        ),
    )


ENGLISH = ("data", 0, "recorded_in_a_realization_of", 0, "api:xmlFragment", "en")
SENTENCE = ("data", 0, "textContents", 0, "textBody", 0, "sentences", 1)
BROKEN = {
    "empty": (b"", "the file is empty"),
    "HTML": (b"<!DOCTYPE html><html></html>", "this is an HTML page, not JSON"),
    "cut off": (SPEECHES[:900], "stops in the middle"),
    "Latin-1": (SESSION.decode().encode("latin-1"), "the text is not UTF-8"),
    "a list": (b"[]", "the document must be an object, not a list"),
    "another shape": (b'{"meta": {}}', "this is no timing file"),
    "no speeches": (b'{"data": []}', "“data” holds no speeches"),
    "data of the wrong kind": (b'{"data": {}}', "“data” must be a list"),
    "NaN": (b'{"data": [NaN]}', "NaN is not a number"),
    "activity without id": (changed(AGENDA, put("", "data", 0, "id")), "“id” is missing"),
    "activity of no meeting": (
        changed(AGENDA, put("eli/dl/event/7", "data", 0, "id")),
        "does not name a meeting",
    ),
    "meeting on no day": (
        changed(AGENDA, put("MTG-PL-2071-02-30-PVCRE-ITM-1", "data", 0, "id")),
        "“2071-02-30” is not a date",
    ),
    "speech twice": (
        changed(SPEECHES, put(f"{DAY}-OTH-5002", "data", 3, "id")),
        "is there twice",
    ),
    "speech at no moment": (
        changed(SPEECHES, put("2071-05-06T25:00", "data", 0, "activity_start_date")),
        "is not a date and time",
    ),
    "speech that ends before it starts": (
        changed(SPEECHES, put("2071-05-06T09:00:00+02:00", "data", 0, "activity_end_date")),
        "it ends (2071-05-06T09:00:00+02:00) before it starts",
    ),
    "speech in two kinds of time": (
        changed(SPEECHES, put("2071-05-06T23:00:00", "data", 0, "activity_end_date")),
        "only one of start and end names its time zone",
    ),
    "fragment that is no XML": (
        changed(SPEECHES, put("<speech><p>Mr", *ENGLISH)),
        "the text of the speech is not well-formed XML",
    ),
    "fragment with a bomb": (
        changed(SPEECHES, put("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", *ENGLISH)),
        "DOCTYPE",
    ),
    "no fragment at all": (
        changed(SPEECHES, put({"en": ""}, *ENGLISH[:-1])),
        "the speech has no text in any language",
    ),
    "no language": (
        changed(SPEECHES, put({"the English": "<p/>"}, *ENGLISH[:-1])),
        "“the English” is not a language code",
    ),
    "no parliament": (
        changed(SESSION, put("", "data", 0, "parliament")),
        "“parliament” is missing",
    ),
    "no session": (changed(SESSION, put({}, "data", 0, "session")), "“number” is missing"),
    "half a session": (
        changed(SESSION, put({"number": 1.5}, "data", 0, "session")),
        "must be a whole number",
    ),
    "no date": (changed(SESSION, put("", "data", 0, "dateStart")), "“dateStart” is missing"),
    "no video": (
        changed(SESSION, put(None, "data", 0, "media", "videoFileURI")),
        "“videoFileURI” is missing",
    ),
    "a script for a video": (
        changed(SESSION, put("javascript:alert(1)", "data", 0, "media", "videoFileURI")),
        "is neither a web address nor a file",
    ),
    "a system file for a video": (
        changed(SESSION, put("/etc/passwd", "data", 0, "media", "videoFileURI")),
        "is neither a web address nor a file",
    ),
    "a file that is no video": (
        changed(SESSION, put("../secrets.json", "data", 0, "media", "videoFileURI")),
        "has not the ending of such a file",
    ),
    "two videos of one id": (
        changed(SESSION, put("m1", "data", 1, "media", "originMediaID")),
        "the video id XY/m1 is given to two videos",
    ),
    "two speeches of one number": (
        changed(SESSION, put(1, "data", 1, "speechIndex")),
        "the speech XY-04012/1 is there twice",
    ),
    "sentence that ends before it starts": (
        changed(SESSION, put("2.1", *SENTENCE, "timeEnd")),
        "it ends (2.1) before it starts (2.5)",
    ),
    "sentences in disorder": (
        changed(SESSION, put("0.2", *SENTENCE, "timeStart")),
        "before the sentence before it",
    ),
    "sentence before the recording": (
        changed(SESSION, put("-3", *SENTENCE, "timeStart")),
        "is before the recording starts",
    ),
    "sentence at no time": (
        changed(SESSION, put("soon", *SENTENCE, "timeStart")),
        "“timeStart” must be a number",
    ),
    "segments of no speech": (changed(SEGMENTS, put("", "speech")), "“speech” is missing"),
    "segment without end": (
        changed(SEGMENTS, put(None, "segments", 0, "end")),
        "“end” is missing",
    ),
    "person without name": (
        changed(SESSION, put("", "data", 1, "people", 0, "label")),
        "“label” is missing",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_a_sentence(case):
    body, sentence = BROKEN[case]

    with pytest.raises(SourceError) as refused:
        records(body)

    assert sentence in refused.value.message


def test_the_sentence_names_the_place():
    with pytest.raises(SourceError) as refused:
        records(changed(SESSION, put("soon", *SENTENCE, "timeStart")))

    assert refused.value.element == "data[0].textContents[0].textBody[0].sentences[1]"


@given(damaged_bytes(SPEECHES))
@settings(max_examples=60, deadline=None)
def test_damage_to_speeches_gives_records_or_a_sentence(body):
    survives(SpeechTiming(), given_bytes("speeches.jsonld", body))


@given(damaged_json(json.loads(SPEECHES)))
@settings(max_examples=100, deadline=None)
def test_odd_values_in_speeches_give_records_or_a_sentence(body):
    survives(SpeechTiming(), given_bytes("speeches.jsonld", body))


@given(damaged_json(json.loads(MEETING)))
@settings(max_examples=60, deadline=None)
def test_odd_values_in_a_meeting_give_records_or_a_sentence(body):
    survives(SpeechTiming(), given_bytes("meeting.jsonld", body))


@given(damaged_json(json.loads(SESSION)))
@settings(max_examples=100, deadline=None)
def test_odd_values_in_a_session_give_records_or_a_sentence(body):
    survives(SpeechTiming(), given_bytes("4012.json", body))


@given(damaged_json(json.loads(SEGMENTS)))
@settings(max_examples=60, deadline=None)
def test_odd_values_in_segments_give_records_or_a_sentence(body):
    survives(SpeechTiming(), given_bytes("lamps.segments.json", body))


def test_the_real_speeches_come_in_twenty_four_languages(real_data):
    reader = SpeechTiming()
    inputs = reader.inputs(find([real_data / "media-timing"]))
    found = [record for source in inputs for record in reader.read(source)]
    european = [speech for speech in of_type(found, Speech) if speech.sitting.startswith("eli/")]
    spoken = [each for each in european if each.part != "procedural"]
    originals = [speech for speech in spoken if not speech.translation_of]
    german = [speech for speech in of_type(found, Speech) if speech.sitting.startswith("DE-")]

    assert len(inputs) == 5
    assert sorted(speech.language for speech in originals) == ["de", "en", "it", "sk"]
    assert len(spoken) == 4 * 24
    assert len(european) == 5 * 24
    assert originals[0].start == "2025-10-08T11:01:02.115+02:00"
    assert len(german) == 4
    assert len(of_type(found, Video)) == 4


def test_the_real_video_shows_a_real_speech_with_captions(real_data):
    reader = SpeechTiming()
    (source,) = reader.inputs(find([real_data / "media"]))
    (video,) = reader.read(source)

    assert video.timings[0].speech == "eli/dl/event/MTG-PL-2025-10-08-OTH-2017041841806"
    assert [caption.language for caption in video.captions] == ["en", "es", "fr"]
    assert video.poster == "roswall-2025-10-08.poster.jpg"
