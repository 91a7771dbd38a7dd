"""The names of elements: which ones matter, and which are known at all, so that the rest are components."""

from __future__ import annotations

import re

REPORTED = frozenset(
    """
    script img iframe frame embed object param link meta base form input textarea select button label source video audio
    track style title html head body frameset image
    """.split()
)
"""Always reported; any other element only with a telling attribute or as a component."""

RAW = frozenset("script style title textarea iframe noembed noframes xmp plaintext".split())
"""The tokenizer reads their content as text."""

TEXTUAL = frozenset("label button title style a textarea".split())
"""Their text is reported."""

KNOWN = (
    frozenset(
        """
    a abbr acronym address area article aside b basefont bdi bdo big blink blockquote br canvas caption center cite code col
    colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5
    h6 header hgroup hr i ins isindex kbd legend li listing main map mark marquee menu menuitem meter nav nobr noembed
    noframes noscript ol optgroup option output p picture plaintext portal pre progress q rb rp rt rtc ruby s samp search
    section slot small span strike strong sub summary sup table tbody td template tfoot th thead time tr tt u ul var wbr xmp
    svg g path rect circle ellipse line polyline polygon text tspan textpath defs use symbol marker clippath mask pattern
    lineargradient radialgradient stop filter animate animatemotion animatetransform set desc metadata foreignobject switch
    view feblend fecolormatrix fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap
    fedistantlight fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge femergenode
    femorphology feoffset fepointlight fespecularlighting fespotlight fetile feturbulence
    math mi mn mo ms mtext mrow mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mspace mstyle
    merror mpadded mphantom mmultiscripts mprescripts none semantics annotation annotation-xml
    """.split()
    )
    | REPORTED
)

TELLING = re.compile(
    r"""[\s"'/](?:on[a-z]+|srcdoc|hx-on[\w:-]*|ng-[\w-]+|@[\w.:-]+|v-[\w:.-]+|x-(?:on:|init)[\w:.-]*|\([\w.-]+\)|is
        |data-[\w-]*(?:src|track|event|pixel|analytic|gtm|ga-|fb-|layer)[\w-]*)\s*=|javascript|&\#|url\(""",
    re.IGNORECASE | re.VERBOSE,
)
"""Attributes that make any element worth reporting: code, deferred sources, declared events."""

CODE_ATTRIBUTE = re.compile(
    r"on[a-z]+|@[\w.:-]+|v-on:[\w.:-]+|x-on:[\w.:-]+|x-init|hx-on[\w:-]*|ng-(?:click|init|submit|change|blur)|\([\w.-]+\)"
)
"""Attributes whose value is JavaScript, of HTML and of frameworks that read the page itself."""
