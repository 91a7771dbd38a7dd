"""What counts as letting more through, and what does not."""

from __future__ import annotations

import datetime as dt

import pytest

from pixelgate.facts.model import Suppression
from pixelgate.findings.baseline import Entry
from pixelgate.findings.relaxations import Comments, Previous, Relaxation, relaxations
from pixelgate.manifest import Known, load_manifest
from pixelgate.manifest.model import Manifest
from pixelgate.rules import ALL_RULES
from pixelgate.source import Location

RULES = [rule.info for rule in ALL_RULES]
KNOWN = Known(frozenset({"meta-pixel", "hotjar"}), {info.code: info.name for info in RULES})
GUARDED = '[[route]]\npath = "/portal/*"\naccess = "authenticated"\nphi = ["message"]\npages = ["a.html", "b.html"]\n'
OTHER = '[[route]]\npath = "/other"\naccess = "authenticated"\n'
EXEMPT = (
    '[[exempt]]\nvendor = "meta-pixel"\nroutes = ["/portal/*"]\nrules = ["tracker-loaded", "tracker-hint"]\n'
    'events = ["a", "b"]\nreason = "agreed"\nexpires = 2027-01-31\n'
)


def manifest(text: str) -> Manifest:
    return load_manifest(f"version = 1\n{text}".encode(), "pixelgate.toml", KNOWN)


def told(before: str, now: str) -> list[str]:
    previous = Previous("main", manifest(before), lambda _: None)
    return [one.what for one in relaxations(previous, manifest(now), (), Comments(), rules=RULES)]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (GUARDED, GUARDED.replace("authenticated", "public"), "The route `/portal/*` is public and was authenticated."),
        (GUARDED, GUARDED.replace('["message"]', "[]"), "The route `/portal/*` no longer bears message."),
        (
            GUARDED,
            GUARDED.replace(', "b.html"', ""),
            "The route `/portal/*` no longer names `b.html` as its pages.",
        ),
        (GUARDED + OTHER, OTHER, "The guarded route `/portal/*` is gone."),
        (
            GUARDED + OTHER,
            OTHER + GUARDED.replace("/portal/*", "/*").replace("authenticated", "public"),
            "The guarded route `/portal/*` is gone; `/*` guards it less.",
        ),
        (
            GUARDED,
            GUARDED + '[[route]]\npath = "/portal/help"\naccess = "public"\nphi = ["message"]\n',
            "The route `/portal/help`, which `/portal/*` covered, is public and was authenticated.",
        ),
        ('[policy]\nprofile = "strict"\n', "", '`profile` is "hipaa" and was "strict".'),
        ("", '[policy]\nprofile = "ftc"\n', "`profile` is now ftc, under which exemptions need no `baa`."),
        ("", '[policy]\nunlisted = "public"\n', '`unlisted` is "public" and was "error".'),
        ("", '[policy]\nunproven = "warning"\n', '`unproven` is "warning" and was "error".'),
        ('[policy]\nfail-on = "warning"\n', "", '`fail-on` is "error" and was "warning".'),
        ("[policy]\nsecond-reading = true\n", "", "`second-reading` is false and was true."),
        ("", "[policy]\ninline-suppressions = true\n", "`inline-suppressions` is true and was false."),
        ('[policy]\nrelaxations = "fail"\n', "", '`relaxations` is "report" and was "fail".'),
        ("", '[policy]\nrules = { tracker-loaded = "note" }\n', "`tracker-loaded` is note and was error."),
        ("", '[policy]\nrules = { PG101 = "off" }\n', "`tracker-loaded` is off and was error."),
        ("", '[site]\nexclude = ["docs/**"]\n', "No longer scanned: `docs/**`."),
        ('[site]\nbuild = ["dist"]\n', "", "No longer scanned as built output: `dist`."),
        (
            '[site]\norigins = ["https://a.example"]\n',
            '[site]\norigins = ["https://a.example", "https://px.example"]\n',
            "Counted as first party: `https://px.example`.",
        ),
        ('[site]\nthird-party = ["a.example"]\n', "", "No longer counted as third party: `a.example`."),
        ("", '[site]\nframework = "none"\n', "The framework is no longer followed."),
        (
            "",
            '[site]\ncontainers = { "GTM-AAAA" = "gtm.json" }\n',
            "Judged by another container export: GTM-AAAA (gtm.json).",
        ),
        (
            "",
            EXEMPT,
            "meta-pixel is exempted on /portal/* for tracker-loaded and tracker-hint until 2027-01-31.",
        ),
        (
            EXEMPT,
            EXEMPT.replace('"/portal/*"', '"/portal/*", "/x"'),
            "meta-pixel is exempted on /portal/* and /x for tracker-loaded and tracker-hint until 2027-01-31.",
        ),
        (
            EXEMPT,
            EXEMPT.replace('rules = ["tracker-loaded", "tracker-hint"]\n', ""),
            "meta-pixel is exempted on /portal/* until 2027-01-31.",
        ),
        (
            EXEMPT,
            EXEMPT.replace('"b"]', '"b", "c"]'),
            "meta-pixel is exempted on /portal/* for tracker-loaded and tracker-hint until 2027-01-31.",
        ),
        (
            EXEMPT,
            EXEMPT.replace("2027", "2028"),
            "meta-pixel is exempted on /portal/* for tracker-loaded and tracker-hint until 2028-01-31.",
        ),
        (
            EXEMPT,
            EXEMPT + 'baa = "legal/baa.pdf"\n',
            "meta-pixel is exempted on /portal/* for tracker-loaded and tracker-hint until 2027-01-31.",
        ),
    ],
)
def test_what_lets_more_through_is_told_and_its_reverse_is_not(before: str, now: str, said: str) -> None:
    assert told(before, now) == [said]
    assert said not in told(now, before)
    assert told(now, now) == []


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (GUARDED, GUARDED.replace("/portal/*", "/*")),
        (GUARDED, GUARDED.replace(', "b.html"', "") + OTHER + 'pages = ["b.html"]\n'),
        (GUARDED, GUARDED + '[[route]]\npath = "/portal/x"\naccess = "authenticated"\n'),
        (EXEMPT, EXEMPT.replace('["/portal/*"]', '["/portal/labs"]').replace("2027", "2026")),
        ("", '[policy]\nprofile = "strict"\nrules = { csp-allows-tracker = "error" }\n'),
    ],
)
def test_what_tightens_or_rewrites_is_not_told(before: str, now: str) -> None:
    assert told(before, now) == []


