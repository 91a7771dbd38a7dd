"""The parsed form of one file: elements, scripts, directives, regions, comments. Knows no vendor and no route.

Every ``Span`` in a document holds offsets of the file's own text, also inside decoded or nested code.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

import msgspec

from pixelgate.parse.modules import Exports, Given, Passed
from pixelgate.parse.values import Hole, Value
from pixelgate.source import Location, Span


class State(StrEnum):
    """Whether a browser acts on a piece of a document."""

    ACTIVE = "active"
    GATED = "gated"  # type="text/plain", data-src, Partytown: runs after consent or in a worker; gated is not absent
    INACTIVE = "inactive"  # commented out, dead branch, <template> that nothing clones


class Attribute(msgspec.Struct, frozen=True):
    """An attribute: lower-case name, value (``None`` when it has none), span of name and value, span of the value."""

    name: str
    value: Value | None
    span: Span
    value_span: Span


class Element(msgspec.Struct, frozen=True):
    """An element of markup, of JSX, or one that code creates (``document.createElement``).

    ``tag`` is lower-case for HTML; components keep their case (``GoogleAnalytics``). ``origin`` is ``markup``, ``jsx``,
    ``script`` (created by code) or ``text`` (markup inside a string that code writes into the page).
    ``binding`` is the module and export of a component (``@next/third-parties/google#GoogleAnalytics``), else empty.
    ``text`` and ``content`` (its place) are what stands between the tags of a label, button, title or data script.
    """

    tag: str
    attributes: tuple[Attribute, ...]
    span: Span
    state: State = State.ACTIVE
    origin: str = "markup"
    text: str = ""
    binding: str = ""
    content: Span | None = None

    def attribute(self, name: str) -> Attribute | None:
        """Return the first attribute of a name, as HTML does with duplicates."""
        for attribute in self.attributes:  # a loop takes a third of a generator's time, and runs for every fact
            if attribute.name == name:
                return attribute
        return None


class Call(msgspec.Struct, frozen=True):
    """A call, or a construction with ``new``, of a name the caller asked for.

    ``callee`` is the canonical global path: ``fbq``, ``ttq.track``, ``dataLayer.push``, ``window.`` and its kin,
    casts, optional chaining, ``(0, x)``, ``call``/``apply``/``bind``, aliases and destructuring already removed. For a
    name imported from a module it is ``module#export.path`` (``react-facebook-pixel#default.init``).
    ``span`` is the whole call expression. ``via`` is the span of the call of the vendor inside a local wrapper, when
    this call reaches it only through that wrapper; its arguments are then already substituted. It is a ``Location``
    when the wrapper is another file's.
    """

    callee: str
    arguments: tuple[Value, ...]
    span: Span
    constructed: bool = False
    state: State = State.ACTIVE
    aliased: bool = False
    via: Span | Location | None = None
    spread: bool = False  # fbq.apply(null, args): the arguments are one array that is not known
    injected: bool = False  # the name is a parameter of a function: ``function ($analytics) {…}``


class Assignment(msgspec.Struct, frozen=True):
    """A write to a global path: ``window._fbq = …``, ``_linkedin_partner_id = "1"``, ``var adroll_adv_id = …``."""

    target: str
    value: Value
    span: Span
    state: State = State.ACTIVE


class Use(StrEnum):
    """What the code does with a string."""

    LOAD = "load"  # becomes the URL of a script: .src = …, setAttribute("src"), import(), importScripts, getScript
    REQUEST = "request"  # fetch, XMLHttpRequest.open, sendBeacon, axios, new Image().src
    FRAME = "frame"  # the src of an iframe
    HINT = "hint"  # the href of a <link rel=preconnect …> made by code
    MARKUP = "markup"  # written into the page as HTML (innerHTML, document.write, dangerouslySetInnerHTML)
    CODE = "code"  # run as code (eval, new Function, script.text/innerHTML, Script children)
    CONFIG = "config"  # the value of a property named src, href, url, scriptUrl … in an object literal
    STYLE = "style"  # style sheet text, whose addresses are requests: style.backgroundImage, insertRule, cssText
    VISIT = "visit"  # the browser is sent there: location.href, window.open
    COMPARE = "compare"  # compared, matched, searched for, or part of a selector: not a load
    DATA = "data"  # anything else: lists of hosts, messages, documentation


class Literal(msgspec.Struct, frozen=True):
    """A string expression, folded whole, in which one of the asked-for texts occurs, and what is done with it."""

    value: Value  # Constant or Text
    use: Use
    span: Span
    state: State = State.ACTIVE
    key: str = ""  # the property it is the value of, for CONFIG
    beside: tuple[Value, ...] = ()  # the arguments that follow it, where it is the first argument of a call


class ImportKind(StrEnum):
    STATIC = "import"
    DYNAMIC = "dynamic-import"
    REQUIRE = "require"
    EXPORT = "re-export"
    WORKER = "worker"
    SCRIPT = "script-load"  # a script element or importScripts made by code
    CHUNK = "chunk"  # a chunk of the same bundle, by its ID, when code asks for it
    NEEDED = "needed-chunk"  # one that must be there before this runs: the page loads it too


class Import(msgspec.Struct, frozen=True):
    """A reference from code to other code. ``specifier`` is a constant, or a value with unknown parts."""

    kind: ImportKind
    specifier: Value
    span: Span
    state: State = State.ACTIVE
    names: tuple[str, ...] = ()  # exports that are bound: "default", "*", "init"; modules of a container


class Opaque(msgspec.Struct, frozen=True):
    """Code that only the run time knows: a script element or import without a known URL, eval of unknown text.

    ``via`` is where it is loaded, where that is in a function that the place calls.
    """

    reason: str
    span: Span
    state: State = State.ACTIVE
    via: Span | None = None


class Chunk(msgspec.Struct, frozen=True):
    """A chunk of a bundle: its ID, and in the runtime the file name and public path that it is given.

    Without an ID, ``name`` has ``{}`` in its place, for the chunks that the runtime does not list. Without either, the
    bundler numbers modules, not chunks (Parcel). ``shared``: a regular expression of the IDs for which the runtime
    loads no file, for their modules come from whoever loads the bundle.
    """

    id: str
    name: str = ""
    public: str = ""
    shared: str = ""


class Bundle(msgspec.Struct, frozen=True):
    """The bundle that a file is part of, by the queue that its chunks share: those it is, or those it names.

    ``loaders`` are the runtime's own functions that load a chunk of whatever name. ``asked`` are the modules that a
    chunk of Next may ask for, its own and those of others.
    """

    family: str
    chunks: tuple[Chunk, ...]
    loaders: tuple[Span, ...] = ()
    asked: tuple[str, ...] = ()


class Mark(msgspec.Struct, frozen=True):
    """An asked-for mark of a package in a bundle: where it is, and the module of the bundle that holds it.

    ``module`` is ``bundle:ID``, empty when no module's function stands around the mark; ``around`` is that function, or
    the function or class that is declared around it.
    """

    text: str
    module: str
    span: Span
    around: Span


class Script(msgspec.Struct, frozen=True):
    """What was asked for, found in one piece of JavaScript, TypeScript or JSX."""

    span: Span
    calls: tuple[Call, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    literals: tuple[Literal, ...] = ()
    imports: tuple[Import, ...] = ()
    elements: tuple[Element, ...] = ()
    opaque: tuple[Opaque, ...] = ()
    declared: tuple[str, ...] = ()  # asked-for names that are declared here as something local
    state: State = State.ACTIVE
    bundle: Bundle | None = None
    marks: tuple[Mark, ...] = ()
    hidden: tuple[str, ...] = ()  # texts that the code is, makes or runs, and that do not stand in the file as such
    failures: tuple[Failure, ...] = ()
    exports: Exports = Exports()
    passed: tuple[Passed, ...] = ()
    wanted: tuple[tuple[str, str], ...] = ()  # imports, specifier and export, whose values play a part
    names: tuple[tuple[str, str], ...] = ()  # what a loader's settings make of module names (RequireJS)
    regions: tuple[Region, ...] = ()  # parts of a chunk that a page asks for by name


class Directive(msgspec.Struct, frozen=True):
    """A template statement that points elsewhere: extends, include, import, static, url, or names a tag.

    ``names`` are the literal alternatives, in the order the engine tries them, ``{}`` standing for parts that are not
    known (``analytics/{}.html``); when a name is computed, ``expression`` tells how. ``first`` is true when the engine
    takes the first that exists, false when any of them may be meant. ``tag`` is the statement's own word (``include``,
    ``facebook_pixel_head``). ``part`` is the region of the other file that alone is meant.
    """

    kind: str
    tag: str
    names: tuple[str, ...]
    expression: str
    span: Span
    first: bool = True
    optional: bool = False
    state: State = State.ACTIVE
    computed: bool = False  # besides the names, there may be others that static reading cannot know
    part: str = ""


class Region(msgspec.Struct, frozen=True):
    """A named part of a template: a block that a child may override, or that overrides a parent's.

    ``name`` and ``span`` (opening to closing directive). ``parent`` is true when it renders the parent's content too
    (``super()``, ``block.super``).
    """

    name: str
    span: Span
    parent: bool = False
    kind: str = "block"


class Comment(msgspec.Struct, frozen=True):
    """The text of a comment, without its delimiters."""

    text: str
    span: Span


class Failure(msgspec.Struct, frozen=True):
    """Something that could not be read: ``kind`` is the problem's kind, ``message`` says what was expected."""

    kind: str
    message: str
    span: Span


