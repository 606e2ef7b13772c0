from __future__ import annotations

from django.urls import path

from cms.speeches import views

app_name = "speeches"
urlpatterns = [
    path("<slug:language>/speeches/", views.SpeechList.as_view(), name="speeches"),
    path("<slug:language>/speeches/<str:slug>/", views.SpeechPage.as_view(), name="speech"),
    path(
        "<slug:language>/speeches/<str:slug>/t=<str:times>/",
        views.SpeechPage.as_view(),
        name="clip",
    ),
]
