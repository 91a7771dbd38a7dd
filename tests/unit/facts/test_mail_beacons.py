"""Beacons that mailing services put into mails."""

from __future__ import annotations

import pytest

from pixelgate.facts import extract
from pixelgate.vendors import catalog


@pytest.mark.parametrize(
    ("address", "vendor"),
    [
        ("https://u1.ct.sendgrid.net/wf/open?upn=1", "sendgrid"),
        ("https://r20.rs6.net/on.jsp?ca=1", "constant-contact"),
        ("https://cl.exct.net/open.aspx?1", "salesforce-marketing-cloud"),
        ("https://b3.emltrk.com/6D34BDBD?p", "litmus"),
        ("https://mandrillapp.com/track/open.php?u=1", "mailchimp"),
        ("https://track.customer.io/e/o/abc", "customer-io"),
    ],
)
def test_open_beacons_of_mailing_services(address: str, vendor: str) -> None:
    found = extract("a.html", f'<img src="{address}">'.encode(), catalog.load()).sightings
    assert [one.vendor for one in found] == [vendor]
