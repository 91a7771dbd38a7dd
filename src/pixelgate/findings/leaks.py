"""What would leave the page with a tracker, and the reason for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pixelgate.facts.lexicon import classify
from pixelgate.facts.model import Parameter
from pixelgate.findings.controls import control
from pixelgate.findings.flows import Value, Via
from pixelgate.findings.model import Leak
from pixelgate.findings.wording import shortened
from pixelgate.vendors.model import Vendor

WHOLE = "..."
"""The name of a parameter that stands for an object whose keys are not known."""

PHRASES = {
    "identity": "who the visitor is: a name, login, member or record number",
    "contact": "how to reach the visitor: e-mail, phone or address",
    "birth": "the date of birth or age",
    "appointment": "the type, date or place of an appointment",
    "provider": "the physician, department or location",
    "condition": "a diagnosis, symptom or procedure",
    "medication": "a medication",
    "result": "a laboratory or imaging result",
    "insurance": "insurance details",
    "payment": "payment details",
    "message": "what the visitor writes in free text",
    "proxy": "a caregiver or dependent",
    "navigation": "what the visitor selects or looks at",
    "device": "IP address, browser and cookies",
}
"""The ``phi`` categories in words that a patient would use."""

IDENTIFIER = "the identifier that this visitor's events are joined under"
"""What is in the place of user data that a vendor documents so, whatever the value turns out to be."""

SOURCES = {
    "literal": "written in the code",
    "folded": "put together in the code",
    "template": "filled in by the server",
    "form-field": "form field",
    "url": "read from the page's address",
    "title": "read from the page's title",
    "response": "answered by the server",
    "storage": "read from the browser's storage",
    "cookie": "read from a cookie",
    "element": "text read from the page",
    "clicked": "the text of what is clicked",
    "layer": "read from the data layer",
    "global": "known at run time only",
    "plan": "named by the tracking plan",
    "variable": "known at run time only",
    "object": "an object",
    "array": "a list",
}
"""The sources of a parameter's value in words."""


def device(vendor: Vendor | None, name: str) -> Leak:
    """Return what every request tells: to whom, by name."""
    company = vendor.company if vendor else name
    return Leak("device", PHRASES["device"], f"every request to {company} carries them")


def address(vendor: Vendor | None) -> Iterator[Leak]:
    """Yield the page's address, unless the vendor is known not to take it; an unknown one is expected to."""
    if vendor is None or vendor.sends_page_url:
        yield Leak("navigation", "which page the visitor is on", "page URL: sent with every event")


def identity(vendor: Vendor | None) -> Iterator[Leak]:
    """Yield who is logged in, where a template tag that brings the vendor sends that without being asked."""
    for emitter in vendor.emitter if vendor else ():
        if emitter.sends_identity:
            yield Leak(
                "identity", "who is logged in", f"the template tags of {emitter.framework} send it by themselves"
            )


def event(vendor: Vendor | None, name: str) -> Iterator[Leak]:
    """Yield what an event's name alone says: that the visitor schedules, searches, pays; nothing for ``page_view``."""
    health = vendor is not None and name in vendor.events.health
    classified = classify(name) if name else None
    if health or classified:
        yield Leak(classified.category if classified else "navigation", "what the visitor does", f"event `{name}`")


def parameters(given: Iterable[Parameter], prefix: str = "") -> Iterator[Leak]:
    """Yield one leak for each parameter, those inside objects under their dotted names."""
    for parameter in given:
        name = f"{prefix}{parameter.name}"
        if parameter.children:
            yield from parameters(parameter.children, f"{name}.")
        else:
            yield _parameter(parameter, name)


def value(told: Value) -> Leak:
    """Return the leak of a value whose way is known, with the label that the visitor read."""
    parameter = told.parameter
    if told.origin is None or (told.via in {Via.LAYER, Via.NAME} and parameter.value is not None):
        leak = _parameter(parameter, told.name)
        return Leak(told.category, leak.what, leak.reason)
    kind = "form-field" if told.via is Via.FIELD else told.origin.source
    named = control(told.field) if told.field else ""
    code = f"`{shortened(told.origin.expression, 60)}`"
    place = f"{SOURCES.get(kind, kind)}{f' {named}' if named else ''}{' ' if kind == 'form-field' else ', '}{code}"
    changed = f", {told.origin.changed}, which hides nothing" if told.origin.changed else ""
    what = IDENTIFIER if told.identifier else PHRASES.get(told.category, "what the visitor enters")
    return Leak(told.category, what, f"parameter `{told.name}`: {place}{changed}")


def said_of(told: Value) -> str:
    """Return in a few words what a value tells: its category, and whether it was hashed on the way."""
    changed = told.origin.changed if told.origin else ""
    kind = "identifier" if told.identifier else told.category or "form field"
    return " ".join(word for word in (changed, kind) if word)


def called(parameter: Parameter) -> str:
    """Return what a sentence calls a parameter."""
    return "a whole object" if parameter.name == WHOLE else f"`{parameter.name}`"


def _parameter(parameter: Parameter, name: str) -> Leak:
    source = SOURCES.get(parameter.source, parameter.source)
    named = called(parameter) if parameter.name == WHOLE else f"parameter `{name}`"
    if parameter.value is not None:
        what = f"“{shortened(parameter.value, 60)}”"
    else:
        what = PHRASES.get(parameter.category or "", "content that only the run time knows")
        if parameter.expression:
            comma = "" if parameter.source == "form-field" else ","
            source = f"{source}{comma} `{shortened(parameter.expression, 60)}`"
        changed = next((origin.changed for origin in parameter.origins if origin.changed), "")
        source += f", {changed}, which hides nothing" if changed else ""
    return Leak(parameter.category or "", what, f"{named}: {source}")
