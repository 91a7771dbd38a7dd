"""What a page says of its address to those whom it asks: the words of a referrer policy, wherever they are written.

Source: https://www.w3.org/TR/referrer-policy/ (sections 3 and 4), https://html.spec.whatwg.org/#meta-referrer.
"""

from __future__ import annotations

from pixelgate.parse.document import Element
from pixelgate.parse.values import pattern

WHOLE = frozenset({"unsafe-url", "no-referrer-when-downgrade"})
"""Policies that tell a third party the path and query as well."""

NOTHING = frozenset({"no-referrer", "same-origin"})
"""Policies that tell a third party nothing."""

ORIGIN = frozenset({"origin", "strict-origin", "origin-when-cross-origin", "strict-origin-when-cross-origin"})
"""Policies that tell a third party the site alone; the last is what browsers do by themselves."""

_ALL = WHOLE | NOTHING | ORIGIN
_OF_OLD = {
    "never": "no-referrer",
    "default": "strict-origin-when-cross-origin",
    "always": "unsafe-url",
    "origin-when-crossorigin": "origin-when-cross-origin",
}
"""What ``<meta name=referrer>`` was told before there was a standard."""


def policy_of(text: str) -> str:
    """Return the policy of a header's value: of several the last that is known (section 8.1)."""
    words = [word.strip() for word in text.lower().split(",")]
    return next((word for word in reversed(words) if word in _ALL), "")


def of_meta(element: Element) -> str:
    """Return the policy that a ``<meta name="referrer">`` sets, empty for any other element."""
    name = _text(element, "name").strip().lower() if element.tag == "meta" else ""
    said = _text(element, "content").strip().lower() if name == "referrer" else ""
    return policy_of(_OF_OLD.get(said, said))


def of_element(element: Element) -> str:
    """Return the policy that an element has for its own request, or for the page that it leads to."""
    said = next((a for a in element.attributes if a.name.lower() == "referrerpolicy" and a.value), None)
    if said is not None and said.value is not None:
        return policy_of(pattern(said.value))
    linked = element.tag in {"a", "area", "form"} and "noreferrer" in _text(element, "rel").lower().split()
    return "no-referrer" if linked else ""


def _text(element: Element, name: str) -> str:
    attribute = element.attribute(name)
    return pattern(attribute.value) if attribute and attribute.value else ""
