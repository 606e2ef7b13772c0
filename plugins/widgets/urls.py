from __future__ import annotations

from django.urls import path

from plugins.widgets import views

app_name = "widgets"
urlpatterns = [
    path("e/<slug:language>/speech/<slug:thing>/", views.speech, name="speech"),
    path("e/<slug:language>/latest/<path:path>/", views.latest, name="latest"),
]
