from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import DetailView, ListView

from labs.models import Lab


class Private(LoginRequiredMixin):
    """Whatever a patient sees."""

    model = Lab


class LabList(Private, ListView):
    pass


class LabDetail(Private, DetailView):
    pass


class LabPrint(Private, DetailView):
    template_name_suffix = "_print"
