from django.apps import apps
from django.urls import include, path

urlpatterns = [path("", include(apps.get_app_config("core").urls[0]))]
