from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from pixelgate.cli.run import run

MANIFEST = """\
version = 1

[site]
origins = ["https://www.example-health.org"]

[policy]
unlisted = "public"

[[route]]
path = "/appointments/:id"
access = "authenticated"
phi = ["appointment"]
pages = ["templates/detail.html"]
"""
BASE = """\
<!doctype html>
<html><head><title>Portal</title>
<script>
fbq('init', '1234567890');
fbq('track', 'Schedule', {type: 'new patient'});
</script></head><body>{% block content %}{% endblock %}</body></html>
"""
DETAIL = '{% extends "templates/base.html" %}\n{% block content %}<p>Hello</p>{% endblock %}\n'


class Ran(msgspec.Struct, frozen=True):
    code: int
    out: str
    err: str


Program = Callable[..., Ran]


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    """Run the command line and return its exit code and what it printed."""

    def _run(*arguments: str) -> Ran:
        capsys.readouterr()
        code = run(arguments)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return _run


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, without what the environment says of colours and widths."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def portal(empty: Path) -> Path:
    """Stand in a portal whose layout holds a pixel."""
    (empty / "templates").mkdir()
    (empty / "pixelgate.toml").write_text(MANIFEST)
    (empty / "templates" / "base.html").write_text(BASE)
    (empty / "templates" / "detail.html").write_text(DETAIL)
    return empty


@pytest.fixture
def repaired(portal: Path) -> Path:
    """Stand in the same portal without the pixel."""
    (portal / "templates" / "base.html").write_text(
        "<!doctype html><title>Portal</title>{% block content %}{% endblock %}\n"
    )
    return portal
