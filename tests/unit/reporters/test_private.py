"""Code that is shown does not carry what looks like a secret or a patient's data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.reporters.excerpt import frame
from pixelgate.reporters.palette import Style
from pixelgate.reporters.private import covered
from pixelgate.source import Location


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("fbq('init', '1', {em: 'jane.doe@example.org'})", "fbq('init', '1', {em: '••••••••••••••••••••'})"),
        ("id: '123-45-6789'", "id: '•••••••••••'"),
        ("call (555) 123-4567 now", "call ••••• •••••••• now"),
        ("key = 'AKIAIOSFODNN7EXAMPLE'", "key = '••••••••••••••••••••'"),
        ('const apiKey = "s3cr3t-value"', 'const apiKey = "••••••••••••"'),
        ("password: 'hunter2'", "password: '•••••••'"),
        ("{mrn: '00123456', dob: '1970-01-01'}", "{mrn: '••••••••', dob: '••••••••••'}"),
        (
            "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc",
            "Bearer •••••••••••••••••••••••••••••••••••••••••••• "[:-1],
        ),
    ],
)
def test_what_looks_private_is_covered(text: str, shown: str) -> None:
    assert covered(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "fbq('init', '1234567890');",
        "gtag('config', 'G-ABC123DEF4');",
        "import x from '@scope/name@1.2.3'",
        "password: '{{ password }}'",
        "mrn: patient.mrn",
        "<img src='a@2x'>",
        "fbq('track', 'Lead', {value: 123.45})",
    ],
)
def test_what_tells_of_the_tracker_stays(text: str) -> None:
    assert covered(text) == text


@given(st.text(alphabet="a1@.-_ '\":=\u2028(eyJ", max_size=80))
def test_the_length_stays(text: str) -> None:
    assert len(covered(text)) == len(text)


def test_the_marks_stand_under_the_place() -> None:
    line = "fbq('track', 'jane@example.org')"
    code, marks = frame(Location("a.js", 1, 14, 1, 32), line, Style())
    assert code.endswith("fbq('track', '••••••••••••••••')")
    assert marks.index("^") == code.index("'••")
    assert marks.count("^") == 18


def test_of_a_long_line_all_is_covered_that_can_be_shown() -> None:
    start = 1_000_001
    mail, token = "jane@example.org", "ghp_" + "a" * 250
    line = "x" * (start - len(token) // 2) + " " + token + f"('{mail}')" + ";y()" * 100_000
    code, _ = frame(Location("a.js", 1, start + 100, 1, start + 200), line, Style())
    assert "aaa" not in code
    assert mail not in code
    assert "•••" in code
