from django.apps import apps
from django.urls import path

from core.desk import Desk


class Core(Desk):
    name = "core"

    def ready(self):
        self.labs = apps.get_app_config("labs")

    def get_urls(self):
        return [path("labs/", self.labs.urls)]
