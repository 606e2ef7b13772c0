from __future__ import annotations

from django.urls import path

from plugins.websub import views

app_name = "websub"
urlpatterns = [path("hub", views.hub, name="hub")]
