"""Manifests as they are written, right and wrong; every complaint with its exact place."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.manifest.samples import KNOWN, WHOLE

from pixelgate.errors import Complaint, ManifestError
from pixelgate.manifest import Known, load_manifest
from pixelgate.manifest.model import (
    Access,
    Exemption,
    Level,
    Manifest,
    Phi,
    Policy,
    Profile,
    Route,
    Site,
)
from pixelgate.source import Location


def complaints(text: str | bytes, path: str = "pixelgate.toml") -> tuple[Complaint, ...]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(ManifestError) as caught:
        load_manifest(data, path, KNOWN)
    assert all(complaint.path == path for complaint in caught.value.complaints)
    return caught.value.complaints


def told(text: str) -> list[str]:
    """Put the version before a manifest; return its complaints as ``line:column key: message | help``."""
    return [f"{c.line}:{c.column} {c.key}: {c.message} | {c.help}" for c in complaints("version = 1\n" + text)]


def test_everything_a_manifest_can_say() -> None:
    assert load_manifest(WHOLE.encode(), "pixelgate.toml", KNOWN) == Manifest(
        "pixelgate.toml",
        Site(
            origins=("https://www.example-health.org", "https://mychart.example-health.org:8443"),
            third_party=("metrics.example-health.org",),
            templates=("templates", ""),
            static=(("/static/", "assets"),),
            build=("dist",),
            exclude=("docs/**", "**/*.stories.tsx"),
            framework="django",
            containers=(("GTM-XXXX", "gtm/export.json"),),
        ),
        Policy(
            Profile.FTC,
            "public",
            Level.WARNING,
            Level.NOTE,
            second_reading=True,
            inline_suppressions=True,
            rules=(("csp-allows-tracker", Level.ERROR), ("tracker-loaded", Level.OFF)),
        ),
        (
            Route(
                "/appointments/:id",
                Access.AUTHENTICATED,
                (Phi.APPOINTMENT, Phi.PROVIDER),
                ("templates/appointments/*.html", "app/[id]/page.tsx"),
                Location("pixelgate.toml", 24, 10, 24, 29),
                "MyChart scheduling",
                0,
            ),
            Route("/", Access.PUBLIC, (), (), Location("pixelgate.toml", 31, 10, 31, 13), "", 1),
        ),
        (
            Exemption(
                "google-analytics",
                "",
                ("/billing/*",),
                ("tracker-loaded",),
                ("page_view",),
                "server-side proxy strips identifiers, contract 2026-014",
                dt.date(2027, 1, 31),
                Location("pixelgate.toml", 35, 11, 35, 29),
                "legal/baa-2026-014.pdf",
            ),
            Exemption(
                "",
                "fonts.example.com",
                ("/*",),
                (),
                (),
                "fonts",
                dt.date(2027, 1, 31),
                Location("pixelgate.toml", 44, 11, 44, 30),
                "https://example.org/baa.pdf",
            ),
        ),
    )


def test_defaults() -> None:
    assert load_manifest(b"version = 1", "a/pixelgate.toml", Known()) == Manifest("a/pixelgate.toml")


def test_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    plain = load_manifest(WHOLE.encode(), "pixelgate.toml", KNOWN)
    assert load_manifest(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode(), "pixelgate.toml", KNOWN) == plain


def test_in_pyproject_it_stands_in_the_tool_table() -> None:
    text = '[project]\nname = "x"\n[tool.pixelgate]\nversion = 1\n[[tool.pixelgate.route]]\npath = "/a"\n'
    found = load_manifest((text + 'access = "public"').encode(), "pyproject.toml", KNOWN)
    assert found.routes[0].location == Location("pyproject.toml", 6, 8, 6, 12)
    assert complaints(text + "acces = 1", "sub/pyproject.toml") == (
        Complaint(
            "sub/pyproject.toml",
            5,
            3,
            "route[0]",
            "`[[tool.pixelgate.route]]` has no `access`",
            'add access = "authenticated"',
        ),
        Complaint(
            "sub/pyproject.toml",
            7,
            1,
            "route[0].acces",
            "`[[tool.pixelgate.route]]` has no key `acces`",
            "did you mean `access`?",
        ),
    )
    assert complaints("[project]\n", "pyproject.toml")[0].message == "there is no table `[tool.pixelgate]`"
    assert complaints("tool = 1\n", "pyproject.toml")[0].message == "there is no table `[tool.pixelgate]`"


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "help"),
    [
        ("", 1, 1, "there is no `version`", "begin the file with version = 1"),
        ("version = 2", 1, 11, "expected version 1, found 2", "update pixelgate, or check the number"),
        ("version = 0", 1, 11, "expected version 1, found 0", ""),
        ("version = '1'", 1, 11, "expected version 1, found a text", "write version = 1"),
        ("version = true", 1, 11, "expected version 1, found `true`", "write version = 1"),
        ("version = 1.0", 1, 11, "expected version 1, found a number", "write version = 1"),
        ("version = 1\nversion = 1", 2, 1, "`version` is set twice, first in line 1", ""),
        ("[site]\n[site]", 2, 2, "`site` is set twice, first in line 1", ""),
        ("path = /a # x", 1, 8, "invalid value", 'a text stands in quotes: "/a"'),
        ("a = [\n  django,\n]", 2, 3, "invalid value", 'a text stands in quotes: "django"'),
        ("a = 'x", 1, 7, 'expected "\'"', ""),
        (b"version = 1 # \xff", 1, 15, "a byte that is not UTF-8", ""),
        ("version = 1".encode("utf-16"), 1, 1, "saved as UTF-16, expected UTF-8", ""),
    ],
)
def test_what_is_no_manifest(text: str | bytes, line: int, column: int, message: str, help: str) -> None:  # noqa: A002
    (complaint,) = complaints(text)
    assert (complaint.line, complaint.column, complaint.message, complaint.help) == (line, column, message, help)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[sites]", "2:2 sites: unknown table or key `sites` | did you mean `site`?"),
        ("routes = []", "2:1 routes: unknown table or key `routes` | did you mean `route`?"),
        ("origins = []", "2:1 origins: unknown table or key `origins` | it belongs into `[site]`"),
        ("[route]", "2:2 route: expected a list of tables, found a table | write `[[route]]`"),
        ("route = ['x']", "2:10 route[0]: expected a table, found a text | write `[[route]]`"),
        ("[[site]]", "2:3 site: expected a table, found a list | write `[site]`"),
        ("[site]\nphi = []", "3:1 site.phi: `[site]` has no key `phi` | it belongs into `[[route]]`"),
        (
            "[site]\nzzz = []",
            (
                "3:1 site.zzz: `[site]` has no key `zzz` | expected one of `build`, `containers`, `exclude`, "
                "`framework`, `origins`, `static`, `templates`, `third-party`"
            ),
        ),
        ("[policy]\nfail_on = 'x'", "3:1 policy.fail_on: `[policy]` has no key `fail_on` | did you mean `fail-on`?"),
        ("[policy]\nFail-On = 'x'", "3:1 policy.Fail-On: `[policy]` has no key `Fail-On` | did you mean `fail-on`?"),
    ],
)
def test_unknown_tables_and_keys(text: str, expected: str) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("origins = 'x'", '1:11 origins: expected a list of origins, found a text | write ["x"]'),
        ("origins = [1]", '1:12 origins[0]: expected an origin, found a number | write it in quotes: "1"'),
        ("origins = ['a.org']", '1:12 origins[0]: expected an origin, found `a.org` | write "https://a.org"'),
        ("origins = ['https://a.org/b?c']", '1:26 origins[0]: an origin ends with the host | write "https://a.org"'),
        ("origins = ['ftp://a.org']", "1:12 origins[0]: expected `http` or `https`, found `ftp` | "),
        ("origins = ['https://u@a.org']", "1:12 origins[0]: an origin holds no user name or password | "),
        ("origins = ['https://']", "1:12 origins[0]: expected a host name, found `` | "),
        ("origins = ['https://a b']", "1:12 origins[0]: expected a host name, found `a b` | "),
        (
            "origins = ['https://*.a.org']",
            "1:12 origins[0]: expected an origin, found a wildcard | sub-domains count as first party by themselves",
        ),
        (
            "third-party = ['https://a.org/']",
            '1:16 third-party[0]: expected a host name, found `https://a.org/` | write "a.org"',
        ),
        ("third-party = ['*.a.org']", '1:16 third-party[0]: expected a host name, found a wildcard | write "a.org"'),
        ("templates = [true]", '1:14 templates[0]: expected a folder, found `true` | write it in quotes: "True"'),
        ("templates = ['']", "1:14 templates[0]: expected a path, found an empty text | "),
        (
            "build = ['../dist']",
            "1:11 build[0]: `../dist` may lead outside the repository | write the path without `..`",
        ),
        (
            "build = ['a/../../b']",
            "1:13 build[0]: `a/../../b` may lead outside the repository | write the path without `..`",
        ),
        ("build = ['a..b']", ""),
        ("build = ['a\\b']", '1:12 build[0]: a path is written with `/` | write "a/b"'),
        ('build = ["a\\u0000"]', "1:10 build[0]: a path holds no control characters | "),
        ("build = ['https://a.org/x']", "1:10 build[0]: expected a path in the repository, found a URL | "),
        (
            "exclude = ['.']",
            (
                "1:12 exclude[0]: expected files, found the whole repository | "
                "name a folder or a pattern such as `docs/**`"
            ),
        ),
        ("static = ['a']", '1:10 static: expected a table such as { "/static/" = "assets" }, found a list | '),
        ("static = { static = 'a' }", '1:12 static.static: expected a URL prefix, found `static` | write "/static/"'),
        ("static = { '/s' = 'a', '/s/' = 'b' }", '1:24 static."/s/": `/s/` is set twice here, by two names | '),
        ("static = { '/s' = 1 }", '1:19 static."/s": expected a folder, found a number | write it in quotes: "1"'),
        ("framework = 'djnago'", "1:13 framework: unknown framework `djnago` | did you mean `django`?"),
        ("framework = 'x'", "1:13 framework: unknown framework `x` | expected one of `django`, `next`, `none`"),
        ("framework = 'none'", ""),
        (
            "containers = { x = 'a' }",
            '1:16 containers.x: expected a container ID, found `x` | write it as pages load it: "GTM-XXXX"',
        ),
    ],
)
def test_site(text: str, expected: str) -> None:
    if expected:
        (found,) = complaints(f"version = 1\n[site]\n{text}")
        assert (
            f"{found.line - 2}:{found.column} {found.key.removeprefix('site.')}: {found.message} | {found.help}"
            == expected
        )
    else:
        load_manifest(f"version = 1\n[site]\n{text}".encode(), "pixelgate.toml", KNOWN)


@pytest.mark.parametrize("path", ["/etc", "C:/x", "c:x", "\\\\host\\share", "~/x", "/"])
@pytest.mark.parametrize("key", ["templates", "build", "exclude"])
def test_paths_stay_in_the_repository(key: str, path: str) -> None:
    hint = "write the path from the folder of the manifest, without `/` in front"
    (found,) = told(f"[site]\n{key} = ['{path}']")
    assert found == f"3:{len(key) + 5} site.{key}[0]: `{path}` lies outside the repository | {hint}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "profile = 'hippa'",
            "11 profile: expected one of `hipaa`, `ftc`, `strict`, found `hippa` | did you mean `hipaa`?",
        ),
        ("profile = 1", "11 profile: expected one of `hipaa`, `ftc`, `strict`, found a number | "),
        ("unlisted = 'off'", "12 unlisted: expected one of `error`, `warning`, `public`, found `off` | "),
        ("unproven = 'off'", "12 unproven: expected one of `error`, `warning`, found `off` | "),
        ("fail-on = 'off'", "11 fail-on: expected one of `note`, `warning`, `error`, found `off` | "),
        (
            "second-reading = 'True'",
            "18 second-reading: expected `true` or `false`, found a text | write true without quotes",
        ),
        ("second-reading = 1", "18 second-reading: expected `true` or `false`, found a number | "),
        (
            "rules = { 'tracker-loded' = 'off' }",
            "11 rules.tracker-loded: unknown rule `tracker-loded` | did you mean `tracker-loaded`?",
        ),
        ("rules = { zzz = 'off' }", "11 rules.zzz: unknown rule `zzz` | `pixelgate rules` lists them"),
        (
            "rules = { PG101 = 'fatal' }",
            "19 rules.PG101: expected one of `off`, `note`, `warning`, `error`, found `fatal` | ",
        ),
        (
            "rules = { PG101 = 'off', tracker-loaded = 'off' }",
            "26 rules.tracker-loaded: `tracker-loaded` is set twice here, by two names | ",
        ),
    ],
)
def test_policy(text: str, expected: str) -> None:
    head, _, rest = expected.partition(" ")
    assert told(f"[policy]\n{text}") == [f"3:{head} policy.{rest}"]


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("appointments", "did you mean `appointment`?"),
        ("diagnosis", "`diagnosis` belongs to `condition`"),
        ("Diagnoses", ""),
        ("drugs", "`drugs` belongs to `medication`"),
        ("email", "`email` belongs to `contact`"),
        ("zzz", ""),
    ],
)
def test_categories(word: str, hint: str) -> None:
    (found,) = told(f"[[route]]\npath = '/a'\naccess = 'public'\nphi = ['birth', '{word}']")
    assert found.startswith("5:17 route[0].phi[1]: expected one of `identity`, `contact`, ")
    assert found.endswith(f"`device`, found `{word}` | {hint}")


def test_routes() -> None:
    assert told("""\
