"""What a draft says of the site, of who may see a page, and of what it bears."""

from __future__ import annotations

import time

import pytest

from pixelgate import pipeline
from pixelgate.findings.draft import Draft
from pixelgate.manifest.model import Access, Manifest, Phi
from pixelgate.reading import Reader
from pixelgate.tree import MemoryTree
from pixelgate.vendors import catalog

PAGE = b"<!doctype html>\n<title>Portal</title>\n"


def drafted(files: dict[str, bytes]) -> Draft:
    return pipeline.draft(Reader(MemoryTree(files), catalog.load()), Manifest("pixelgate.toml"))


@pytest.mark.parametrize(
    ("path", "text", "origins"),
    [
        ("site/settings.py", "ALLOWED_HOSTS = [\n    'www.clinic.org',\n    '.portal.clinic.org',\n]\n", 2),
        ("package.json", '{"homepage": "https://www.clinic.org/start"}', 1),
        ("CNAME", "www.clinic.org\n", 1),
        ("_config.yml", "title: x\nurl: https://www.clinic.org\n", 1),
        ("index.html", '<link rel="canonical" href="https://www.clinic.org/">', 1),
        (".env", "APP_URL=https://www.clinic.org\n", 1),
        ("site/settings.py", "ALLOWED_HOSTS = ['localhost', '127.0.0.1', 'www.example.com']\n", 0),
        ("_config.yml", "url: https://connect.facebook.net\n", 0),
        ("package.json", '{"homepage": ["no text"]}', 0),
    ],
)
def test_origins_and_where_they_are_named(path: str, text: str, origins: int) -> None:
    found = drafted({path: text.encode(), "page.html": PAGE})
    assert len(found.site.origins) == origins
    assert set(found.site.origins) <= {"https://www.clinic.org", "https://portal.clinic.org"}
    assert {reason.location.path for key, reason in found.why if key == "origins" and reason.location} <= {path}


def test_a_settings_file_of_blank_lines_takes_no_time() -> None:
    began = time.process_time()
    drafted({"config.py": b"\n" * 500_000 + b"url = " + b" " * 200_000, "page.html": PAGE})
    assert time.process_time() - began < 5


def test_a_page_that_a_server_shows_needs_no_pages_and_a_template_does() -> None:
    files = {"about.html": PAGE, "templates/portal/labs.html": PAGE, "templates/login.html": PAGE}
    rows = {row.path: row for row in drafted(files).rows}
    assert set(rows) == {"/about.html", "/portal/labs", "/login"}
    assert (rows["/about.html"].access, rows["/about.html"].pages) == (None, ())
    assert (rows["/portal/labs"].access, rows["/portal/labs"].pages) == (None, ("templates/portal/labs.html",))
    assert (rows["/login"].access, rows["/login"].phi) == (Access.PUBLIC, (Phi.IDENTITY,))


def test_what_the_layout_of_all_pages_shows_says_nothing_of_one() -> None:
    layout = b"<!doctype html>\n<p>{{ patient.email }}</p>{% block main %}{% endblock %}\n"
    page = b'{% extends "layout.html" %}{% block main %}<p>x</p>{% endblock %}\n'
    own = b'{% extends "layout.html" %}{% block main %}<p>{{ drug.name }}</p>{% endblock %}\n'
    files = {f"templates/{name}.html": page for name in ("one", "two", "three", "four")}
    rows = drafted({**files, "templates/five.html": own, "templates/layout.html": layout}).rows
    assert {row.path: row.phi for row in rows if row.phi} == {"/five": (Phi.MEDICATION,)}
