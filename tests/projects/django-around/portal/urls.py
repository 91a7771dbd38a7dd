from django.urls import path

from . import views

urlpatterns = [path("visits/", views.visits)]
