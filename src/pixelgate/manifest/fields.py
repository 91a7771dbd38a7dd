"""Every key of a manifest: the one list that the loader, the complaints and the JSON Schema are made from."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

import msgspec

from pixelgate.manifest import texts
from pixelgate.manifest.categories import PHI, category_of
from pixelgate.manifest.kinds import Choice, Day, Flag, Kind, Many, Pairs, Schema, Text, Version
from pixelgate.manifest.known import Known
from pixelgate.manifest.model import Access, Level, Phi, Policy, Profile, Relaxed

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Field(msgspec.Struct, Generic[T_co], frozen=True):
    """One key: its kind, what it means, and its value when it is left out (or was complained about).

    ``example`` is how a manifest might write a required key.
    """

    name: str
    kind: Kind[T_co]
    about: str
    default: T_co
    required: bool = False
    example: str = ""


AnyField: TypeAlias = "Field[object]"


class Section(msgspec.Struct, frozen=True):
    """One table: what it is for and which keys it has. ``either``: exactly one of these must be set."""

    title: str
    about: str
    fields: tuple[AnyField, ...]
    either: tuple[str, ...] = ()
    repeated: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


class Unlisted(StrEnum):
    """What a page is that no route claims."""

    ERROR = "error"
    WARNING = "warning"
    PUBLIC = "public"


def _pattern(regex: str) -> Schema:
    return {"pattern": regex}


def _named(*names: str, also: str = "") -> Schema:
    """Offer names to an editor; ``also`` is a pattern for names that cannot be listed."""
    if not names:
        return {}
    listed: Schema = {"enum": sorted(names)}
    return {"anyOf": [listed, _pattern(also)]} if also else listed


def _rules(known: Known) -> Schema:
    return _named(*known.rules, *known.rules.values())


_ORIGIN = Text("an origin", texts.origin, lambda _: _pattern(r"^[hH][tT][tT][pP][sS]?://[^/?#@*\s]+/?$"))
_HOST = Text("a host name", texts.host, lambda _: _pattern(r"^[^/:*\s]+$"))
_INSIDE = r"^(?!/|~/|[A-Za-z]:|(.*/)?\.\.(/|$))[^\\]+$"
_FOLDER = Text("a folder", texts.folder, lambda _: _pattern(_INSIDE))
_FILES = Text("a path or pattern of files", texts.files, lambda _: _pattern(_INSIDE))
_ROUTE = Text("a URL pattern", texts.route, lambda _: _pattern(r"^\{?/"))
_RULE = Text("a rule", texts.rule, _rules)
_WORDS = Text("some words", texts.words, lambda _: _pattern(r"\S"))
_LEVEL = Choice(Level)

VERSION = Field("version", Version(1), "Version of this format.", 1, required=True)

ORIGINS: Field[tuple[str, ...]] = Field(
    "origins",
    Many("a list of origins", _ORIGIN),
    "Origins of the site, such as https://www.example-health.org. Their registrable domains and sub-domains are first "
    "party.",
    (),
)
THIRD_PARTY: Field[tuple[str, ...]] = Field(
    "third-party", Many("a list of host names", _HOST), "Hosts below the own domains that others run.", ()
)
TEMPLATES: Field[tuple[str, ...]] = Field(
    "templates",
    Many("a list of folders", _FOLDER),
    "Template roots in look-up order. Default: found by the framework.",
    (),
)
STATIC: Field[tuple[tuple[str, str], ...]] = Field(
    "static",
    Pairs(
        'a table such as { "/static/" = "assets" }',
        Text("a URL prefix", texts.prefix, lambda _: _pattern("^(/|https?://)")),
        _FOLDER,
    ),
    "URL prefix of static files -> the folder they lie in.",
    (),
)
BUILD: Field[tuple[str, ...]] = Field(
    "build", Many("a list of folders", _FOLDER), "Folders of built output, scanned although git ignores them.", ()
)
EXCLUDE: Field[tuple[str, ...]] = Field(
    "exclude",
    Many("a list of file patterns", _FILES),
    "Files that are not scanned. `*` stays within a folder, `**` crosses folders.",
    (),
)
FRAMEWORK: Field[str] = Field(
    "framework",
    Text("a framework", texts.framework, lambda known: _named(*known.framework_names)),
    'Framework of the site. Default: detected; "none" switches it off.',
    "",
)
CONTAINERS: Field[tuple[tuple[str, str], ...]] = Field(
    "containers",
    Pairs(
        'a table such as { "GTM-XXXX" = "gtm/export.json" }',
        Text("a container ID", texts.container, lambda _: _pattern(r"^[\w.-]{4,64}$")),
        _FILES,
    ),
    "ID by which pages load a tag manager's container -> its export. Default: found by content.",
    (),
)

PROFILE = Field("profile", Choice(Profile), "Preset of the rule severities.", Profile.HIPAA)
UNLISTED = Field("unlisted", Choice(Unlisted), "What a page is that no route claims.", Unlisted.ERROR)
UNPROVEN = Field(
    "unproven",
    Choice(Level, (Level.ERROR, Level.WARNING)),
    "A guarded route with a part that could not be resolved or read.",
    Level.ERROR,
)
FAIL_ON = Field(
    "fail-on",
    Choice(Level, (Level.NOTE, Level.WARNING, Level.ERROR)),
    "The lowest severity that fails the build.",
    Level.ERROR,
)
SECOND_READING = Field(
    "second-reading", Flag(), "Read the files of guarded routes with independent parsers too.", default=False
)
INLINE_SUPPRESSIONS = Field(
    "inline-suppressions", Flag(), "Let suppressing comments count on guarded routes.", default=False
)
RELAXATIONS = Field(
    "relaxations",
    Choice(Relaxed),
    "What a change is that lets more through, with `check --base`: nothing, a warning, or an error unless approved.",
    Relaxed.REPORT,
)
RULES: Field[tuple[tuple[str, Level], ...]] = Field(
    "rules",
    Pairs('a table such as { "tracker-hint" = "off" }', _RULE, _LEVEL),
    "Rule (name or code) -> severity, or off.",
    Policy().rules,
)

PATH: Field[str] = Field(
    "path",
    _ROUTE,
    "URLPattern pathname: named groups, *, {…}?",
    "",
    required=True,
    example='path = "/appointments/:id"',
)
ACCESS = Field(
    "access",
    Choice(Access),
    "Who may see the page.",
    Access.AUTHENTICATED,
    required=True,
    example='access = "authenticated"',
)
BEARS: Field[tuple[Phi, ...]] = Field(
    "phi",
    Many("a list of categories", Choice(Phi, help=category_of)),
    "What the page bears. Default: nothing. " + "; ".join(f"{phi}: {about}" for phi, about in PHI.items()),
    (),
)
PAGES: Field[tuple[str, ...]] = Field(
    "pages",
    Many("a list of files", _FILES),
    "Files that render the route. Default: what the framework says. `*` stays within a folder, `**` crosses folders.",
    (),
)
NOTE: Field[str] = Field("note", Text("a text", texts.note), "A remark for readers.", "")

VENDOR: Field[str] = Field(
    "vendor",
    Text("a vendor", texts.vendor, lambda known: _named(*known.vendors, also="^other:.*\\S")),
    "The vendor that is permitted: its slug, or other:<company>.",
    "",
)
HOST: Field[str] = Field("host", _HOST, "The host that is permitted, instead of a vendor.", "")
WHERE: Field[tuple[str, ...]] = Field(
    "routes",
    Many("a list of URL patterns", _ROUTE, 1),
    "URL patterns of the routes it holds for.",
    (),
    required=True,
    example='routes = ["/billing/*"]',
)
WHAT: Field[tuple[str, ...]] = Field(
    "rules", Many("a list of rules", _RULE), "Rules it holds for. Default: every rule about the vendor.", ()
)
EVENTS: Field[tuple[str, ...]] = Field(
    "events", Many("a list of event names", _WORDS), "Events it holds for. Default: any.", ()
)
REASON: Field[str] = Field("reason", _WORDS, "Why it is permitted.", "", required=True, example='reason = "…"')
BAA: Field[str] = Field(
    "baa",
    Text("a file or URL", texts.agreement, lambda _: {"anyOf": [_pattern("^https?://"), _pattern(_INSIDE)]}),
    "The business associate agreement. Without it, the exemption has no effect on routes that bear PHI.",
    "",
)
EXPIRES = Field(
    "expires",
    Day(),
    "Last day it holds. An expired exemption is an error.",
    dt.date.max,
    required=True,
    example="expires = 2027-01-31",
)

SITE = Section(
    "site",
    "Where the site lives.",
    (ORIGINS, THIRD_PARTY, TEMPLATES, STATIC, BUILD, EXCLUDE, FRAMEWORK, CONTAINERS),
)
POLICY = Section(
    "policy",
    "How strictly it is judged.",
    (PROFILE, UNLISTED, UNPROVEN, FAIL_ON, SECOND_READING, INLINE_SUPPRESSIONS, RELAXATIONS, RULES),
)
ROUTE = Section("route", "One route of the site.", (PATH, ACCESS, BEARS, PAGES, NOTE), repeated=True)
EXEMPT = Section(
    "exempt",
    "A dated, reasoned permission.",
    (VENDOR, HOST, WHERE, WHAT, EVENTS, REASON, BAA, EXPIRES),
    either=("vendor", "host"),
    repeated=True,
)
SECTIONS = (SITE, POLICY, ROUTE, EXEMPT)
