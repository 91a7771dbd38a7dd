"""Templates of tags that others made for Google Tag Manager: what they are called, and what they are permitted.

Source: https://developers.google.com/tag-platform/tag-manager/templates/permissions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

_PERMISSION = re.compile(r'"publicId"\s*:\s*"(\w+)"')
_INERT = frozenset({
    "logging", "access_consent", "read_data_layer", "get_cookies", "set_cookies", "get_url", "get_referrer",
    "read_title", "read_container_data", "read_event_data", "access_local_storage", "read_character_set",
    "write_data_layer",
})  # fmt: skip
"""What a template may be permitted without being able to load or send anything."""

_SECTION = re.compile(r"___(WEB|SERVER)_PERMISSIONS___(?P<text>.*?)(?=\n___|\Z)", re.DOTALL)
_CODE = "___SANDBOXED_JS_FOR_"
_ADDRESS = re.compile(r"https://[^\s\"'\\<>()]+")
_PUSHING = ("dataLayer", "write_data_layer")


class Template(msgspec.Struct, rename="camel"):
    """A template as it stands in a container; ``template_data`` holds its sections, the code among them."""

    template_id: str = ""
    container_id: str = ""
    name: str = ""
    template_data: str = ""
    gallery_reference: dict[str, msgspec.Raw] = {}


def permitted(template: Template | None) -> str:
    """Return the section of a template that says what it may do."""
    found = _SECTION.search(template.template_data) if template else None
    return found["text"] if found else ""


def may_send(template: Template) -> bool:
    """Tell whether a template can load or send anything, as far as one can tell; one that is not whole may."""
    permissions = permitted(template)
    return not (_whole(template) or permissions) or not inert(_PERMISSION.findall(permissions))


def may_push(template: Template) -> bool:
    """Tell whether a template can push events to the data layer."""
    permissions = permitted(template)
    return not (_whole(template) or permissions) or pushes(permissions)


def inert(permissions: Iterable[str]) -> bool:
    """Tell whether what is permitted, by name, can load and send nothing."""
    return set(permissions) <= _INERT


def pushes(permissions: str) -> bool:
    """Tell whether a text that says what is permitted names the data layer."""
    return any(one in permissions for one in _PUSHING)


def addresses(text: str) -> tuple[str, ...]:
    """Return the addresses in a text that says what is permitted, each once."""
    return tuple(dict.fromkeys(_ADDRESS.findall(text)))


def _whole(template: Template) -> bool:
    return _CODE in template.template_data


def types(template: Template) -> Iterator[str]:
    """Yield the types by which tags may name a template: by the container's number and its own, or by the gallery's."""
    yield f"cvt_{template.container_id}_{template.template_id}"
    for key in ("galleryTemplateId", "templateId"):
        raw = template.gallery_reference.get(key)
        if raw is not None:
            yield f"cvt_{bytes(raw).decode(errors='replace').strip(chr(34))}"
    found = re.search(r'"id"\s*:\s*"(cvt_[\w-]+)"', template.template_data[:4000])
    if found:
        yield found[1]