def test_reasons_and_places() -> None:
    now = manifest(EXEMPT)
    found = relaxations(Previous("main", manifest(""), lambda _: None), now, (), Comments(), rules=RULES)
    assert [(one.location.line, one.reason) for one in found] == [(3, "agreed")]
    assert now.exemptions[0].expires == dt.date(2027, 1, 31)


def test_entries_of_the_baseline_are_told_by_rule_and_reason() -> None:
    def entry(fingerprint: str, path: str, reason: str = "old") -> Entry:
        return Entry(path, "tracker-loaded", fingerprint, "/x", reason)

    previous = Previous("main", manifest(""), lambda _: None, (entry("1", "a.html"),))
    added = (entry("1", "a.html", "edited"), entry("2", "b.html"), entry("3", "b.html"), entry("4", "c.html", "new"))
    assert relaxations(previous, manifest(""), added, Comments(), rules=RULES) == (
        Relaxation(
            Location("pixelgate-baseline.jsonl"),
            "The baseline accepts 2 more findings of tracker-loaded, in b.html.",
            "old",
        ),
        Relaxation(
            Location("pixelgate-baseline.jsonl"),
            "The baseline accepts one more finding of tracker-loaded, in c.html.",
            "new",
        ),
    )


def test_a_comment_that_moved_is_not_new() -> None:
    def comment(line: int, reason: str = "ours") -> Suppression:
        return Suppression(("tracker-loaded",), reason, Location("a.html", line))

    previous = Previous("main", manifest(""), lambda _: None)
    comments = Comments((comment(9), comment(12)), (comment(1),))
    found = relaxations(previous, manifest(""), (), comments, rules=RULES)
    assert [(one.location.line, one.what, one.reason) for one in found] == [
        (12, "A comment suppresses tracker-loaded.", "ours")
    ]


def test_a_manifest_that_cannot_be_read_is_no_silence() -> None:
    previous = Previous("main", Manifest("pixelgate.toml"), lambda _: None, unreadable="it has a mistake.")
    (found,) = relaxations(previous, manifest(GUARDED), (), Comments(), rules=RULES)
    assert found.what == "The manifest of main cannot be compared with this one: it has a mistake."
