from __future__ import annotations

from django.urls import path

from cms.bills import views

app_name = "bills"
urlpatterns = [
    path("<slug:language>/bills/", views.BillList.as_view(), name="bills"),
    path("<slug:language>/bills/<str:slug>/", views.BillPage.as_view(), name="bill"),
]
