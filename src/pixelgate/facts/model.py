"""The narrow waist: what one file says, in terms of trackers and references. Knows no route and no other file."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from pixelgate.parse.containers.model import Firing, Trigger
from pixelgate.parse.modules import Exports, Passed
from pixelgate.parse.outline import Outline
from pixelgate.source import Location, Span


class SightingKind(StrEnum):
    LOADER = "loader"
    INIT = "init"
    EVENT = "event"
    USER_DATA = "user-data"
    CONFIG = "config"
    BEACON = "beacon"
    IFRAME = "iframe"
    IMPORT = "import"
    EMITTER = "emitter"
    CONTAINER = "container"
    HINT = "hint"
    POLICY = "policy"
    CONVERSION = "conversion"  # code of a server tells the vendor
    RELAY = "relay"  # the page sends to an address of the site's own whose code passes it on to the vendor


class Confidence(StrEnum):
    """How a fact was read: literal, folded or by an alias, guessed from a name."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Hop(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A place on the way of a value to a call, and the expression that holds it there.

    ``location`` is told where the sighting is; until then only ``span``, in the file's offsets, is known.
    """

    text: str
    span: Span
    location: Location | None = None


class Origin(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One place that a value comes from, and its way from there to the call.

    ``source`` is one of :class:`Parameter`'s, or ``global`` (a member of a global that a tag reads). ``field`` is how
    the code names a form field: ``#id`` or its name; of ``layer`` and ``global``, the key. The first of ``hops`` is
    where the value is read, with the expression that all names on the way stand for; the last is in the call.
    ``changed`` is ``hashed`` or ``encoded``, which hides nothing. ``parameter``, until the file's markup is asked who
    calls the function: ``send:0.email``, what is taken from which parameter.
    """

    source: str
    hops: tuple[Hop, ...]
    field: str = ""
    changed: str = ""
    parameter: str = ""

    @property
    def expression(self) -> str:
        return self.hops[0].text


