"""A speech of the European Parliament: the words as spoken, and their translations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cms.importers import moments
from cms.importers.formats.timing import fragments
from cms.importers.formats.timing.fragments import Fragment
from cms.importers.formats.timing.languages import short
from cms.importers.jsonfields import Fields
from cms.importers.records import Organization, Person, Speech

_TEXTS = "api:xmlFragment"
_CHAIR = ("CHAIR", "CHAIRPERSON", "PRESIDENT", "VICE_PRESIDENT", "PRESIDING_OFFICER")
_BASE = "https://data.europarl.europa.eu/"


@dataclass(frozen=True, slots=True)
class Spoken:
    """An activity in which something was said, and its place in the sitting."""

    activity: Fields
    recording: Fields
    sitting: str
    section: str
    position: int


def recording(activity: Fields) -> Fields | None:
    """Return the part of the record that holds the words, where there is one."""
    records = activity.embedded("recorded_in_a_realization_of")
    return next((record for record in records if _TEXTS in record), None)


def read(spoken: Spoken) -> Iterator[Person | Organization | Speech]:
    """Yield speaker and group, the speech in the language it was made in, then its translations."""
    versions = _versions(spoken.recording)
    language, original = next(iter(versions.items()))
    if original.group:
        names = {code: found.group_name for code, found in versions.items() if found.group_name}
        yield Organization(original.group, "group", _named(names), original.group_name)
    speech = _speech(spoken, language, original)
    if speech.speaker:
        yield Person(speech.speaker, original.name or speech.speaker, _names(versions))
    yield speech
    for code, version in list(versions.items())[1:]:
        yield _translation(speech, code, version)


def _versions(record: Fields) -> dict[str, Fragment]:
    """Return all versions, the original first, then English, then by code."""
    texts = record.child(_TEXTS)
    found = {texts.language(code): texts.raw(code) for code in texts.names() if texts.raw(code)}
    if not found:
        raise record.error("the speech has no text in any language")
    spoken = [short(address) for address in record.strings("originalLanguage")]
    original = next((code for code in spoken if code in found), "")
    if spoken and not original and len(found) == 1:
        found = {spoken[0]: next(iter(found.values()))}  # filed under another key, such as "mul"
    order = sorted(found, key=lambda code: (code != original, code != "en", code))
    read_all = {code: fragments.read(found[code], f"{texts.place}.{code}") for code in order}
    if spoken and not original and spoken[0] not in found:
        return {spoken[0]: _without_words(next(iter(read_all.values()))), **read_all}
    return read_all


def _without_words(version: Fragment) -> Fragment:
    """Return an original whose words the source does not give: all it has are translations."""
    return Fragment((), *(version.person, version.name, "", version.group, version.group_name))


def _named(names: dict[str, str]) -> dict[str, str]:
    """Return one name where all languages agree, else the name in each."""
    if len(set(names.values())) > 1:
        return names
    language = "en" if "en" in names else next(iter(names))
    return {language: names[language]}


def _names(versions: dict[str, Fragment]) -> dict[str, str]:
    """Return the name in languages that write it otherwise than the original."""
    usual = next(iter(versions.values())).name
    return {code: each.name for code, each in versions.items() if each.name not in ("", usual)}


def _speech(spoken: Spoken, language: str, original: Fragment) -> Speech:
    activity = spoken.activity
    start = activity.text("activity_start_date") or original.start
    end = activity.text("activity_end_date") or original.end
    start, end = moments.span(start, end, activity.place)
    return Speech(
        id=activity.text("id"),
        sitting=spoken.sitting,
        position=spoken.position,
        language=language,
        paragraphs=original.paragraphs,
        section=spoken.section,
        speaker=_speaker(activity) or original.person,
        speaker_name=original.name,
        role=original.role,
        part=_part(activity, original),
        group=original.group,
        group_name=original.group_name,
        start=start,
        end=end,
        url=_BASE + activity.text("id"),
    )


def _speaker(activity: Fields) -> str:
    for participation in activity.embedded("had_participation"):
        for person in participation.strings("had_participant_person"):
            return person.rsplit(":", 1)[-1]
    return ""


def _part(activity: Fields, original: Fragment) -> str:
    roles = [each.text("participation_role") for each in activity.embedded("had_participation")]
    if any(role.rsplit("/", 1)[-1] in _CHAIR for role in roles):
        return "chair"
    return "regular" if original.name or _speaker(activity) else "procedural"


def _translation(original: Speech, language: str, version: Fragment) -> Speech:
    return Speech(
        id=f"{original.id}/{language}",
        sitting=original.sitting,
        position=original.position,
        language=language,
        paragraphs=version.paragraphs,
        section=original.section,
        speaker=original.speaker,
        speaker_name=version.name or original.speaker_name,
        role=version.role,
        part=original.part,
        group=original.group,
        group_name=version.group_name,
        start=original.start,
        end=original.end,
        translation_of=original.id,
        url=original.url,
    )
