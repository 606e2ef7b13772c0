from __future__ import annotations

from django.urls import path

from plugins.oembed import views

app_name = "oembed"
urlpatterns = [path("oembed", views.oembed, name="oembed")]
