from django.shortcuts import render
from django.views.generic import TemplateView


class Messages(TemplateView):
    template_name = "messages.html"


def symptom(request, slug):
    template = "symptoms/form.html" if request.method == "GET" else "symptoms/advice.html"
    return render(request, template, {"slug": slug})