class Parameter(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One parameter of an event, init or user-data call.

    ``value`` is the known text, else ``None``. ``source`` says where the value comes from: ``literal``, ``folded``,
    ``template`` (a template expression), ``form-field``, ``url``, ``title``, ``storage``, ``cookie``, ``response``
    (of a request), ``element`` (text read from the page), ``clicked`` (the text of what is clicked), ``layer`` (a tag
    reads it from the data layer), ``plan`` (a tracking plan names it), ``variable``, ``object``, ``array``.
    ``expression`` is the code or template expression. ``category`` is the ``phi`` category that name or value fall
    into, else ``None``, and ``confidence`` how surely; ``children`` are nested. ``origins`` are all places that a value
    comes from which only the run time knows, the most telling first.
    """

    name: str
    value: str | None = None
    source: str = "literal"
    category: str | None = None
    expression: str = ""
    children: tuple[Parameter, ...] = ()
    confidence: Confidence = Confidence.HIGH
    origins: tuple[Origin, ...] = ()


class Sighting(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One occurrence of a vendor in a file.

    ``vendor`` is a slug, or ``other:<entity>`` for a host that only the third-party-web data knows. ``id``: pixel or
    container ID; the expression's text in braces when it is not known (``{FB_PIXEL_ID}``). ``url``: what is loaded or
    requested, with ``{}`` for unknown parts. ``active`` is false for what is commented out or in a document that no
    browser loads. ``gated``: loads after consent only. ``internal``: inside an SDK's or wrapper library's own code.
    ``regions`` are the names of the template regions around it, outermost first. ``order`` is its offset in the file.
    ``relayed``: the call inside a wrapper whose calls are sightings themselves, with ``via`` naming this one.
    ``tags``: of a setting, the template tags through which it comes out; of such a tag, its own name, with ``via``
    naming the setting. ``referrer``: the referrer policy that the element or request itself has.
    """

    vendor: str
    kind: SightingKind
    location: Location
    id: str = ""
    event: str = ""
    parameters: tuple[Parameter, ...] = ()
    url: str = ""
    confidence: Confidence = Confidence.HIGH
    active: bool = True
    gated: bool = False
    internal: bool = False
    via: Location | None = None
    regions: tuple[str, ...] = ()
    order: int = 0
    relayed: bool = False
    tags: tuple[str, ...] = ()
    referrer: str = ""


class Emission(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A template tag that puts into the page whatever the settings of its framework switch on."""

    tag: str
    location: Location
    regions: tuple[str, ...] = ()
    active: bool = True


class Reference(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A file's pointer to another.

    ``kind``: extends, include, part (fetched into the page), import (macros), script, module, require, dynamic-import,
    worker, iframe, asset, link.
    ``space`` says what the names are: ``template`` (a template name), ``static`` (a path for the asset finder),
    ``url`` (as a browser resolves it), ``module`` (an ECMAScript specifier), ``file`` (relative to this file),
    ``chunk`` (a chunk of the same bundle, ``family:id``), ``entry`` (what a manifest of assets lists, ``encore:app``).
    ``names``: literal alternatives; with ``first`` the first that exists is meant, else any may be. ``computed``: there
    may be names beside these that static reading cannot know; ``expression`` shows how they are made.
    """

    kind: str
    space: str
    names: tuple[str, ...]
    location: Location
    first: bool = True
    computed: bool = False
    optional: bool = False
    expression: str = ""
    regions: tuple[str, ...] = ()
    active: bool = True
    sure: bool = True  # false when only a lexical scan saw it: unresolved, it is read again with the parser
    implied: bool = False  # nothing in the file says it: the engine looks for a layout by itself
    part: str = ""  # the region of the other file that alone is meant; all of it where it has none so named


class Chunk(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What a file says of a chunk of its bundle: that it is this chunk, or which file name and public path it has.

    ``family`` tells bundles apart. Without an ``id``, ``{}`` stands for it in ``name``. ``shared``: a regular
    expression of the IDs that have no file: their modules come from whoever loads the bundle.
    """

    family: str
    id: str
    name: str = ""
    public: str = ""
    shared: str = ""


class Bundled(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A package of a vendor whose code stands in this file, and the bundle's module (``bundle:665``) that holds it."""

    package: str
    module: str = ""


class Link(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What another file makes of a module that this one asks for: it holds a package of a vendor."""

    module: str
    package: str


class Connection(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An address outside the page: ``host`` (lower-case, no port), whole ``url``, and how the page uses it.

    ``kind``: script, frame, image, style, font, media, form, connect, object, hint, ahead (a page to come), visit (the
    browser goes there), link (a visitor may go there, and the address tells of the visitor).
    ``referrer``: the referrer policy that its element has itself.
    """

    host: str
    url: str
    kind: str
    location: Location
    regions: tuple[str, ...] = ()
    active: bool = True
    referrer: str = ""


class FormField(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A control that a visitor fills in. ``label`` is the text of its label; ``category`` a ``phi`` category or empty.

    ``type`` is the input type, ``textarea``, ``select``, ``button``, or ``link`` (an item of a menu). ``model`` is the
    variable that a framework keeps its value in. ``sent``: the form puts its value into the address of the next page.
    ``classes`` as written; ``href`` of a link; ``form``: the ID of the form around it.
    """

    name: str
    type: str
    location: Location
    id: str = ""
    label: str = ""
    placeholder: str = ""
    autocomplete: str = ""
    category: str = ""
    regions: tuple[str, ...] = ()
    model: str = ""
    sent: bool = False
    classes: str = ""
    href: str = ""
    form: str = ""


class Region(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A block of this template: its name, the names of the blocks around it, whether it renders the parent's too."""

    name: str
    around: tuple[str, ...]
    parent: bool
    location: Location
    kind: str = "block"


class Scope(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The paths that a header is sent with.

    ``kind``: ``all``, ``exact``, ``prefix``, ``regex`` (found anywhere in the path unless it is anchored), ``pattern``
    (URLPattern pathname). Of scopes of one ``group``, the first that takes a path in decides; without, each counts.
    """

    kind: str = "all"
    text: str = ""
    group: str = ""


class Mention(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A word of a page that names a ``phi`` category; ``kind``: expression, title; ``text`` is what it says."""

    category: str
    kind: str
    text: str
    location: Location
    regions: tuple[str, ...] = ()


CONTENT, REFERRER, PERMISSIONS = "content-security-policy", "referrer-policy", "permissions-policy"
"""The headers that tell a browser what a page may load, tell others, and let others do."""


class Policy(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A policy that a page's browser obeys, by the name of its header: its text and place.

    One in a ``<meta>`` belongs to the document; one in a header has a ``scope`` (and no text where a path is left
    without one on purpose).
    """

    text: str
    location: Location
    regions: tuple[str, ...] = ()
    scope: Scope | None = None
    header: str = CONTENT


class Inline(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Code or style in the page itself. ``kind``: script, style, handler, style-attribute.

    ``digest`` is the SHA-256 of its text in base64, as a Content Security Policy takes it; empty when a template makes
    the text, or where hashes do not serve.
    """

    kind: str
    digest: str
    location: Location
    regions: tuple[str, ...] = ()


class Suppression(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """``pixelgate: ignore[rule, …] -- reason`` in a comment. It covers its own line and the next."""

    rules: tuple[str, ...]
    reason: str
    location: Location


class Problem(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Something that could not be read or resolved.

    ``kind``: ``unparsable-file`` | ``unresolved-reference`` | ``dynamic-loader`` | ``bad-suppression``
    | ``damaged-source-map`` | ``unread-language``.
    """

    kind: str
    message: str
    location: Location
    regions: tuple[str, ...] = ()


class Origins(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where places in built scripts were written, and which scripts' maps do not tell.

    ``silenced`` are the suppressions in sources that are embedded in maps and not in the tree, by path.
    """

    places: dict[Location, Location] = {}
    silenced: dict[str, tuple[Suppression, ...]] = {}
    problems: tuple[Problem, ...] = ()


class Tagged(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A tag of a container: what fires it, and whom it brings (``sightings``, which are among those of the file).

    ``events`` are those that it pushes, ``pushes`` says that there may be others.
    """

    name: str
    type: str
    location: Location
    firing: tuple[Firing, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    events: tuple[str, ...] = ()
    pushes: bool = False
    paused: bool = False


class Container(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A tag manager's container as this file shows it.

    ``vendor`` is the manager, ``hears`` are the vendors whose events it takes for its own. ``unread`` says what it
    holds beside its tags, and what that is nobody knows. ``injected``: the host puts it into every page.
    ``part``: another file says what fires its tags. ``serves``: of a container on a server, the IDs of those that it
    hands to pages.
    """

    manager: str
    vendor: str
    id: str
    version: int
    location: Location
    tags: tuple[Tagged, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    unread: tuple[str, ...] = ()
    hears: tuple[str, ...] = ()
    injected: bool = False
    part: bool = False
    serves: tuple[str, ...] = ()


class Forward(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An address of the site's own that a configuration passes on, and where: what is told whom stands there, too."""

    path: str
    location: Location


class Plan(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An event of a tracking plan: the vendor that it is told, and the dotted names of what it carries."""

    vendor: str
    event: str
    names: tuple[str, ...]
    location: Location


class FileFacts(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """All that one file says. A pure function of its bytes, its path and the knowledge base."""

    path: str
    dialect: str = ""
    references: tuple[Reference, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    connections: tuple[Connection, ...] = ()
    fields: tuple[FormField, ...] = ()
    regions: tuple[Region, ...] = ()
    policies: tuple[Policy, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    problems: tuple[Problem, ...] = ()
    page: bool = False  # a whole document (<html>, <!doctype>): something a browser can be sent to
    title: str = ""
    documentation: bool = False  # docs, tests, stories: nothing in it is active
    packages: tuple[str, ...] = ()  # bare module names that this package.json, lock or import map declares
    aliases: tuple[tuple[str, str], ...] = ()  # module prefixes and what they stand for (tsconfig paths, import maps)
    exports: Exports = Exports()  # what its scripts offer to others that import them
    passed: tuple[Passed, ...] = ()  # functions around vendors that it hands to imported ones
    wanted: tuple[tuple[str, str], ...] = ()  # imports, specifier and export, that would tell more of its trackers
    chunks: tuple[Chunk, ...] = ()  # of a bundle: those that this file is, or that its runtime names
    bundled: tuple[Bundled, ...] = ()  # packages of vendors whose code stands in this file
    inlines: tuple[Inline, ...] = ()
    outline: Outline | None = None  # of program code that may declare routes, render pages or ask for a login
    emissions: tuple[Emission, ...] = ()
    mentions: tuple[Mention, ...] = ()
    containers: tuple[Container, ...] = ()
    entries: tuple[tuple[str, str], ...] = ()  # scripts by the names that templates give them, in a manifest of assets
    plans: tuple[Plan, ...] = ()  # what a tracking plan says that events carry
    forwards: tuple[Forward, ...] = ()  # addresses of the site's own that a configuration passes on to vendors
    shows: bool = False  # a page or a part of one: its markup holds what visitors see
    asks: tuple[str, ...] = ()  # modules that a chunk of Next may ask for, whichever chunk holds them
