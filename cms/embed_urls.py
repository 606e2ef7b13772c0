from __future__ import annotations

from django.urls import URLPattern, URLResolver, re_path

from cms.core import media
from syndication.urls import plugin_urls

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^media/(?P<path>.*)$", media.media, name="media"),
    *plugin_urls("embed"),
]
handler404 = "cms.core.views.embed_not_found"
handler500 = "cms.core.views.server_error"
