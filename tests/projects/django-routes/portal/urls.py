from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path
from django.views.generic import TemplateView

from portal import views

public = [
    path("", TemplateView.as_view(template_name="home.html")),
    path("accounts/", include("django.contrib.auth.urls")),
]

urlpatterns = public + [
    path("labs/", include("labs.urls")),
    re_path(r"^messages/(?P<folder>[\w-]+)/$", login_required(views.Messages.as_view())),
    path("symptoms/<slug:slug>/", views.symptom),
]
