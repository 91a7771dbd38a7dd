from django.urls import path

from core.desk import Desk
from labs import views


class Labs(Desk):
    name = "labs"

    def ready(self):
        self.permissions = {"list": "labs.view", "detail": "labs.view", "print": "labs.view"}

    def get_urls(self):
        urls = views.Lab.get_urls("code")
        urls += [
            path(address, views.page, name=name)
            for address, name in (("<slug:code>/print/", "print"), ("help/", "help"))
        ]
        return self.decorated(urls)
