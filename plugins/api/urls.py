from __future__ import annotations

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from plugins.api import views

DESCRIPTION = {
    "TITLE": "The parliamentary record",
    "DESCRIPTION": "Entries and streams. Without a token they are those of the public.",
    "VERSION": "1",
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "A token of an audience, for what is restricted to it.",
            }
        }
    },
    "SECURITY": [{"token": []}],  # or none
}
SCHEMA = SpectacularAPIView.as_view(urlconf="plugins.api.urls", custom_settings=DESCRIPTION)

app_name = "api"
urlpatterns = [
    path("api/v1/entries/", views.EntryList.as_view(), name="entries"),
    path("api/v1/entries/<slug:thing>/", views.EntryDetail.as_view(), name="entry"),
    path("api/v1/streams/", views.StreamList.as_view(), name="streams"),
    path("api/v1/streams/<slug:slug>/entries/", views.StreamEntries.as_view(), name="stream"),
    path("api/v1/schema/", SCHEMA, name="schema"),
]
