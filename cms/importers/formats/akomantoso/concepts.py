"""What the source's own words stand for: ways to vote, results, stages, kinds of bodies.

A word is looked for in the id, then in the ontology's path, then in the words for people, so that
the versions of one document in several languages come out the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import combining, normalize

_YES = """
    aye ayes yes yea yeas for favour favor infavour infavor afavor afirmativa afirmativo si content
    contents pour oui ja favorevoli favorevole sim نعم موافق موافقون
"""
_NO = """
    no noes nay nays against contra encontra negativa negativo notcontent notcontents contre non
    nein contrari contrario nao لا معارض معارضون
"""
_ABSTAIN = """
    abstain abstained abstention abstentions abstencion abstenciones seabstiene abstiene enthaltung
    astenuti abstencao ممتنع ممتنعون امتناع
"""
_OPTIONS = {
    "yes": _YES,
    "no": _NO,
    "abstain": _ABSTAIN,
    "absent": "absent absents ausente ausentes غايب",
    "paired": "paired pair pairs pareo pareos",
}
_OPTION_OF = {word: option for option, words in _OPTIONS.items() for word in words.split()}

# In this order: "disagreed" holds "agreed", and a committee's report is a report.
_OUTCOMES = {
    "planned": "planned|scheduled|prevu|programad|previst|مقرر",
    "rejected": "reject|rechaz|negativ|lost|defeat|rejet|rejeit|disagree|refus|respin|abgelehnt"
    "|رفض|مرفوض",
    "withdrawn": "withdraw|retir|سحب",
    "amended": "amended|amende|enmend|modifi|معدل",
    "agreed": "agree|approv|aprob|aprov|carried|adopt|accept|pass|accord|assent|angenommen"
    "|موافق|اعتمد|اقر",
}
_FIRST, _SECOND, _THIRD = "(first|1st)", "(second|2nd)", "(third|3rd)"
_STAGES = {
    "veto": "veto|نقض",
    "constitutional_review": "constitution",
    "assent": "assent|promulg|sanction|sancion|enact|publication|اصدار|تصديق",
    "conference": "conference|conciliation|mixedcommi|commissionmixte|comisionmixta",
    "new_reading": "newreading|nouvellelecture|nuevalectura",
    "final_reading": "finalreading|lecturedefinitive|lecturafinal",
    "first_reading": f"{_FIRST}(reading|stage)|premierelecture|1(e|er)?e?lecture"
    "|primer[ao]?(lectura|tramite)|القراءةالاولى",
    "second_reading": f"{_SECOND}(reading|stage)|(deuxieme|seconde)lecture"
    "|segund[ao](lectura|tramite)|القراءةالثانية",
    "third_reading": f"{_THIRD}(reading|stage)|troisiemelecture"
    "|tercera?(lectura|tramite)|القراءةالثالثة",
    "report": "report|rapport|informe|consideration|relazione|تقرير",
    "committee": "committee|commission|comision|comissao|ausschuss|لجنة",
    "other_chamber": "otherchamber|otherhouse|transmi|navette|revisora",
    "plenary": "plenar|pleno|plenum|seancepublique|floor|hemicycle|aula",
    "introduction": "introduc|depot|deposit|present|initiat|iniciativa|tabl|generation|ايداع|تقديم",
}
_BODIES = {
    "committee": r"committee|commission|comision|comissao|ausschuss|^com\.|لجنة",
    "government": "government|gouvernement|gobierno|governo|minist|regierung|executiv|حكومة",
    "group": r"^group|parliamentarygroup|grupo|groupe|gruppo|fraktion|كتلة",
    "party": "party|partido|parti(?!c)|partito|partei|حزب",
    "chamber": "chamber|house|senat|camara|camera|chambre|assembl|deput|council|bundestag|مجلس",
    "parliament": "parliament|parlement|parlamento|congres|cortes|knesset|برلمان",
}
_CHAIR = re.compile("speaker|chair|presid|vorsitz|moderator|رييس")  # folded: رئيس
_NOT_THE_CHAIR = re.compile(
    "republi|council|consej|conseil|government|gobierno|gouvern|committ|comisi|commission|state"
)


def _compiled(table: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {meaning: re.compile(pattern) for meaning, pattern in table.items()}


_OUTCOME_OF, _STAGE_OF, _BODY_OF = map(_compiled, (_OUTCOMES, _STAGES, _BODIES))


def option(*words: str) -> str:
    """yes, no, abstain, absent or paired; empty when no word says."""
    return next((_OPTION_OF[word] for word in map(_squeeze, words) if word in _OPTION_OF), "")


def outcome(*words: str) -> str:
    """agreed, rejected, amended, withdrawn, planned; empty when no word says."""
    return _first(_OUTCOME_OF, words)


def stage(*words: str) -> str:
    """One of STAGE_CODES; empty when no word says."""
    return _first(_STAGE_OF, words)


def body(*words: str) -> str:
    """One of CLASSIFICATIONS; empty when no word says."""
    return _first(_BODY_OF, words)


def is_chair(*words: str) -> bool:
    """Whether the role is that of presiding over the sitting."""
    text = _fold(" ".join(words))
    return bool(_CHAIR.search(text)) and not _NOT_THE_CHAIR.search(text)


def _first(table: Mapping[str, re.Pattern[str]], words: tuple[str, ...]) -> str:
    for word in filter(None, map(_squeeze, words)):
        for meaning, pattern in table.items():
            if pattern.search(word):
                return meaning
    return ""


def _fold(text: str) -> str:
    """Lower case without accents."""
    return "".join(char for char in normalize("NFKD", text).casefold() if not combining(char))


def _squeeze(text: str) -> str:
    """Only letters and digits, and the point that sets a prefix off."""
    return re.sub(r"[^\w.]|_", "", _fold(text)).strip(".")
