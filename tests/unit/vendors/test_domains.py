from __future__ import annotations

import pytest
from publicsuffixlist import PublicSuffixList

from pixelgate.vendors.domains import registrable
from pixelgate.vendors.entities import hosts


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.clinic.example", "clinic.example"),
        ("a.b.clinic.co.uk", "clinic.co.uk"),
        ("Portal.Clinic.ORG.", "clinic.org"),
        ("clinic.github.io", "clinic.github.io"),
        ("x.clinic.github.io", "clinic.github.io"),
        ("x.city.kobe.jp", "city.kobe.jp"),
        ("a.b.xn--fiqs8s", "b.xn--fiqs8s"),
        ("a.клиника.рф", "клиника.рф"),
        ("co.uk", "co.uk"),
        ("localhost", "localhost"),
        ("192.168.1.1", "192.168.1.1"),
        ("[::1]", "[::1]"),
        ("", ""),
        ("a.\ud800", "a.\ud800"),
    ],
)
def test_the_registrable_domain(host: str, domain: str) -> None:
    assert registrable(host) == domain


def test_a_part_of_the_list_answers_as_the_whole() -> None:
    whole = PublicSuffixList()
    named = [host for host in hosts() if not host.replace(".", "").isdigit()]
    assert [host for host in named if registrable(host) != (whole.privatesuffix(host) or host)] == []
