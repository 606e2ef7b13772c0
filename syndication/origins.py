"""Which hosts are ours: no page and no embed loads anything from another."""

from __future__ import annotations

from django.conf import settings


def ours() -> tuple[str, ...]:
    """Return every origin that is ours: the site's, the embeds', and those of media."""
    return (settings.BASE_URL, *of_media())


def of_media() -> tuple[str, ...]:
    """Return the origins that embeds may load recordings, captions and pictures from."""
    return (settings.EMBED_URL, *_further())


def has_media_hosts() -> bool:
    """Tell whether there are others than the embed host."""
    return bool(_further())


def is_embeddable(address: str) -> bool:
    """Tell whether an embed may load what lies at an address."""
    return address.startswith(tuple(f"{origin}/" for origin in of_media()))


def is_ours(address: str) -> bool:
    """Tell whether a page may load it."""
    return is_embeddable(address) or address.startswith(f"{settings.BASE_URL}/")


def _further() -> tuple[str, ...]:
    return tuple(getattr(settings, "MEDIA_HOSTS", ()))
