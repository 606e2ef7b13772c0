from __future__ import annotations

from django.urls import path

from plugins.builder import views

app_name = "builder"
urlpatterns = [
    path("embed/", views.door, name="door"),
    path("<slug:language>/embed/", views.builder, name="builder"),
]
