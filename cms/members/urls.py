from __future__ import annotations

from django.urls import path

from cms.members import views

app_name = "members"
urlpatterns = [
    path("<slug:language>/members/", views.MemberList.as_view(), name="members"),
    path("<slug:language>/members/<str:slug>/", views.MemberPage.as_view(), name="member"),
    path("<slug:language>/bodies/", views.BodyList.as_view(), name="bodies"),
    path("<slug:language>/bodies/<str:slug>/", views.BodyPage.as_view(), name="body"),
]
