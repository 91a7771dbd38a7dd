"""What each ``phi`` category takes in: HIPAA's identifiers, and what the known breaches exposed."""

from __future__ import annotations

import re

from pixelgate.manifest.model import Phi

PHI = {
    Phi.IDENTITY: "names, portal login, member and record numbers",
    Phi.CONTACT: "email, phone, address, emergency contact",
    Phi.BIRTH: "date of birth, age",
    Phi.APPOINTMENT: "type, date, time and place of a visit, scheduling",
    Phi.PROVIDER: "physician, doctor, department, location",
    Phi.CONDITION: "diagnosis, symptom, procedure, treatment",
    Phi.MEDICATION: "drug, prescription, pharmacy",
    Phi.RESULT: "labs, tests, images",
    Phi.INSURANCE: "plan, payer, coverage, claim",
    Phi.PAYMENT: "bill, card, account",
    Phi.MESSAGE: "free text, chat",
    Phi.PROXY: "caregiver, dependent, child",
    Phi.NAVIGATION: "menu and button selections",
    Phi.DEVICE: "IP address, user agent, cookies",
}
"""What each category takes in; an unknown word is looked up here."""


def category_of(word: str) -> str:
    """Return the help for a word that is no category: the one that takes it in, if one does."""
    singular = word.lower().rstrip("s")
    for phi, about in PHI.items():
        if len(singular) > 1 and re.search(rf"\b{re.escape(singular)}", about, re.IGNORECASE):
            return f"`{word}` belongs to `{phi}`"
    return ""
