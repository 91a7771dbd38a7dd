from django.contrib.auth.decorators import login_required
from django.shortcuts import render


@login_required
def visits(request):
    return render(request, "visits.html")
