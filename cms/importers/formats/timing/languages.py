"""Language codes of the European Parliament's data: ISO 639-3 addresses, as BCP 47."""

from __future__ import annotations

_SHORT = {
    "bul": "bg", "ces": "cs", "dan": "da", "deu": "de", "ell": "el", "eng": "en", "est": "et",
    "fin": "fi", "fra": "fr", "gle": "ga", "hrv": "hr", "hun": "hu", "ita": "it", "lav": "lv",
    "lit": "lt", "mlt": "mt", "nld": "nl", "pol": "pl", "por": "pt", "ron": "ro", "slk": "sk",
    "slv": "sl", "spa": "es", "swe": "sv",
    "ara": "ar", "cat": "ca", "eus": "eu", "glg": "gl", "heb": "he", "isl": "is", "ltz": "lb",
    "mkd": "mk", "nor": "no", "rus": "ru", "sqi": "sq", "srp": "sr", "tur": "tr", "ukr": "uk",
}  # fmt: skip


def short(address: str) -> str:
    """Return ``it`` for ``…/authority/language/ITA``; one without a short code keeps its own."""
    code = address.rsplit("/", 1)[-1].lower()
    return _SHORT.get(code, code)
