"""Meta's Conversions API."""

import hashlib

import requests

PIXEL = "1234567890"


def send_event(name, email):
    """Tell Meta of an event."""
    person = {"em": [hashlib.sha256(email.encode()).hexdigest()]}
    requests.post(
        f"https://graph.facebook.com/v21.0/{PIXEL}/events",
        json={"data": [{"event_name": name, "user_data": person}]},
        timeout=5,
    )
