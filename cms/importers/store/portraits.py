"""Portraits lying beside a list of persons."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from warnings import catch_warnings, simplefilter

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Picture
from wagtail.images.models import Image

from cms.importers.records import Person
from cms.importers.store.beside import beside

MAX_PORTRAIT = 20 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")


def portrait(folder: Path | None, record: Person, owner: str) -> Image | None:
    """Return a person's picture as an image of the library; one that is missing or no picture is left out."""
    file = beside(folder, record.image)
    size = _size(file) if file else None
    if file is None or size is None:
        return None
    kept = _kept(file, owner)
    return Image.objects.create(title=record.name[:255], file=kept, width=size[0], height=size[1])


def _size(file: Path) -> tuple[int, int] | None:
    """Return width and height, None for what cannot be shown: no picture, or one that would fill the memory."""
    try:
        with catch_warnings():
            simplefilter("ignore", Picture.DecompressionBombWarning)
            with Picture.open(file, formats=FORMATS) as picture:
                width, height = picture.size
                picture.verify()
    except (OSError, SyntaxError, ValueError, Picture.DecompressionBombError):
        return None
    pixels = width * height <= settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    return (width, height) if pixels and file.stat().st_size <= MAX_PORTRAIT else None


def _kept(file: Path, owner: str) -> str:
    """Keep the picture under a name made of its bytes: an import that was killed and is run again keeps it once."""
    body = file.read_bytes()
    mark = blake2b(body, digest_size=6).hexdigest()
    name = f"original_images/{owner}-{mark}{file.suffix.lower()}"
    if default_storage.exists(name) and default_storage.size(name) == len(body):
        return name
    default_storage.delete(name)
    return default_storage.save(name, ContentFile(body))
