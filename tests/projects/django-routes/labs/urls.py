from django.urls import path

from . import views

urlpatterns = [
    path("", views.LabList.as_view()),
    path("<int:id>/", views.LabDetail.as_view()),
    path("<int:id>/print/", views.LabPrint.as_view()),
]
