"""The schema of a vendor file (``data/<slug>.toml``): one tracking technology, described as data.

TOML keys are the field names with ``-`` for ``_``. Patterns of calls are written in the vendor's own language, with
``$`` names for what is to be captured; their grammar is in :mod:`pixelgate.vendors.patterns`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec

PHI = frozenset(
    {
        "identity", "contact", "birth", "appointment", "provider", "condition", "medication", "result", "insurance",
        "payment", "message", "proxy", "navigation", "device",
    }
)  # fmt: skip
"""The categories of ``phi`` that a route may bear and data may fall into (the manifest's own list)."""

MEANINGS = frozenset({"id", "event", "parameters", "user-data", "page-url", "page-title", "referrer"})
"""What a key in the query of a beacon can mean."""


class Category(StrEnum):
    ADVERTISING = "advertising"
    ANALYTICS = "analytics"
    PRODUCT_ANALYTICS = "product-analytics"
    SESSION_REPLAY = "session-replay"
    TAG_MANAGER = "tag-manager"
    CUSTOMER_DATA_PLATFORM = "customer-data-platform"
    MARKETING_AUTOMATION = "marketing-automation"
    TESTING = "ab-testing"
    CALL_TRACKING = "call-tracking"
    CHAT = "chat"
    MONITORING = "monitoring"
    EMBED = "third-party-embed"


class Baa(StrEnum):
    """Whether the vendor publicly offers a business associate agreement (45 CFR 164.504(e))."""

    NONE = "none"
    OFFERED = "offered"
    ON_REQUEST = "on-request"
    UNKNOWN = "unknown"


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A TOML table: unknown keys are errors."""


class Loader(_Table, frozen=True):
    """A script URL that brings the vendor: ``host/path?key={id}``; grammar in :mod:`pixelgate.vendors.urls`.

    ``starts``: with the ID in the URL it runs, no call has to start it.
    """

    url: str
    starts: bool = False
    source: str = ""


class Beacon(_Table, frozen=True):
    """An endpoint that receives data. ``query``: meaning -> the query keys that have it (``ev``, ``cd[*]``, ``a|b``).

    Meanings: ``id``, ``event``, ``parameters``, ``user-data``, ``page-url``, ``page-title``, ``referrer``.
    """

    url: str
    query: dict[str, str] = {}
    source: str = ""


class Frame(_Table, frozen=True):
    """An iframe URL of the vendor."""

    url: str
    source: str = ""


class Rename(_Table, frozen=True):
    """How a page renames a global: a pattern that captures ``$name``, and the global that is renamed."""

    pattern: str
    of: str


class CallPattern(_Table, frozen=True):
    """One form of call or assignment and what it means.

    ``event`` names the event when the pattern captures none; ``{event}`` in it stands for what it captures.
    ``vendor``: whose call of a shared tag it is, where the ID is not known.
    """

    pattern: str
    kind: Literal["init", "event", "user-data", "config", "loader", "import", "beacon"]
    event: str = ""
    vendor: str = ""
    source: str = ""


class Stub(_Table, frozen=True):
    """The queue stub of a loader: a function assigned to ``global`` whose code mentions all ``marks``."""

    marks: list[str]
    global_: str = msgspec.field(name="global")


class Automatic(_Table, frozen=True):
    """Something the vendor collects without any event call. ``data`` are ``phi`` categories it may hold.

    ``verified``: its source says so; else it is what vendors of its kind do, and the source only that it is there.
    """

    key: str
    collects: str
    data: list[str]
    on: Literal["load", "navigation", "click", "input", "submit", "always"] = "load"
    source: str = ""
    verified: bool = True


class Option(_Table, frozen=True):
    """A setting in code that changes automatic collection or masking.

    ``stops`` and ``starts`` are keys of ``automatic``. ``before_init``: has effect only ahead of the ID's init.
    """

    name: str
    pattern: str
    stops: list[str] = []
    starts: list[str] = []
    before_init: bool = False
    source: str = ""


class Component(_Table, frozen=True):
    """A component of a package that emits the vendor; ``attributes`` map meaning (``id``, ``event``) to attribute."""

    name: str
    kind: Literal["loader", "init", "event", "emitter"] = "loader"
    attributes: dict[str, str] = {}


class Package(_Table, frozen=True):
    """A package that wraps the vendor. Paths in its calls start at an export: ``default.init($id, $user, $options)``.

    ``import_only``: importing it has no effect by itself (a hook or a type), so the import is no sighting. A key of
    ``config_keys`` with the meaning ``runtime`` counts even where it is empty: the environment fills it in.
    """

    name: str
    registry: Literal["npm", "pypi", "gem", "composer", "nuget", "maven", "hex"] = "npm"
    call: list[CallPattern] = []
    component: list[Component] = []
    config_keys: dict[str, str] = {}  # key path in a framework configuration -> meaning: "gtag.id" = "id"
    import_only: bool = False
    source: str = ""


class InBundle(_Table, frozen=True):
    """How a package is known inside a bundle: by strings of its code that minifiers keep.

    No other code has the first of them. Where nothing else sets the package's code apart, it reaches from that one of
    them that comes first in the text to the last.
    ``method`` shows an object to be the package's where an ID of the vendor is handed to it (``init``).
    """

    package: str
    marks: list[str]
    method: str = ""


class Emitter(_Table, frozen=True):
    """A template tag, helper, setting or plugin that puts the vendor into a page without showing its code.

    One of ``tag`` (a template statement's word), ``element`` (a component's name), ``setting`` (a key in settings or
    configuration, its value the ID), ``plugin`` (a string that code names it by: a module of AngularJS, a file; it may
    hold ``*``). ``framework`` names what provides it (``django-analytical``). ``tags``: the template tags that put a
    setting's vendor into the page; some put in whatever is set (``analytical_head_top``). ``sends_identity``: the tag
    also sends who is logged in.
    """

    framework: str
    tag: str = ""
    plugin: str = ""
    element: str = ""
    setting: str = ""
    tags: list[str] = []
    sends_identity: bool = False
    source: str = ""


class Trigger(_Table, frozen=True):
    """An attribute by which an element sends an event when it is used: ``analytics-on``, ``data-umami-event="Lead"``.

    ``event``: the attribute that holds the event's name, where that is another. ``parameters``: what the attributes
    begin with that hold the event's parameters (``analytics-``).
    """

    attribute: str
    event: str = ""
    parameters: str = ""
    source: str = ""


class ContainerTag(_Table, frozen=True):
    """How tag managers call the vendor's tags: their type codes, and the settings that hold ID and event.

    ``manager``: ``gtm``, ``gtm-server``, ``gtm-app``, ``launch``, ``tealium``, ``matomo``, ``zaraz``, ``segment``;
    ``amp`` for AMP's elements. Of several settings joined by ``|``, the first that is there counts.
    """

    manager: str
    types: list[str]
    id: str = ""
    event: str = ""
    source: str = ""


class ScriptAttribute(_Table, frozen=True):
    """An attribute by which the vendor's script is told its ID: ``data-website-id``.

    ``tells``: what it says of a script at an address that names nobody. ``nothing``; that it is the vendor's, on a
    ``script`` element; or ``anywhere``, for no other code has a word like it.
    """

    name: str
    tells: Literal["nothing", "script", "anywhere"] = "nothing"
    source: str = ""


class Server(_Table, frozen=True):
    """A conversions API: its endpoint or SDK package, and the names its user data has.

    ``event``: the key of an event's name, wherever in what is sent; of several joined by ``|``, the first found.
    ``imports``: the modules of the package as code names them, where they are called otherwise than the package.
    ``common``: so are modules of many projects: it counts where it is imported as a whole, or its class ``Client``.
    """

    url: str = ""
    package: str = ""
    registry: str = ""
    event: str = ""
    imports: list[str] = []
    user_data: list[str] = []
    source: str = ""
    common: bool = False


class Events(_Table, frozen=True):
    """Standard events, and those of them that say something about care when sent from a health page."""

    standard: list[str] = []
    health: list[str] = []
    automatic: list[str] = []


class Id(_Table, frozen=True):
    """What an ID looks like (a regular expression for the whole of it), and which prefix names another vendor.

    ``anywhere``: the form of IDs that are known as such in any string of code. It begins with plain text: ``GTM-``.
    """

    format: str = ""
    example: str = ""
    anywhere: str = ""
    vendors: dict[str, str] = {}


class Vendor(_Table, frozen=True):
    """One tracking technology; ``slug`` is the file's name and is filled in on loading."""

    name: str
    company: str
    category: Category
    about: str  # one sentence: what it does to a visitor
    slug: str = ""
    priority: int = 9
    aliases: list[str] = []
    entity: str = ""  # its name in the third-party-web data
    baa: Baa = Baa.UNKNOWN
    baa_note: str = ""
    baa_source: str = ""
    sends_page_url: bool = True
    opaque: bool = False  # what it loads is decided elsewhere: tag managers, CDPs
    globals: list[str] = []
    # Common words: they mean this vendor where a pattern demands a literal, or beside other evidence in the same file.
    ambiguous: list[str] = []
    common: list[str] = []  # globals that other code uses as words: a file is read for them where a pattern uses one
    modules: list[str] = []
    hosts: list[str] = []  # further hosts of the vendor, with sub-domains: any request there is its beacon
    body: list[str] = []  # texts that only the vendor's own script holds: a self-hosted copy shows all of them
    id: Id = Id()
    loader: list[Loader] = []
    beacon: list[Beacon] = []
    iframe: list[Frame] = []
    rename: list[Rename] = []
    stub: list[Stub] = []
    call: list[CallPattern] = []
    events: Events = Events()
    user_data: dict[str, str] = {}  # key -> phi category
    automatic: list[Automatic] = []
    option: list[Option] = []
    package: list[Package] = []
    bundled: list[InBundle] = []
    emitter: list[Emitter] = []
    trigger: list[Trigger] = []
    attribute: list[ScriptAttribute] = []
    container: list[ContainerTag] = []
    manages: list[str] = []  # the formats of containers that it loads, by the names of ``container.manager``
    server: list[Server] = []
    relay: list[str] = []  # addresses of a site's own whose code passes on to the vendor what pages send there
    sources: list[str] = []
    cloak: str = ""  # its name in the list of hosts that hide a tracker below a site's own domain
