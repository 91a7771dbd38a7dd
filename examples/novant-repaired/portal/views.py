from django.contrib.auth.views import LoginView
from django.shortcuts import render


class Login(LoginView):
    template_name = "mychart/login.html"


def find_a_doctor(request):
    return render(request, "site/find_a_doctor.html")


def home(request):
    return render(request, "mychart/home.html", {"appointments": request.user.appointments.all()})


def schedule(request):
    return render(request, "mychart/schedule.html", {"doctors": request.user.care_team.all()})


def message(request):
    return render(request, "mychart/message.html")


def emergency_contacts(request):
    return render(request, "mychart/emergency_contacts.html")


def advance_care_planning(request):
    return render(request, "mychart/advance_care_planning.html")
