from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls

from cms.core import following, media, sitemap, views, wagtail_urls
from syndication.urls import plugin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtail_urls.documents)),
    re_path(r"^media/(?P<path>.*)$", media.media, name="media"),
    path("", views.front_door),
    path("robots.txt", sitemap.robots),
    path("sitemap.xml", sitemap.index),
    path("sitemap-pages.xml", sitemap.pages),
    path("sitemap-record.xml", sitemap.record),
    path("sitemap-videos.xml", sitemap.videos),
    *plugin_urls("site"),
    path("<slug:language>/feeds/", following.RefineView.as_view(), name="streams"),
    path("<slug:language>/feeds/<path:path>/", following.StreamView.as_view(), name="stream"),
    path("", include("syndication.urls")),
]
urlpatterns += i18n_patterns(
    path("", include(wagtail_urls)),
)
handler404 = "cms.core.views.not_found"
handler500 = "cms.core.views.server_error"
