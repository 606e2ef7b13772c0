from __future__ import annotations

from django.urls import path

from plugins.widgets import views

app_name = "widgets"
urlpatterns = [
    path("e/<slug:language>/latest/<path:path>/", views.latest, name="latest"),
    path("e/<slug:language>/<slug:kind>/<slug:thing>/", views.one, name="one"),
    path("e/<slug:language>/<slug:kind>/<slug:thing>/<path:options>/", views.one, name="one"),
    path("go/<path:path>", views.go, name="go"),
    path("w.js", views.loader, name="loader"),
]
