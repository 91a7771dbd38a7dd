"""Every service that the consent manager tarteaucitron can switch on is named, or it is said why it is none of ours.

`tests/data/tarteaucitron.tsv` holds the facts, `tarteaucitron-exceptions.tsv` the services that are not named, and for
each the reason.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from pixelgate.facts import extract
from pixelgate.vendors.catalog import load
from pixelgate.vendors.entities import entity

DATA = Path(__file__).parents[2] / "data"
KINDS = {"ads", "analytic", "google", "social", "support", "comment"}


class Service(msgspec.Struct, frozen=True):
    key: str
    kind: str
    settings: tuple[str, ...]
    hosts: tuple[str, ...]

    @property
    def page(self) -> bytes:
        """All that a page holds of a service: its settings, and that it is wanted."""
        settings = "".join(f"tarteaucitron.user.{name} = 'x1';\n" for name in self.settings)
        job = f"(tarteaucitron.job = tarteaucitron.job || []).push('{self.key}');"
        return f"<!doctype html>\n<script>\n{settings}{job}\n</script>\n".encode()


def _services() -> dict[str, Service]:
    lines = (DATA / "tarteaucitron.tsv").read_text("utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {key: Service(key, kind, tuple(names.split()), tuple(hosts.split())) for key, kind, names, hosts in rows}


def _exceptions() -> dict[str, str]:
    lines = (DATA / "tarteaucitron-exceptions.tsv").read_text("utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)


SERVICES, EXCEPTIONS = _services(), _exceptions()


def vendors(service: Service) -> set[str]:
    """Return the vendors that a page with the service shows."""
    return {sighting.vendor for sighting in extract("page.html", service.page, load()).sightings}


def entities(service: Service) -> set[str]:
    """Return the tracking entities that own hosts of the service."""
    found = (entity(host) for host in service.hosts)
    return {one.name for one in found if one and one.tracks}


def test_the_facts_are_of_all_services() -> None:
    assert len(SERVICES) == 243


@pytest.mark.parametrize("key", sorted(SERVICES.keys() - EXCEPTIONS.keys()))
def test_a_service_is_named(key: str) -> None:
    assert vendors(SERVICES[key]) or entities(SERVICES[key])


@pytest.mark.parametrize("key", sorted(EXCEPTIONS))
def test_an_exception_is_still_one_and_has_its_reason(key: str) -> None:
    assert not vendors(SERVICES[key])
    assert EXCEPTIONS[key].endswith(".")


def test_what_watches_people_is_named_where_the_page_asks_for_it() -> None:
    watching = (service for service in SERVICES.values() if service.kind in {"ads", "analytic", ""})
    assert {service.key for service in watching if not vendors(service)} == EXCEPTIONS.keys() & {"googlepartners"}


def test_a_page_names_one_vendor_for_each_service() -> None:
    assert {key: found for key, service in SERVICES.items() if len(found := vendors(service)) > 1} == {}
