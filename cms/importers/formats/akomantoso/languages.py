"""Languages in three letters (ISO 639-2 or -3) or two; everything else here wants BCP 47."""

from __future__ import annotations

import re

_PAIRS = """
    afr=af amh=am ara=ar baq=eu bul=bg cat=ca ces=cs chi=zh cym=cy cze=cs dan=da deu=de dut=nl
    ell=el eng=en est=et eus=eu fas=fa fin=fi fra=fr fre=fr ger=de gla=gd gle=ga glg=gl gre=el
    heb=he hin=hi hrv=hr hun=hu ice=is ind=id isl=is ita=it jpn=ja kor=ko lav=lv lit=lt mac=mk
    may=ms mkd=mk mlt=mt msa=ms nld=nl nno=nn nob=nb nor=no per=fa pol=pl por=pt ron=ro rum=ro
    rus=ru slk=sk slo=sk slv=sl som=so sot=st spa=es sqi=sq srp=sr swa=sw swe=sv tha=th tsn=tn
    tur=tr ukr=uk urd=ur vie=vi wel=cy xho=xh zho=zh zul=zu
"""
# Not languages, but found in place of Spanish: a misspelling and the code of a country.
_MISTAKEN = "esp=es mx=es"
_TWO_LETTERS = dict(pair.split("=") for pair in f"{_PAIRS} {_MISTAKEN}".split())
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


def language_tag(code: str) -> str:
    """``eng`` becomes en, ``fr-CA`` stays; empty for what cannot be a language."""
    head, hyphen, rest = code.strip().partition("-")
    tag = _TWO_LETTERS.get(head.lower(), head.lower()) + hyphen + rest
    return tag if _TAG.fullmatch(tag) else ""
