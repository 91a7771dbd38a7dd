"""Which header policies are sent with which routes, surely or perhaps."""

from __future__ import annotations

import pytest

from pixelgate.facts.model import Policy, Scope
from pixelgate.graph.policies import sent
from pixelgate.manifest.model import Access, Route
from pixelgate.source import Location


def told(path: str, *scopes: Scope) -> list[str]:
    """Return the policies that a route is sent, by their number, with ``?`` where it is not sure."""
    route = Route(path, Access.PUBLIC, (), (), Location("pixelgate.toml", 3))
    policies = [Policy(str(at), Location("nginx.conf", at + 1), scope=scope) for at, scope in enumerate(scopes)]
    return [policy.text + chain.steps[-1].kind.removeprefix("policy") for policy, chain in sent([route], policies)]


@pytest.mark.parametrize(
    ("path", "scope", "expected"),
    [
        ("/portal/:id", Scope(), ["0"]),
        ("/portal/:id", Scope("some"), ["0?"]),
        ("/portal/:id", Scope("prefix", "/portal/"), ["0"]),
        ("/portal/*", Scope("prefix", "/portal/"), ["0"]),
        ("/portal", Scope("prefix", "/portal/"), ["0"]),
        ("/portals", Scope("prefix", "/portal/"), []),
        ("/portal/*", Scope("prefix", "/portal/labs"), ["0?"]),
        ("/login", Scope("exact", "/login"), ["0"]),
        ("/:page", Scope("exact", "/login"), ["0?"]),
        ("/a/:file", Scope("regex", r"\.php$"), ["0?"]),
        ("/a/b.php", Scope("regex", r"\.php$"), ["0"]),
        ("/a/b", Scope("regex", r"\.php$"), []),
        ("/PORTAL/x", Scope("regex", "(?i)^/portal/"), ["0"]),
        ("/a/b", Scope("regex", r"^/(?!api)"), ["0?"]),
        ("/a/b", Scope("regex", "("), ["0?"]),
        (r"/a/:id(\d+)", Scope("regex", r"^/a/[0-9]+/?$"), ["0"]),
    ],
)
def test_scopes(path: str, scope: Scope, expected: list[str]) -> None:
    assert told(path, scope) == expected


def test_of_a_group_the_first_that_takes_all_in_decides() -> None:
    first, second, rest = Scope("prefix", "/a/b", "g"), Scope("prefix", "/a", "g"), Scope("all", "", "g")
    assert told("/a/b/c", first, second, rest) == ["0"]
    assert told("/a/*", first, second, rest) == ["0?", "1 for the rest"]
    assert told("/x", first, second, rest) == ["2"]


def test_all_policies_of_one_scope_count() -> None:
    scope = Scope("prefix", "/a", "g")
    assert told("/a/b", scope, scope, Scope("all", "", "g")) == ["0", "1"]


def test_without_a_group_every_policy_counts() -> None:
    assert told("/a/b", Scope(), Scope("prefix", "/a")) == ["0", "1"]


def test_the_chain_names_row_and_place() -> None:
    route = Route("/a", Access.PUBLIC, (), (), Location("pixelgate.toml", 3))
    policy = Policy("x", Location("nginx.conf", 9), scope=Scope("prefix", "/a"))
    ((_, chain),) = sent([route], [policy, Policy("meta", Location("a.html"))])
    assert [(step.location.path, step.location.line, step.kind, step.text) for step in chain.steps] == [
        ("pixelgate.toml", 3, "route", "/a"),
        ("nginx.conf", 9, "policy", "/a"),
    ]