class Document(msgspec.Struct, frozen=True, dict=True):
    """One file, parsed; regions are in file order, the outer of two that begin together first."""

    path: str
    dialect: str
    elements: tuple[Element, ...] = ()
    scripts: tuple[Script, ...] = ()
    directives: tuple[Directive, ...] = ()
    regions: tuple[Region, ...] = ()
    holes: tuple[Hole, ...] = ()
    comments: tuple[Comment, ...] = ()
    failures: tuple[Failure, ...] = ()
    shows: bool = False  # its markup holds what visitors see: an element that begins and ends

    @cached_property
    def outer(self) -> tuple[int, ...]:
        """Return for each region the index of the nearest one before it that is still open where it begins, or -1."""
        found = []
        open_: list[int] = []
        for at, region in enumerate(self.regions):
            while open_ and self.regions[open_[-1]].span.end <= region.span.start:
                open_.pop()
            found.append(open_[-1] if open_ else -1)
            open_.append(at)
        return tuple(found)


class Interest(msgspec.Struct, frozen=True):
    """What a caller wants to see in scripts: parse knows no vendor, so it is told the words.

    ``names``: global identifiers (``fbq``). ``modules``: module specifiers (``react-facebook-pixel``). ``texts``:
    lower-case parts of strings (``connect.facebook.net``). ``marks``: strings by which a package is known inside a
    bundle, each with a method that shows an object to be the package's (``init``). Imports, script elements, dynamic
    loads and markup in strings are always reported. ``given`` is what is known of imported modules; with ``exports``
    the constants that a script exports are told too.
    """

    names: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    marks: frozenset[tuple[str, str]] = frozenset()
    given: Given = Given()
    exports: bool = False
