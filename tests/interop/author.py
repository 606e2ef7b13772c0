"""Who publishes, corrects and withdraws for one reader after the other: ``python -m tests.interop.author``.

``publish`` makes a sitting of three speeches and a recording, with the words as they are told below.
"""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

from tests.serving.debate import DEMO
from tests.serving.hand import work

TOPIC, ARABIC, REGRETTED = "Water & <supply>", "إمدادات المياه", "Regretted words"
MISHEARD, HEARD = "The reservoirs stand at half.", "The reservoirs stand at a third."
SAID = "I ask the House to act before summer."
REGRET = "Words that were never said."
NOTE, REASON = "The figure was misheard.", "Attributed to the wrong member."
FILM = DEMO / "media" / "hd118-okafor.mp4"
DAY = date(2026, 10, 14)


def do(verb: str, words: list[str]) -> str:
    """Do one thing, and return the public ids it is about."""
    from syndication import actions

    if verb == "publish":
        return json.dumps(_publish(int(words[0])))
    if verb == "correct":
        _correct(words[0])
    elif verb == "move":
        _move(words[0])
    else:
        actions.withdraw(words[0], reason=REASON)
    return "{}"


def _publish(number: int) -> dict[str, str]:
    from tests import factories

    begin, end = time(9, 30), time(18, 5)
    own = {"number": str(900 + number), "start": begin, "end": end}
    sitting = factories.published(factories.SittingFactory(date=DAY, **own))
    spoken = {
        "corrected": _speech(sitting, TOPIC, MISHEARD),
        "arabic": _speech(sitting, ARABIC, ARABIC, "ar"),
        "withdrawn": _speech(sitting, REGRETTED, REGRET),
    }
    named = {**spoken, "sitting": sitting, "video": _video(sitting)}
    return {name: record.public_id for name, record in named.items()}


def _speech(sitting: Any, title: str, text: str, language: str = "en") -> Any:
    from tests import factories

    paragraphs = [
        {"id": f"p{place}", "kind": "text", "text": said} for place, said in enumerate((text, SAID))
    ]
    return factories.published(
        factories.SpeechFactory(
            sitting=sitting,
            section=factories.SectionFactory(sitting=sitting, titles={language: title}),
            locale=factories.LocaleFactory(language_code=language),
            paragraphs=paragraphs,
        )
    )


def _video(sitting: Any) -> Any:
    """Return a recording whose file is there to be had."""
    from django.core.files.storage import default_storage

    from tests import factories

    with FILM.open("rb") as film:
        name = default_storage.save(f"recordings/{sitting.public_id}.mp4", film)
    own = {"file": name, "media_url": "", "length": FILM.stat().st_size, "captions": {}}
    return factories.published(factories.VideoFactory(sitting=sitting, date=DAY, **own))


def _correct(thing: str) -> None:
    from cms.core import publishing
    from cms.speeches.models import Speech

    speech = Speech.objects.get(public_id=thing)
    speech.paragraphs[0]["text"] = HEARD
    speech.save()
    publishing.publish(speech, note=NOTE)


def _move(thing: str) -> None:
    """Have a sitting begin an hour later."""
    from cms.core import publishing
    from cms.sittings.models import Sitting

    sitting = Sitting.objects.get(public_id=thing)
    sitting.start = time(10, 30)
    sitting.save()
    publishing.publish(sitting)


if __name__ == "__main__":
    work(do)
