from __future__ import annotations

from django.urls import path

from cms.sittings import views

app_name = "sittings"
urlpatterns = [
    path("<slug:language>/sittings/", views.SittingList.as_view(), name="sittings"),
    path("<slug:language>/sittings/<str:slug>/", views.SittingPage.as_view(), name="sitting"),
    path("<slug:language>/divisions/", views.DivisionList.as_view(), name="divisions"),
    path("<slug:language>/divisions/<str:slug>/", views.DivisionPage.as_view(), name="division"),
]