[[route]]
access = "private"
phi = "none"
pages = ["../a.html"]
note = 3
[[route]]
path = "/b/{id}"
access = "public"
[[route]]
path = "/\\u00e4{id}?/*/("
access = "public"
""") == [
        '2:3 route[0]: `[[route]]` has no `path` | add path = "/appointments/:id"',
        "3:10 route[0].access: expected one of `public`, `authenticated`, found `private` | ",
        '4:7 route[0].phi: expected a list of categories, found a text | write ["none"]',
        "5:11 route[0].pages[0]: `../a.html` may lead outside the repository | write the path without `..`",
        '6:8 route[0].note: expected a text, found a number | write it in quotes: "3"',
        "8:11 route[1].path: braces name no group here | write `:id` for a part that varies",
        "11:8 route[2].path: the regular expression is empty or not closed | ",
    ]


def test_the_same_route_twice() -> None:
    rows = ["/a/:id", "/b", "/a/:slug/", "/a/:id?", "/b/", "/"]
    text = "".join(f"[[route]]\npath = '{path}'\naccess = 'public'\n" for path in rows)
    hint = "make it one row, with the pages and categories of both"
    assert told(text) == [
        f"9:8 route[2].path: the same route as `/a/:id` in line 3 | {hint}",
        f"15:8 route[4].path: the same route as `/b` in line 6 | {hint}",
    ]


def test_exemptions() -> None:
    hint = "write the path from the folder of the manifest, without `/` in front"
    assert told("""\
