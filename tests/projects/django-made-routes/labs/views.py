from django.shortcuts import render
from django.urls import path
from django.views.generic import TemplateView


class Lab(TemplateView):
    template_name = "labs/detail.html"

    @classmethod
    def get_urls(cls, key):
        addresses = {"list": "", "detail": f"<slug:{key}>/"}
        return [path(address, VIEWS[name].as_view(), name=name) for name, address in addresses.items()]


class LabList(Lab):
    template_name = "labs/list.html"


VIEWS = {"list": LabList, "detail": Lab}


def page(request, **names):
    return render(request, "labs/page.html")
