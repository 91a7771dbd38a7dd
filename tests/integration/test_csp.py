"""The policy that ``pixelgate csp`` writes, in a real browser: the portal's own pages work, no tracker is asked.

Every host but the portal's leads to a server that notes who asks for what, so "nothing was asked" is measured.
"""

from __future__ import annotations

import shutil
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from tests.integration.conftest import ROOT, run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PIXELGATE = Path(sys.executable).with_name("pixelgate")
OPENSSL = shutil.which("openssl")
TRACKERS = {"connect.facebook.net", "www.googletagmanager.com", "static.hotjar.com"}
THE_PAGES = {*TRACKERS, "cdn.example-widgets.net"}
PORTAL = ROOT / "tests" / "projects" / "csp-portal"

pytestmark = pytest.mark.skipif(not (CHROMIUM and OPENSSL), reason="needs chromium and openssl")


class Site(BaseHTTPRequestHandler):
    """The portal: its files, each with the policy."""

    policy: ClassVar[str] = ""

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].lstrip("/") or "messages.html"
        file = PORTAL / "site" / name
        self.send_response(200 if file.is_file() else 404)
        self.send_header("Content-Type", {".js": "text/javascript", ".css": "text/css"}.get(file.suffix, "text/html"))
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        self.wfile.write(file.read_bytes() if file.is_file() else b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Print nothing."""


class Elsewhere(BaseHTTPRequestHandler):
    """All the rest of the web: notes who is asked, and answers with a script that does nothing."""

    asked: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        self.asked.add(self.headers["Host"])
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()

    do_POST = do_GET  # noqa: N815 - the base class's name

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Print nothing."""


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler], certificate: Path | None = None) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("certificate") / "all.pem"
    made = run(
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=all"),
        *("-keyout", str(file), "-out", f"{file}.crt"),
        cwd=file.parent,
    )
    assert made.code == 0, made.err
    file.write_bytes(file.read_bytes() + Path(f"{file}.crt").read_bytes())
    return file


def visited(tmp_path: Path, certificate: Path, policy: str) -> tuple[str, set[str]]:
    """Return the page as the browser made it, and the hosts that were asked."""
    Site.policy = policy
    Elsewhere.asked.clear()
    with serving(Site) as own, serving(Elsewhere, certificate) as other:
        rules = f"MAP portal.example 127.0.0.1:{own}, MAP * 127.0.0.1:{other}"
        shown = run(
            *(str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
            *("--disable-background-networking", "--disable-component-update", "--ignore-certificate-errors"),
            *(f"--user-data-dir={tmp_path / 'profile'}", f"--host-resolver-rules={rules}"),
            *("--virtual-time-budget=5000", "--dump-dom", "http://portal.example/messages.html"),
            cwd=tmp_path,
        )
    return shown.out, Elsewhere.asked & THE_PAGES  # the browser itself asks its maker for updates


@pytest.fixture(scope="module")
def policy() -> str:
    written = run(PIXELGATE, "csp", "/messages.html", "--for", "header", "-q", cwd=PORTAL)
    assert written.code == 0, written.err
    return written.out.removeprefix("Content-Security-Policy: ").strip()


def test_without_a_policy_the_trackers_are_asked(tmp_path: Path, certificate: Path) -> None:
    page, asked = visited(tmp_path, certificate, "")
    assert "inline code ran" in page
    assert asked == THE_PAGES


def test_with_the_policy_the_portal_works_and_no_tracker_is_asked(
    tmp_path: Path, certificate: Path, policy: str
) -> None:
    page, asked = visited(tmp_path, certificate, policy)
    assert "inline code ran" in page
    assert "own script ran" in page
    assert "own style applies" in page
    assert asked == THE_PAGES - TRACKERS
