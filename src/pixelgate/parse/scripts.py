"""What a browser does with a ``<script>``: runs it, keeps it as data, uses it as a template, or waits for consent."""

from __future__ import annotations

import re
from enum import StrEnum

from pixelgate.parse.document import Attribute, State
from pixelgate.parse.values import pattern


class Role(StrEnum):
    CODE = "code"
    DATA = "data"
    TEMPLATE = "template"
    OTHER = "other"


_CODE = re.compile(
    r"(?:text|application)/(?:x-)?(?:java|ecma|j|live)script(?:1\.\d)?|module|text/babel|(?:text|application)/jsx"
)
_TYPESCRIPT = re.compile(r"(?:text|application)/(?:x-)?(?:typescript|tsx)|ts|tsx")
_DATA = re.compile(r".*\bjson\b.*|.*\+json|importmap(?:-shim)?|speculationrules|text/x-magento-init|systemjs-importmap")
_TEMPLATE = re.compile(r"text/html|.*(?:template|tmpl|handlebars|mustache|underscore|dot|jsrender|knockout|vue).*")
_DELAYED = frozenset({"rocketlazyloadscript", "litespeed/javascript", "text/delayscript", "text/lazyscript"})
_WORKER = frozenset({"text/partytown"})
_CONSENT = re.compile(
    r"data-(?:cookie|consent|category|categories|usercentrics|borlabs|cmp|service|vendor|type|src|name|purposes|cli|iub|termly"
    r"|requires|necessity|ccpa|gdpr|privacy|tcf|didomi|axeptio|osano|cky)[\w-]*"
)
_CONSENT_CLASS = re.compile(r"optanon-category|_iub_cs_activate|cmplz-|ck-blocked|cky-|cc-consent|evidon|truste")
"""Consent managers keep code in a type that no browser runs, and mark it with an attribute or a class of theirs."""


def role_of(attributes: tuple[Attribute, ...]) -> tuple[Role, str, State]:
    """Return what a script is, its language (``javascript``, ``typescript``, ``tsx``) and when it runs."""
    kind = _type(attributes)
    if not kind or "{}" in kind or _CODE.fullmatch(kind) or kind in _DELAYED:
        return Role.CODE, "javascript", State.ACTIVE
    if kind.endswith(("-text/javascript", "-module")) and not kind.startswith("mce-"):
        return Role.CODE, "javascript", State.ACTIVE  # Cloudflare's loader prefixes a random key
    if _TYPESCRIPT.fullmatch(kind):
        return Role.CODE, "tsx" if "tsx" in kind else "typescript", State.ACTIVE
    if _DATA.fullmatch(kind):
        return Role.DATA, "", State.INACTIVE
    if kind in _WORKER or any(map(_needs_consent, attributes)):
        return Role.CODE, "javascript", State.GATED
    if _TEMPLATE.fullmatch(kind):
        return Role.TEMPLATE, "", State.ACTIVE
    role = Role.CODE if kind.startswith("text/") or "script" in kind else Role.OTHER
    return role, "javascript", State.INACTIVE


def _type(attributes: tuple[Attribute, ...]) -> str:
    """Return the type, without parameters; the old ``language`` attribute counts when there is none."""
    values = {a.name: pattern(a.value) for a in reversed(attributes) if a.name in {"type", "language"} and a.value}
    written = values.get("type")
    if written is None and values.get("language"):
        written = "text/" + values["language"]
    return (written or "").split(";", 1)[0].strip().lower()


def _needs_consent(attribute: Attribute) -> bool:
    if attribute.name == "class":
        return bool(_CONSENT_CLASS.search(pattern(attribute.value)))
    return bool(_CONSENT.fullmatch(attribute.name))
