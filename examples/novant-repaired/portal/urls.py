from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.generic import TemplateView

from portal import views

urlpatterns = [
    path("", TemplateView.as_view(template_name="site/home.html")),
    path("careers", TemplateView.as_view(template_name="site/careers.html")),
    path("find-a-doctor", views.find_a_doctor),
    path("mychart/login", views.Login.as_view()),
    path("mychart", login_required(views.home)),
    path("mychart/appointments/schedule", login_required(views.schedule)),
    path("mychart/messages/new", login_required(views.message)),
    path("mychart/emergency-contacts", login_required(views.emergency_contacts)),
    path("mychart/advance-care-planning", login_required(views.advance_care_planning)),
]
