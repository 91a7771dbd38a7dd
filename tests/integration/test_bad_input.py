"""Whatever lies in the project: a verdict or a clear refusal, in time, in memory, and never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.integration.conftest import Program, Ran, run

MANIFEST = """\
version = 1

[site]
origins = ["https://www.example-health.org"]

[[route]]
path = "/appointments"
access = "authenticated"
phi = ["appointment"]
pages = ["templates/page.html"]
"""
PAGE = '{% extends "templates/base.html" %}{% block content %}<p>Hello</p>{% endblock %}\n'
BASE = (
    '<!doctype html><html><head><script src="/app.js"></script></head><body>{% block content %}{% endblock %}</body>\n'
)
PIXEL = "fbq('init', '1234567890');"
REFUSED = "pixelgate: nothing was verified: "

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def write(root: Path, name: str, content: str | bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """Return a clean portal: a page, its layout and a script."""
    root = tmp_path / "portal"
    for name, text in (("templates/page.html", PAGE), ("templates/base.html", BASE), ("app.js", "ready = 1;\n")):
        write(root, name, text)
    write(root, "pixelgate.toml", MANIFEST)
    return root


@pytest.fixture
def check(portal: Path, pixelgate: Program) -> Callable[..., Ran]:
    """Run the gate over the portal; whatever the input, it must not end in a defect."""

    def _check(*arguments: str) -> Ran:
        done = pixelgate("check", "--format", "concise", *arguments, cwd=portal)
        assert done.code in {0, 1, 2, 3}, done.err
        assert "Traceback" not in done.out + done.err
        if done.code > 1:
            assert done.out == ""
            assert done.err.startswith(REFUSED)
        return done

    return _check


def test_the_portal_is_clean(check: Callable[..., Ran]) -> None:
    assert check().code == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("app.js", bytes(range(256)) * 20, "app.js:1:1: error PG901 unparsable-file: The file is binary"),
        ("templates/page.html", bytes(range(256)) * 20, "templates/page.html:1:1: error PG901 unparsable-file"),
        ("app.js", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\1\2" * 999, "app.js:1:1: error PG901 unparsable-file"),
        ("templates/base.html", BASE.replace("</head>", "\0</head>"), "templates/base.html:1:1: error PG901"),
        ("app.js", b"\xef\xbb\xbf" + PIXEL.encode() + b"\xff\xfe\xc3", "app.js:1:1: error PG101 tracker-loaded"),
        ("app.js", b"t = '\xe9';\n" + PIXEL.encode(), "app.js:2:1: error PG101 tracker-loaded"),
        ("app.js", ("\ufeff" + PIXEL).encode("utf-16-le"), "app.js:1:1: error PG101 tracker-loaded"),
        ("app.js", ("\ufeff\n" + PIXEL).encode("utf-16-be"), "app.js:2:1: error PG101 tracker-loaded"),
        ("app.js", " " * (64 * 1024 * 1024 + 1), "app.js:1:1: error PG901 unparsable-file: Could not be read: larger"),
    ],
    ids=["script", "page", "image", "NUL", "UTF-8", "Latin-1", "UTF-16LE", "UTF-16BE", "size"],
)
def test_bytes_that_are_no_text_or_other_text(
    check: Callable[..., Ran], portal: Path, name: str, content: str | bytes, said: str
) -> None:
    write(portal, name, content)
    done = check()
    assert done.code == 1
    assert said in done.out


def test_invalid_bytes_in_a_clean_page_are_no_finding(check: Callable[..., Ran], portal: Path) -> None:
    write(portal, "templates/page.html", PAGE.encode() + b"<p>\xff\xfe\xc3</p>")
    assert check().code == 0


DEEP = {
    "elements": ("templates/page.html", "<div>" * 100_000 + f"<script>{PIXEL}</script>" + "</div>" * 100_000),
    "elements that are not closed": ("templates/page.html", "<b><p>" * 50_000 + f"<script>{PIXEL}</script>"),
    "parentheses": ("app.js", f"{PIXEL}x={'(' * 100_000}1{')' * 100_000}"),
    "blocks": ("app.js", "{" * 100_000 + PIXEL + "}" * 100_000),
    "arrays that are not closed": ("app.js", f"{PIXEL}x={'[' * 100_000}"),
    "functions": ("app.js", "(function(){" * 5_000 + PIXEL + "})()" * 5_000),
    "template strings": ("app.js", f"{PIXEL}x={'`${' * 20_000}1{'}`' * 20_000}"),
    "calls": ("app.js", f"{PIXEL}x=a{'.b()' * 20_000}"),
    "conditions": ("app.js", f"{PIXEL}x={'a?b:' * 20_000}c"),
    "sums": ("app.js", PIXEL + "x=" + "+".join(["'a'"] * 20_000)),
    "template conditions": (
        "templates/page.html",
        "{% if a %}" * 20_000 + f"<script>{PIXEL}</script>" + "{% endif %}" * 20_000,
    ),
    "attributes": ("templates/page.html", f"<p {' '.join(f'a{n}=1' for n in range(100_000))}><script>{PIXEL}</script>"),
    "less-than signs": ("templates/page.html", "< " * 1_000_000 + f"<script>{PIXEL}</script>"),
}


@pytest.mark.parametrize(("name", "text"), DEEP.values(), ids=DEEP)
def test_a_pixel_is_found_however_deep_or_long_the_code_around_it(
    check: Callable[..., Ran], portal: Path, name: str, text: str
) -> None:
    write(portal, name, text)
    done = check()
    assert done.code == 1
    assert "PG101 tracker-loaded: Meta Pixel is started with ID 1234567890" in done.out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("templates/page.html", f"<p>{'x' * 50_000_000}</p><script>{PIXEL}</script>"),
        ("app.js", f"{PIXEL}text='{'x' * 50_000_000}';"),
    ],
    ids=["page", "script"],
)
def test_a_line_of_fifty_megabytes(check: Callable[..., Ran], portal: Path, name: str, text: str) -> None:
    write(portal, name, text)
    done = check()
    assert done.code == 1
    assert f"{name}:1:" in done.out


@posix
def test_links_that_lead_in_circles(check: Callable[..., Ran], portal: Path) -> None:
    (portal / "templates/loop").symlink_to("../templates")
    (portal / "app.js").unlink()
    (portal / "app.js").symlink_to("app.js")
    done = check()
    assert done.code == 1
    assert "app.js:1:1: error PG901 unparsable-file: Could not be read: a link to nothing, or to itself" in done.out


@posix
def test_a_link_out_of_the_project_is_not_followed(check: Callable[..., Ran], portal: Path) -> None:
    write(portal.parent, "outside.js", PIXEL)
    (portal / "app.js").unlink()
    (portal / "app.js").symlink_to("../outside.js")
    done = check()
    assert done.code == 1
    assert (
        "app.js:1:1: error PG901 unparsable-file: Could not be read: a link that leads out of the project" in done.out
    )
    assert "PG101" not in done.out


@posix
def test_a_pipe_is_not_waited_for(check: Callable[..., Ran], portal: Path) -> None:
    (portal / "app.js").unlink()
    os.mkfifo(portal / "app.js")
    done = check()
    assert done.code == 1
    assert "app.js:1:1: error PG901 unparsable-file: Could not be read: a pipe, socket or device" in done.out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(check: Callable[..., Ran], portal: Path) -> None:
    (portal / "app.js").chmod(0)
    done = check()
    assert done.code == 1
    assert "app.js:1:1: error PG901 unparsable-file: Could not be read: permission denied" in done.out


def test_files_that_vanish_while_they_are_read(portal: Path, pixelgate: Program) -> None:
    program = (
        "import sys; from pathlib import Path; from pixelgate.tree import DiskTree; from pixelgate.cli.run import run\n"
        "listed = DiskTree.paths\n"
        "def paths(tree):\n"
        "    found = listed(tree)\n"
        "    Path('app.js').unlink(missing_ok=True)\n"
        "    return found\n"
        "DiskTree.paths = paths\n"
        "sys.exit(run(['check', '--format', 'concise']))\n"
    )
    write(portal, "vanish.py", program)
    done = run(sys.executable, "vanish.py", cwd=portal)
    assert done.code == 1
    assert "app.js:1:1: error PG901 unparsable-file: Could not be read: no such file" in done.out
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (b"", "there is no `version`"),
        (bytes(range(256)), "pixelgate.toml is not TOML"),
        (MANIFEST.encode("utf-16"), "saved as UTF-16, expected UTF-8"),
        (MANIFEST.encode() + b"\0", "pixelgate.toml:11:1: error: "),
        (MANIFEST.encode() + b"note = 'x", "pixelgate.toml is not TOML"),
        (MANIFEST.encode() + b"x = " + b"[" * 100_000, "pixelgate.toml is not TOML"),
        (MANIFEST.replace("access", "acces").encode(), "did you mean `access`?"),
        (MANIFEST.replace("templates/", "../").encode(), "may lead outside the repository"),
        (MANIFEST.replace('appointment"]', 'apointment"]').encode(), "did you mean `appointment`?"),
    ],
    ids=["empty", "binary", "UTF-16", "NUL", "open string", "deep", "unknown key", "outside", "unknown category"],
)
def test_manifests_that_are_none(check: Callable[..., Ran], portal: Path, manifest: bytes, said: str) -> None:
    write(portal, "pixelgate.toml", manifest)
    done = check()
    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "pixelgate.toml is a folder, expected a file: rename it, or name the manifest by --manifest"),
        (("--manifest", "pixelgate.toml"), "File 'pixelgate.toml' is a directory"),
    ],
)
def test_a_manifest_that_is_a_folder(
    check: Callable[..., Ran], portal: Path, arguments: tuple[str, ...], said: str
) -> None:
    (portal / "pixelgate.toml").unlink()
    (portal / "pixelgate.toml").mkdir()
    done = check(*arguments)
    assert done.code == 2
    assert said in done.err


def test_a_byte_order_mark_before_the_manifest(check: Callable[..., Ran], portal: Path) -> None:
    write(portal, "pixelgate.toml", b"\xef\xbb\xbf" + MANIFEST.encode())
    assert check().code == 0


def test_an_empty_folder(pixelgate: Program, tmp_path: Path) -> None:
    assert pixelgate("check").code == 2
    assert pixelgate("sightings").code == 3


def test_no_guarded_route(check: Callable[..., Ran], portal: Path) -> None:
    write(portal, "pixelgate.toml", MANIFEST.replace("authenticated", "public").replace('["appointment"]', "[]"))
    assert check().code == 3


def test_a_path_outside_of_the_project(check: Callable[..., Ran]) -> None:
    assert check("..").code == 2


def test_a_template_that_includes_and_extends_itself(check: Callable[..., Ran], portal: Path) -> None:
    again = '{% extends "templates/page.html" %}{% include "templates/page.html" %}'
    write(portal, "templates/page.html", f"{again}<script>{PIXEL}</script>{again}")
    done = check()
    assert done.code == 1
    assert "PG101 tracker-loaded" in done.out


def test_imports_in_a_circle(check: Callable[..., Ran], portal: Path) -> None:
    write(portal, "templates/base.html", BASE.replace("<script ", '<script type="module" '))
    write(portal, "app.js", 'import "./other.js";')
    write(portal, "other.js", f'import "./app.js"; import "./other.js"; {PIXEL}')
    done = check()
    assert done.code == 1
    assert "other.js:1:41: error PG101 tracker-loaded" in done.out
