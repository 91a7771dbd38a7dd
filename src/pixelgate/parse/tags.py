"""The names of elements: which ones matter, and which are known at all, so that the rest are components."""

from __future__ import annotations

import re
from functools import lru_cache

from pixelgate.source import HOLE

_REPORTED = """
    script img iframe frame embed object param link meta base form input textarea select button label source
    video audio track style title html head body frameset image
"""
_OTHERS = """
    a abbr acronym address area article aside b basefont bdi bdo big blink blockquote br canvas caption center
    cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure
    font footer h1 h2 h3 h4 h5 h6 header hgroup hr i ins isindex kbd legend li listing main map mark marquee
    menu menuitem meter nav nobr noembed noframes noscript ol optgroup option output p picture plaintext portal
    pre progress q rb rp rt rtc ruby s samp search section slot small span strike strong sub summary sup table
    tbody td template tfoot th thead time tr tt u ul var wbr xmp svg g path rect circle ellipse line polyline
    polygon text tspan textpath defs use symbol marker clippath mask pattern lineargradient radialgradient stop
    filter animate animatemotion animatetransform set desc metadata foreignobject switch view feblend
    fecolormatrix fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap
    fedistantlight fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge
    femergenode femorphology feoffset fepointlight fespecularlighting fespotlight fetile feturbulence math mi mn
    mo ms mtext mrow mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mspace mstyle
    merror mpadded mphantom mmultiscripts mprescripts none semantics annotation annotation-xml
"""
_RAW = "script style title textarea iframe noembed noframes noscript xmp plaintext"
_TEXTUAL = "label button title style a textarea"

REPORTED = frozenset(_REPORTED.split())
"""Always reported; any other element only with a telling attribute or as a component."""

KNOWN = REPORTED | frozenset(_OTHERS.split())
"""The elements of HTML, SVG and MathML. What has another name is a component, or a tag of a server's."""

RAW = frozenset(_RAW.split())
"""The tokenizer reads their content as text."""

TEXTUAL = frozenset(_TEXTUAL.split())
"""Their text is reported."""

_ENTERED = re.compile(
    r"(?:.*[.-])?\w*?(?:field|input|select|text-?area|check-?box|radio(?:-?group)?|picker|auto-?complete|combo-?box|controller"
    r"|form\.?-?item|drop-?down|text-?box|calendar)",
    re.IGNORECASE,
)

OPENED = frozenset({
    "<field", "<textfield", "<formfield", "<inputfield", "<selectfield", "<textinput", "<controller", "<form.item",
    "<formitem", "<checkbox", "<radio", "<datepicker", "<autocomplete", "<combobox", "<dropdown", "<forminput",
})  # fmt: skip
"""How the usual components open that a visitor enters something in."""

_CODE = re.compile(
    r"on[a-z]+|@[\w.:-]+|v-on:[\w.:-]+|x-on:[\w.:-]+|x-init|hx-on[\w:-]*|ng-(?:click|init|submit|change|blur)|\([\w.-]+\)"
)
"""Attributes whose value is JavaScript, of HTML and of frameworks that read the page itself."""

_DECLARED = re.compile(
    r"srcdoc|is|ping|background|attributionsrc|(?:data-)?hx-(?:get|post)|ic-get-from|up-href|w3-include-html|[:\w-]*src|v-html|data-[\w-]*(?:track|event|pixel|analytic|gtm|ga-|fb-|layer)[\w-]*"
)
_ADDRESSES = frozenset({"href", "action", "formaction", "style", "background", "poster"})
_CALLS_OUT = re.compile(
    rf"[\x00-\x20]*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:|.*\burl\(|\s*(?:https?:)?//[^?]*\?[^#]*{HOLE}",
    re.IGNORECASE | re.DOTALL,
)
"""Code, style sheet text with an address, an address outside the page into which a template fills something."""


@lru_cache(maxsize=4096)
def is_code(name: str) -> bool:
    """Tell whether the value of an attribute is JavaScript."""
    return _CODE.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def _tells(name: str) -> bool:
    return is_code(name) or _DECLARED.fullmatch(name) is not None


def is_telling(attributes: list[tuple[str, str]]) -> bool:
    """Tell whether attributes make any element worth reporting: code, deferred sources, declared events, addresses."""
    for name, value in attributes:  # noqa: SIM110 - runs for every tag; any() with a generator takes twice as long
        if _tells(name) or (name in _ADDRESSES and _CALLS_OUT.match(value)):
            return True
    return False


@lru_cache(maxsize=4096)
def is_entered(tag: str) -> bool:
    """Tell whether a component is one that a visitor enters something in, by its name: ``TextField``, ``v-select``."""
    component = tag[:1].isupper() or "-" in tag
    return component and _ENTERED.fullmatch(tag) is not None
