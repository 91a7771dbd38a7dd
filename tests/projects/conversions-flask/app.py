"""The portal."""

import requests
from flask import Flask, redirect, render_template, request
from flask_login import current_user, login_required

from capi import send_event

app = Flask(__name__)


@app.route("/book", methods=["GET", "POST"])
@login_required
def book():
    """Show the form, and take it."""
    if request.method == "POST":
        send_event("Schedule", current_user.email)
        return redirect("/visits")
    return render_template("book.html")


@app.route("/pay")
@login_required
def pay():
    """Show what is open."""
    return render_template("pay.html")


@app.route("/visits")
@login_required
def visits():
    """List what was booked."""
    return render_template("visits.html")


@app.route("/collect", methods=["POST"])
@login_required
def collect():
    """Count an event."""
    requests.post(
        "https://www.google-analytics.com/mp/collect?measurement_id=G-ABCDEF1234&api_secret=secret",
        json={"client_id": "1", "user_id": current_user.mrn, "events": [{"name": request.json["event"]}]},
        timeout=5,
    )
    return "", 204
