from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import module_has_submodule

from syndication import registry, views

app_name = "syndication"


def plugin_urls(host: str) -> list[URLPattern | URLResolver]:
    """Mount the ``urls.py`` of every enabled plugin that answers on a host."""
    return [
        path("", include(f"{plugin.name}.urls"))
        for plugin in registry.plugins()
        if plugin.host == host and plugin.module and module_has_submodule(plugin.module, "urls")
    ]


urlpatterns = [
    path(
        "<slug:language>/feeds/<path:path>/archive/<str:name>/<str:filename>",
        views.archive,
        name="archive",
    ),
    path("<slug:language>/feeds/<path:path>/<str:filename>", views.feed, name="feed"),
]
