from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.facts.lexicon import classify, classify_value, lexicon
from pixelgate.facts.model import Confidence
from pixelgate.manifest.model import Phi

NAMES = [
    ("apptDoctorName", "appointment"),
    ("appointment_type", "appointment"),
    ("fecha_cita", "appointment"),
    ("doctor_name", "provider"),
    ("doctors", "provider"),
    ("provider-npi", "provider"),
    ("pcp", "provider"),
    ("especialidad", "provider"),
    ("drugName", "medication"),
    ("rx_number", "medication"),
    ("MedicationRequest", "medication"),
    ("icd10_code", "condition"),
    ("dx", "condition"),
    ("reasonForVisit", "condition"),
    ("diagnóstico", "condition"),
    ("hbA1c", "result"),
    ("labResults", "result"),
    ("insuranceMemberId", "insurance"),
    ("groupNumber", "insurance"),
    ("cardNumber", "payment"),
    ("caregiver_name", "proxy"),
    ("dob", "birth"),
    ("DOB", "birth"),
    ("date-of-birth", "birth"),
    ("fechaNacimiento", "birth"),
    ("email", "contact"),
    ("patientEmail", "contact"),
    ("sha256_email_address", "contact"),
    ("user_data.phone_number", "contact"),
    ("zipcode", "contact"),
    ("teléfono", "contact"),
    ("mrn", "identity"),
    ("firstname", "identity"),
    ("customerDisplayName", "identity"),
    ("userId", "identity"),
    ("button_text", "navigation"),
    ("ip_address", "device"),
    ("comments", "message"),
]


@pytest.mark.parametrize(("name", "category"), NAMES)
def test_a_name_falls_into_its_category(name: str, category: str) -> None:
    found = classify(name)
    assert found is not None
    assert found.category == category


@pytest.mark.parametrize("name", ["useremail", "apptdate", "email1", "doctorid"])
def test_a_word_without_its_border_is_found_with_low_confidence(name: str) -> None:
    found = classify(name)
    assert found is not None
    assert found.confidence is Confidence.LOW


HARMLESS = [
    "name", "product_name", "page_name", "item_name", "event_name", "content_name", "content_type", "currency",
    "event_category", "event_label", "value", "price", "quantity", "item_id", "order_id", "transaction_id",
    "session_id", "search_results", "page_path", "page_title", "screen_resolution", "status", "state", "city", "em",
    "ph", "fn", "test", "items", "email_campaign", "auth_provider", "payment_provider", "item_condition",
    "error_message", "message_id", "category", "id", "experiment_treatment", "utm_source", "method", "index",
    "list_name", "coupon", "hospitality", "conditional",
]  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_name_is_left_alone(name: str) -> None:
    assert classify(name) is None


def test_short_keys_count_only_where_a_person_is_described() -> None:
    assert [classify(key, personal=True) is not None for key in ("em", "fn", "zp", "state", "name")] == [True] * 5
    assert [classify(key) for key in ("em", "fn", "zp", "state", "name")] == [None] * 5


def test_a_literal_tells_a_physician_from_a_login_service() -> None:
    assert classify("provider", "google") is None
    assert classify("provider", "Dr. Ruiz") is not None
    assert classify("provider") is not None
    assert classify("state", "open", personal=True) is None


VALUES = [
    ("Oncology", "condition"),
    ("Diabetes Care", "condition"),
    ("Women's Health", "condition"),
    ("HIV testing", "condition"),
    ("/services/breast-cancer", "condition"),
    ("STD", "condition"),
    ("Psiquiatría", "condition"),
    ("E11.9", "condition"),
    ("Zoloft 50 mg", "medication"),
    ("50090-0481-1", "medication"),
    ("mammogram", "result"),
    ("New patient appointment", "appointment"),
    ("Dr. Smith", "provider"),
    ("jane@example.org", "contact"),
    ("078-05-1120", "identity"),
]


@pytest.mark.parametrize(("text", "category"), VALUES)
def test_a_value_says_what_it_is_about(text: str, category: str) -> None:
    found = classify_value(text)
    assert found is not None
    assert found.category == category


@pytest.mark.parametrize(
    "text",
    [
        "",
        "std",
        "financial aid",
        "Schedule",
        "product",
        "USD",
        "2026-11-22",
        "G-ABC123",
        "v1.2",
        "contact us",
        "Lead",
        "sti",
    ],
)
def test_a_plain_value_says_nothing(text: str) -> None:
    assert classify_value(text) is None


def test_every_category_is_one_of_the_manifest() -> None:
    categories = {entry.category for entries in lexicon().names.values() for entry in entries}
    assert categories - {"harmless"} <= {phi.value for phi in Phi}


@given(st.text(max_size=600))
def test_no_text_breaks_it(text: str) -> None:
    classify(text)
    classify(text, text, personal=True)
    classify_value(text)
