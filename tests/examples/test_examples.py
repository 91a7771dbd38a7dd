"""The example portals: each finding at its place, what the breach notices named is named, the repaired twins pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import golden

from pixelgate.findings.model import Report

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPECTED = Path(__file__).parent / "expected"

NOTICES = {
    "novant": {
        "e-mail address": "contact",
        "phone number": "contact",
        "emergency contacts": "contact",
        "advance care planning": "message",
        "appointment type and date": "appointment",
        "physician": "provider",
        "button and menu selections": "navigation",
        "free text": "message",
        "IP address": "device",
    },
    "advocate-aurora": {
        "appointment dates, times, types": "appointment",
        "location and provider": "provider",
        "communications": "message",
        "name and medical record number": "identity",
        "insurance": "insurance",
        "proxy": "proxy",
        "IP address": "device",
    },
}
"""What the notices told the patients, and the category that stands for it."""

WORDS = {
    "novant": [
        "parameter `em`",
        "parameter `ph`",
        "Emergency contact phone",
        "Your wishes",
        "Appointment type",
        "parameter `appointment_date`",
        "parameter `physician`: form field #physician “Physician”",
        "parameter `content_name`: form field #visit-type “Appointment type”",
        "parameter `menu`",
        "buttons and links",
        "parameter `subject`: form field #subject “Subject”",
        "IP address",
    ],
    "advocate-aurora": [
        "`patient_mrn`",
        "`zip_code`",
        "`provider`",
        "`proxy_access`",
        "parameter `appointment_type`: form field",
        "parameter `appointment_date`: form field",
        "parameter `location`: form field",
        "parameter `subject`: form field subject “Subject”",
        "IP address",
    ],
}
"""Words of the report by which a privacy officer finds the notice's terms."""


def told(report: Report) -> tuple[set[str], str]:
    """Return the categories of all that would leave, and the words that are said of it."""
    leaks = [leak for finding in report.findings for leak in finding.message.leaves]
    said = [finding.message.what for finding in report.findings]
    return {leak.category for leak in leaks}, "\n".join([*said, *(f"{leak.what} {leak.reason}" for leak in leaks)])


@pytest.mark.parametrize("name", NOTICES)
def test_findings_and_verdicts(name: str, request: pytest.FixtureRequest) -> None:
    golden.hold(golden.drawn(golden.checked(EXAMPLES / name)), EXPECTED / f"{name}.txt", request.config)


@pytest.mark.parametrize("name", NOTICES)
def test_every_guarded_route_is_violated(name: str) -> None:
    assert set(golden.verdicts(golden.checked(EXAMPLES / name)).values()) == {"violating"}


@pytest.mark.parametrize("name", NOTICES)
def test_what_the_notice_named_is_named(name: str) -> None:
    categories, words = told(golden.checked(EXAMPLES / name))
    assert not {term: category for term, category in NOTICES[name].items() if category not in categories}
    assert not [word for word in WORDS[name] if word not in words]


@pytest.mark.parametrize("name", NOTICES)
def test_the_repaired_twin_is_clean(name: str) -> None:
    report = golden.checked(EXAMPLES / f"{name}-repaired")
    assert report.findings == ()
    assert report.problems == ()
    assert set(golden.verdicts(report).values()) == {"clean"}
