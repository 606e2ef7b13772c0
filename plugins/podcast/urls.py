from __future__ import annotations

from django.urls import path

from plugins.podcast import views

app_name = "podcast"
urlpatterns = [
    path("chapters/<slug:language>/<slug:thing>.json", views.chapters, name="chapters"),
]
