from __future__ import annotations

from django.urls import path

from cms.videos import views

app_name = "videos"
urlpatterns = [
    path("<slug:language>/videos/", views.VideoList.as_view(), name="videos"),
    path("<slug:language>/videos/<str:slug>/", views.VideoPage.as_view(), name="video"),
    path(
        "<slug:language>/videos/<str:slug>/t=<str:times>/", views.VideoPage.as_view(), name="clip"
    ),
]
