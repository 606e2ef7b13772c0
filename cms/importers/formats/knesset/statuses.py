"""The Knesset's codes for where a bill stands (its table KNS_Status) as stages of a bill."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """What a code means: our stage, how it ended, and the words for it."""

    stage: str
    hebrew: str
    english: str
    outcome: str = ""


_TABLED = Status(
    "introduction", "הונחה על שולחן הכנסת לדיון מוקדם", "Tabled for preliminary reading"
)
_CHOOSING = Status(
    "committee", "בוועדת הכנסת לקביעת הוועדה המטפלת", "Awaiting the choice of a committee"
)
_FIRST_PREPARED = Status("committee", "הכנה לקריאה ראשונה", "In committee before first reading")
_FIRST_REPORTED = Status(
    "committee", "אושרה בוועדה לקריאה ראשונה", "Agreed in committee for first reading", "agreed"
)
_SECOND_REPORTED = Status(
    "committee",
    "אושרה בוועדה לקריאה שנייה-שלישית",
    "Agreed in committee for second and third reading",
    "agreed",
)
_REMOVED = Status(
    "other", "להסרה מסדר היום לבקשת ועדה", "To be removed from the agenda on a committee's request"
)
_SPLIT = Status("other", "לאישור פיצול במליאה", "Awaiting agreement to split it")

STATUSES = {
    "101": _FIRST_PREPARED,
    "104": _TABLED,
    "106": _CHOOSING,
    "108": _FIRST_PREPARED,
    "109": _FIRST_REPORTED,
    "110": Status(
        "other", "הבקשה לדין רציפות נדחתה במליאה", "Continuation refused by the plenum", "rejected"
    ),
    "111": Status(
        "first_reading", "לדיון במליאה לקראת הקריאה הראשונה", "Before the plenum for first reading"
    ),
    "113": Status(
        "committee", "הכנה לקריאה שנייה ושלישית", "In committee before second and third reading"
    ),
    "114": Status(
        "second_reading",
        "לדיון במליאה לקראת קריאה שנייה-שלישית",
        "Before the plenum for second and third reading",
    ),
    "115": Status(
        "committee",
        "הוחזרה לוועדה להכנה לקריאה שלישית",
        "Returned to committee before third reading",
    ),
    "117": Status(
        "third_reading", "לדיון במליאה לקראת קריאה שלישית", "Before the plenum for third reading"
    ),
    "118": Status("third_reading", "התקבלה בקריאה שלישית", "Agreed on third reading", "agreed"),
    "120": Status("other", "לדיון במליאה על החלת דין רציפות", "Before the plenum for continuation"),
    "122": Status("other", "מוזגה עם הצעת חוק אחרת", "Merged with another bill"),
    "124": Status("other", "הוסבה להצעה לסדר היום", "Turned into a motion for the agenda"),
    "130": Status(
        "second_reading",
        "הונחה על שולחן הכנסת לקריאה שנייה-שלישית",
        "Tabled for second and third reading",
    ),
    "131": Status(
        "third_reading", "הונחה על שולחן הכנסת לקריאה שלישית", "Tabled for third reading"
    ),
    "140": _REMOVED,
    "141": Status(
        "first_reading", "הונחה על שולחן הכנסת לקריאה ראשונה", "Tabled for first reading"
    ),
    "142": _CHOOSING,
    "143": _REMOVED,
    "150": Status("plenary", "במליאה לדיון מוקדם", "Before the plenum for preliminary reading"),
    "158": _SPLIT,
    "161": _SPLIT,
    "162": _SPLIT,
    "165": _SPLIT,
    "167": _FIRST_REPORTED,
    "169": Status("other", "לאישור מיזוג בוועדת הכנסת", "Awaiting agreement to merge it"),
    "175": Status("other", "בדיון בוועדה על החלת דין רציפות", "In committee for continuation"),
    "176": Status(
        "other", "הבקשה לדין רציפות נדחתה בוועדה", "Continuation refused in committee", "rejected"
    ),
    "177": Status("other", "נעצרה", "Stopped"),
    "178": _SECOND_REPORTED,
    "179": _SECOND_REPORTED,
    "181": Status("other", "הודעה על בקשה להחלת דין רציפות", "Continuation asked for"),
}

FIRST = Status("first_reading", "קריאה ראשונה", "First reading", "agreed")
SECOND = Status("second_reading", "קריאה שנייה", "Second reading", "agreed")

PROVEN = {
    **dict.fromkeys(("113", "114", "130", "178", "179"), (FIRST,)),
    **dict.fromkeys(("115", "117", "118", "131"), (FIRST, SECOND)),
}
"""Readings a bill must have passed to stand where it stands; the source gives no dates for them."""
