"""What a tag manager's container holds, whichever manager it is: tags, what fires them, and where values come from."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import msgspec

from pixelgate.source import Span


class Origin(StrEnum):
    """Where a variable's value comes from.

    ``URL`` is the page's without its fragment. ``EVENT`` is the name of what has just happened. ``AUTO`` is what was
    clicked, sent or scrolled, ``CLICKED`` the text of it. ``CONTAINER`` is what the manager itself knows (its ID, its
    version, random numbers).
    """

    CONSTANT = "constant"
    PATH = "path"
    URL = "url"
    HOST = "host"
    QUERY = "query"
    FRAGMENT = "fragment"
    REFERRER = "referrer"
    EVENT = "event"
    LAYER = "layer"
    ELEMENT = "element"
    AUTO = "auto"
    CLICKED = "clicked"
    COOKIE = "cookie"
    USER_DATA = "user-data"
    TABLE = "table"
    CONTAINER = "container"
    SCRIPT = "script"
    UNKNOWN = "unknown"


class Variable(msgspec.Struct, frozen=True):
    """A named value. ``key`` is its text (``CONSTANT``) or its name in the place it comes from.

    Of an element, ``key`` is the selector of the one whose value or text is read. ``table`` holds, of a look-up, what
    each input gives; ``of`` says where the input comes from. ``code`` is a function that computes the value.
    """

    name: str
    origin: Origin
    key: str = ""
    table: tuple[Row, ...] = ()
    of: Origin = Origin.UNKNOWN
    default: str | None = None
    code: str = ""


class Row(msgspec.Struct, frozen=True):
    """One line of a look-up: the condition on its input, and the output, ``None`` where it is no plain text."""

    operator: str
    text: str
    output: str | None
    ignore_case: bool = False


Written: TypeAlias = tuple[str | Variable, ...]
"""A text with variables in it."""


class Condition(msgspec.Struct, frozen=True):
    """A comparison. ``operator``: equals, contains, starts, ends, regex; any other can only be answered at run time."""

    left: Written
    operator: str
    right: Written
    negate: bool = False
    ignore_case: bool = False


class Moment(StrEnum):
    """What happens on a page, by the names that the data layer of the most common manager has for it."""

    CONSENT = "gtm.init_consent"
    INIT = "gtm.init"
    PAGE = "gtm.js"
    DOM = "gtm.dom"
    LOAD = "gtm.load"
    CLICK = "gtm.click"
    LINK = "gtm.linkClick"
    FORM = "gtm.formSubmit"
    HISTORY = "gtm.historyChange"
    TIMER = "gtm.timer"
    SCROLL = "gtm.scrollDepth"
    VISIBLE = "gtm.elementVisibility"
    VIDEO = "gtm.video"
    ERROR = "gtm.pageError"


class Trigger(msgspec.Struct, frozen=True):
    """What fires tags: all ``conditions`` must hold; what has to happen is one of them, on the variable ``EVENT``.

    ``kind`` says it for people (``page view``). ``all_of``: the triggers that must all have fired. ``known``: the
    conditions are all there is to it.
    """

    id: str
    name: str
    kind: str
    conditions: tuple[Condition, ...] = ()
    all_of: tuple[str, ...] = ()
    known: bool = True


class Firing(msgspec.Struct, frozen=True):
    """A trigger that fires a tag, and those that keep it from firing at the same event."""

    trigger: str
    unless: tuple[str, ...] = ()


class Field(msgspec.Struct, frozen=True):
    """A setting of a tag: its dotted key, and its text."""

    key: str
    text: Written


class Tag(msgspec.Struct, frozen=True):
    """What a container fires. ``type`` is the manager's own code; ``template`` names a template that others made.

    ``hosts`` are the addresses to which a template may send. ``html`` is markup that the tag writes into the page.
    ``waits``: for consent. ``pushes``: events whose names are not known. ``sends``: it can load or send
    something. ``span`` is the place of its name in the file. ``held`` are the variables in its markup.
    """

    name: str
    type: str
    span: Span
    fields: tuple[Field, ...] = ()
    firing: tuple[Firing, ...] = ()
    template: str = ""
    hosts: tuple[str, ...] = ()
    html: str = ""
    paused: bool = False
    waits: bool = False
    pushes: bool = False
    sends: bool = True
    held: tuple[Variable, ...] = ()


class Container(msgspec.Struct, frozen=True):
    """A container as a file shows it. ``manager`` is the format's name. ``unread`` says what was not understood.

    ``injected``: the host puts it into every page, whatever the page says. ``part``: another file
    says what fires its tags. ``serves``: of a container on a server, the IDs of those that it hands to pages.
    """

    manager: str
    id: str
    version: int
    span: Span
    tags: tuple[Tag, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    unread: tuple[str, ...] = ()
    injected: bool = False
    part: bool = False
    serves: tuple[str, ...] = ()


def on(*moments: Moment) -> Condition:
    """Return the condition that one of some things has happened."""
    if len(moments) == 1:
        return Condition((EVENT,), "equals", (moments[0].value,))
    pattern = "|".join(moment.value.replace(".", r"\.") for moment in moments)
    return Condition((EVENT,), "regex", (f"^(?:{pattern})$",))


def whole(condition: Condition) -> Condition:
    """Return a condition on an address that has its fragment, where addresses are known without.

    Only how such an address begins is decided, and what it never holds.
    """
    url = (
        len(condition.left) == 1 and isinstance(condition.left[0], Variable) and condition.left[0].origin is Origin.URL
    )
    told = condition.operator == "starts" or (condition.operator == "contains" and condition.negate)
    if not url or (told and not any("#" in part for part in condition.right if isinstance(part, str))):
        return condition
    return msgspec.structs.replace(condition, left=(Variable("URL", Origin.UNKNOWN),))


EVENT = Variable("_event", Origin.EVENT)
