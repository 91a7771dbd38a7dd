"""What a Content Security Policy lets in."""

from __future__ import annotations

import pytest

from pixelgate.findings.csp import door


@pytest.mark.parametrize(
    ("policy", "kind", "directive", "host", "passes"),
    [
        ("script-src 'self' https://a.example", "script", "script-src", "a.example", True),
        ("script-src 'self' https://a.example", "script", "script-src", "b.example", False),
        ("script-src *.example", "script", "script-src", "a.example", True),
        ("script-src *.a.example", "script", "script-src", "a.example", False),
        ("script-src a.example:443/path/", "script", "script-src", "a.example", True),
        ("script-src nota.example", "script", "script-src", "a.example", False),
        ("default-src a.example", "script", "default-src", "a.example", True),
        ("default-src a.example; script-src 'none'", "script", "script-src", "a.example", False),
        ("script-src a.example; script-src-elem 'self'", "script", "script-src-elem", "a.example", False),
        ("script-src a.example 'nonce-x' 'strict-dynamic'", "script", "script-src", "a.example", False),
        ("SCRIPT-SRC HTTPS://A.Example", "script", "script-src", "a.example", True),
        ("script-src 'none'; script-src a.example", "script", "script-src", "a.example", False),
        ("script-src https:", "script", "script-src", "a.example", True),
        ("img-src 'self'", "script", "script-src", "a.example", True),
        ("child-src a.example", "frame", "child-src", "a.example", True),
        ("frame-src 'self'; child-src a.example", "frame", "frame-src", "a.example", False),
        ("connect-src 'self'", "connect", "connect-src", "a.example", False),
        ("img-src data: a.example", "image", "img-src", "a.example", True),
        ("", "image", "img-src", "a.example", True),
        ("img-src www.a.example", "image", "img-src", "*.a.example", True),
        ("img-src *.a.example", "image", "img-src", "*.a.example", True),
        ("img-src *.www.a.example", "image", "img-src", "*.a.example", True),
        ("img-src nota.example", "image", "img-src", "*.a.example", False),
        ("img-src *.example", "image", "img-src", "*.a.example", True),
    ],
)
def test_doors(policy: str, kind: str, directive: str, host: str, *, passes: bool) -> None:
    found = door(policy, kind)
    assert (found.directive, found.lets_in(host)) == (directive, passes)
