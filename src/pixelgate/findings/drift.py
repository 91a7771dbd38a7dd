"""What the code and the manifest say of a login: which endpoints ask for one, and which pages everybody must reach."""

from __future__ import annotations

import re

from pixelgate.graph.model import Endpoint, Guard, Shows

_ENTRY = re.compile(
    r"(?:log|sign)[-_]?(?:in|on|out|off|up)|logged[-_]?out|regist(?:er|ration)\w*|sign[-_]?up|sessions?|sso|oauth2?|saml|oidc"
    r"|(?:forgot|forgotten|reset|lost|recover)\w*[-_]?(?:password|username)?|password[-_](?:reset|forgot\w*|lost|recovery)\w*"
    r"|activat\w+|confirm(?:ation)?s?|verif(?:y|ication)\w*|unsubscribe|health\w*|ready|live|up|ping|status|robots\.txt|favicon\.ico",
    re.IGNORECASE,
)
"""A segment of addresses for which a login says nothing: where one signs in or out, and where machines ask."""


_SIGN_IN = re.compile(
    r"(?:log|sign)[-_]?(?:in|on|out|off|up)|logged[-_]?out|regist(?:er|ration)\w*|(?:forgot|forgotten|reset|lost|recover)\w*[-_]?password"
    r"|password[-_](?:reset|forgot\w*|lost|recovery)\w*",
    re.IGNORECASE,
)


_FILE = re.compile(r"\.(?:php\d?|jspx?|aspx?|html?|do|action)(?=/|$)", re.IGNORECASE)
"""The end of an address that is a file which a server runs."""


def sign_in_page(pattern: str) -> bool:
    """Tell whether an address is one for signing in or out, registering or a new password: everybody must reach it."""
    return any(_SIGN_IN.fullmatch(segment) for segment in _FILE.sub("", pattern).split("/"))


def entry_page(pattern: str) -> bool:
    """Tell whether an address is one for signing in, signing out, registering or a new password, or a machine's."""
    return any(_ENTRY.fullmatch(segment) for segment in _FILE.sub("", pattern).split("/"))


def shows_page(endpoint: Endpoint) -> bool:
    """Tell whether an endpoint answers with a page, and neither data nor a redirect."""
    return endpoint.shows is not Shows.DATA


def asked(endpoint: Endpoint) -> bool:
    """Tell whether an endpoint shows a page, to those who have signed in."""
    return endpoint.guarded and shows_page(endpoint)


def guard_of(endpoint: Endpoint) -> Guard:
    """Return the guard that decides for a guarded endpoint: the innermost that asks."""
    return next(guard for guard in reversed(endpoint.guards) if not guard.opens)
