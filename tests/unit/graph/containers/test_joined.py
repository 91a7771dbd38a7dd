"""Which container a page loads: by ID, version and manifest; and what its tags push to each other."""

from __future__ import annotations

import json

from tests.spec.conftest import TODAY, concise

from pixelgate.findings.terms import Terms
from pixelgate.manifest import Known, load_manifest
from pixelgate.pipeline import check
from pixelgate.tree import MemoryTree
from pixelgate.vendors.catalog import load

MANIFEST = """
version = 1
[site]
origins = ["https://www.example-health.org"]
{containers}
[[route]]
path = "/portal"
access = "authenticated"
phi = ["result"]
pages = ["page.html"]
"""
PAGE = '<!doctype html><title>x</title><script src="https://www.googletagmanager.com/gtm.js?id={}"></script>'
ALL = ["2147479553"]


def export(version: int, *tags: dict[str, object], id: str = "GTM-ABC1234", **more: object) -> bytes:  # noqa: A002 - its name
    held = {"containerVersionId": str(version), "container": {"publicId": id}, "tag": list(tags), **more}
    return json.dumps({"exportFormatVersion": 2, "containerVersion": held}).encode()


def tag(name: str, html: str, *triggers: str) -> dict[str, object]:
    parameter = [{"key": "html", "value": f"<script>{html}</script>"}]
    return {"name": name, "type": "html", "parameter": parameter, "firingTriggerId": list(triggers or ALL)}


def event(identifier: str, name: str) -> dict[str, object]:
    sides = [{"key": "arg0", "value": "{{_event}}"}, {"key": "arg1", "value": name}]
    told = [{"type": "EQUALS", "parameter": sides}]
    return {"triggerId": identifier, "name": name, "type": "CUSTOM_EVENT", "customEventFilter": told}


def found(files: dict[str, bytes], *, loads: str = "GTM-ABC1234", containers: str = "") -> list[str]:
    tree = {"page.html": PAGE.format(loads).encode(), **files}
    known = Known(frozenset(load().vendors), {})
    manifest = load_manifest(MANIFEST.format(containers=containers).encode(), "pixelgate.toml", known)
    report = check(MemoryTree(tree), manifest, load(), Terms(TODAY))
    return [line for line in map(concise, report.findings) if "PG106" in line or "PG107" in line]


META = tag("Meta", "fbq('init','123456789012345')")


def lines(said: list[str]) -> list[str]:
    """Return lines without the places in their files."""
    return [f"{line.partition(':')[0]} {' '.join(line.split(' ')[1:4])}" for line in said]


def test_the_highest_version_counts() -> None:
    files = {"a.json": export(2, META), "b.json": export(11), "c.json": export(9, META)}
    assert lines(found(files)) == ["page.html PG106 note google-tag-manager"]


def test_the_manifest_decides_otherwise() -> None:
    files = {"a.json": export(2, META), "b.json": export(11)}
    assert lines(found(files, containers='containers = { "GTM-ABC1234" = "a.json" }')) == [
        "a.json PG107 error meta-pixel",
        "page.html PG106 error google-tag-manager",
    ]


def test_a_workspace_proves_nothing_unless_the_manifest_names_it() -> None:
    files = {"a.json": export(0)}
    named = 'containers = { "GTM-ABC1234" = "a.json" }'
    assert lines(found(files)) == ["page.html PG106 error google-tag-manager"]
    assert lines(found(files, containers=named)) == ["page.html PG106 note google-tag-manager"]


def test_the_export_of_another_container_says_nothing() -> None:
    files = {"a.json": export(3, META, id="GTM-OTHER12")}
    assert lines(found(files)) == ["page.html PG106 error google-tag-manager"]


def test_where_the_id_is_not_known_the_only_container_may_be_meant() -> None:
    assert lines(found({"a.json": export(3, META)}, loads="{{ gtm_id }}")) == [
        "a.json PG107 error meta-pixel",
        "page.html PG106 error google-tag-manager",
    ]
    assert lines(found({"a.json": export(3)}, loads="{{ gtm_id }}")) == ["page.html PG106 error google-tag-manager"]


def test_tags_fire_others_by_what_they_push() -> None:
    first = tag("First", "dataLayer.push({event: 'two'})")
    second = tag("Second", "dataLayer.push({event: 'three'})", "2")
    third = tag("Third", "fbq('init','123456789012345')", "3")
    more = [event("2", "two"), event("3", "three")]
    assert lines(found({"a.json": export(3, first, second, third, trigger=more)}))[0] == "a.json PG107 error meta-pixel"
    assert lines(found({"a.json": export(3, second, third, trigger=more)})) == [
        "page.html PG106 note google-tag-manager"
    ]