[[exempt]]
[[exempt]]
vendor = "Facebook Pixel"
host = "a.org"
routes = []
rules = ["pg101", "tracker-loded"]
reason = " "
baa = "/legal.pdf"
expires = "2027-01-31"
[[exempt]]
vendor = "other:"
routes = ["billing"]
reason = "x"
expires = 2027-01-31T00:00:00
[[exempt]]
vendor = "other:Some Company"
routes = ["/a"]
reason = "x"
expires = 20270131
""") == [
        "2:3 exempt[0]: `[[exempt]]` has no `expires` | add expires = 2027-01-31",
        '2:3 exempt[0]: `[[exempt]]` has no `reason` | add reason = "…"',
        '2:3 exempt[0]: `[[exempt]]` has no `routes` | add routes = ["/billing/*"]',
        '2:3 exempt[0]: `[[exempt]]` has no `vendor` or `host` | add vendor = "…", or host = "…"',
        "4:10 exempt[1].vendor: unknown vendor `Facebook Pixel` | did you mean `meta-pixel`?",
        "5:1 exempt[1].host: expected `vendor` or `host`, found both | write two tables `[[exempt]]`",
        "6:10 exempt[1].routes: expected a list of URL patterns, found an empty list | ",
        "7:19 exempt[1].rules[1]: unknown rule `tracker-loded` | did you mean `tracker-loaded`?",
        "8:10 exempt[1].reason: expected some words, found an empty text | ",
        f"9:7 exempt[1].baa: `/legal.pdf` lies outside the repository | {hint}",
        "10:11 exempt[1].expires: expected a date, found a text | write 2027-01-31 without quotes",
        "12:10 exempt[2].vendor: unknown vendor `other:` | `pixelgate vendors` lists them; a host is named by `host`",
        "13:12 exempt[2].routes[0]: a path begins with `/` | write `/billing`",
        "15:11 exempt[2].expires: expected a date, found a date with a time | write 2027-01-31",
        "20:11 exempt[3].expires: expected a date, found a number | write it as 2027-01-31",
    ]


def test_a_long_broken_file_is_refused_quickly() -> None:
    started = time.process_time()
    complaints("a = [" + "=[" * 100_000)
    complaints("a = 'x'\n" * 20_000)
    assert time.process_time() - started < 60


def test_the_message_counts() -> None:
    for text, message in [("", "pixelgate.toml has a mistake"), ("a=1\nb=1", "pixelgate.toml has 3 mistakes")]:
        with pytest.raises(ManifestError) as caught:
            load_manifest(text.encode(), "pixelgate.toml", KNOWN)
        assert caught.value.message == message


def test_names_in_their_own_script_become_what_a_browser_asks_for() -> None:
    site = load_manifest(
        "version = 1\nsite.origins = ['https://Klinik-M\u00fcnchen.example']".encode(), "x", KNOWN
    ).site
    assert site.origins == ("https://xn--klinik-mnchen-3ob.example",)


VALUES = st.recursive(
    st.sampled_from(["1", "true", "'x'", "2027-01-31", "1.5", "'/a'", "[]", "{}", "'../x'", "'\u00e4'"]),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]")
        | inner.map(lambda item: f"{{ x = {item} }}")
    ),
    max_leaves=4,
)
KEYS = st.sampled_from(["version", "site", "policy", "route", "exempt", "x", "site.origins", "site.static",
    "policy.rules", "policy.second-reading", "site.containers", "site.framework", "policy.profile"])  # fmt: skip
TABLES = st.sampled_from(["[site]", "[policy]", "[[route]]", "[[exempt]]", "[[x]]"])
ENTRIES = st.builds(
    lambda key, value: f"{key} = {value}",
    st.sampled_from(
        ["path", "access", "phi", "pages", "vendor", "host", "routes", "expires", "baa", "origins", "static"]
    ),
    VALUES,
)


@given(
    st.lists(st.builds(lambda key, value: f"{key} = {value}", KEYS, VALUES), max_size=3),
    st.lists(st.tuples(TABLES, st.lists(ENTRIES, max_size=4)), max_size=4),
)
def test_no_manifest_does_more_than_be_complained_about(top: list[str], tables: list[tuple[str, list[str]]]) -> None:
    lines = [*top, *(line for header, entries in tables for line in (header, *entries))]
    text = "\n".join(lines)
    try:
        load_manifest(text.encode(), "pixelgate.toml", KNOWN)
    except ManifestError as error:
        assert error.complaints  # noqa: PT017 - some manifests are right
        for complaint in error.complaints:
            assert 1 <= complaint.line <= len(lines) + 1
            assert complaint.column <= len((lines[complaint.line - 1 :] or [""])[0]) + 2
