from __future__ import annotations

from django.urls import path

from plugins.cards import views

app_name = "cards"
urlpatterns = [
    path("cards/<slug:language>/latest/<path:path>.png", views.latest, name="latest"),
    path("cards/<slug:language>/<slug:thing>.png", views.card, name="card"),
    path("cards/<slug:language>/<slug:thing>/<path:wished>.png", views.card, name="clip"),
]
