from __future__ import annotations

from django.urls import path

from cms.documents import views

app_name = "documents"
urlpatterns = [
    path("<slug:language>/documents/", views.DocumentList.as_view(), name="documents"),
    path("<slug:language>/documents/<str:slug>/", views.DocumentPage.as_view(), name="document"),
]
