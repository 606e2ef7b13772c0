"""Wagtail's public addresses through the gate.

Left out are its two forms that ask for a password: they would tell that there is something.
"""

from __future__ import annotations

from django.urls import re_path
from wagtail import urls as pages

from cms.core import media

documents = [re_path(r"^(\d+)/(.*)$", media.document, name="wagtaildocs_serve")]
urlpatterns = [
    item for item in pages.urlpatterns if item.name in ("wagtailcore_login", "wagtail_serve")
]
