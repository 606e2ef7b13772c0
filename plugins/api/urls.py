from __future__ import annotations

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from plugins.api import views

app_name = "api"
urlpatterns = [
    path("api/v1/entries/", views.EntryList.as_view(), name="entries"),
    path("api/v1/entries/<slug:thing>/", views.EntryDetail.as_view(), name="entry"),
    path("api/v1/streams/", views.StreamList.as_view(), name="streams"),
    path("api/v1/streams/<slug:slug>/entries/", views.StreamEntries.as_view(), name="stream"),
    path("api/v1/schema/", SpectacularAPIView.as_view(urlconf="plugins.api.urls"), name="schema"),
]
