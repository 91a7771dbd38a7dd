"""Signs in JavaScript that code asks for a login: names of guards, and redirects to a page for signing in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pixelgate.graph.frameworks.project import Project
from pixelgate.graph.frameworks.scripts import calls, every, of_name, origin_name, parts, strings
from pixelgate.graph.model import Guard
from pixelgate.parse.outline import Call, Outline
from pixelgate.parse.values import Function, Object, Unknown, Value
from pixelgate.source import Location

_WHO = (
    r"(?:auth\w*|log(?:ged)?_?in\w*|sessions?|sign(?:ed)?_?in\w*|jwt|token|user|user_?session|access|account|identity|admin|roles?"
    r"|permissions?|protected\w*)"
)
_ASKS = re.compile(
    r"(?i)<?(?:\w+\.)*(?:"
    rf"(?:require|ensure|enforce|protect|restrict|assert|must|needs?|only)_?(?:s|d|be|page|route)*_?(?:valid|server|api)?_?{_WHO}(?:_?required)?"
    r"|with_?(?:page|server_?side|route|api|ssr)?_?(?:auth(?:entication|orization)?(?:_?required|_?guard)?|login|protected\w*|session_?required)"
    r"|verify_?(?:session|token|jwt|auth\w*|user|login)|check_?(?:jwt|auth\w*|login|logged_?in|session)|authenticate_?(?:token|user|jwt|request)"
    rf"|{_WHO}_?\w*(?:guard|gate|barrier|boundary|wall)\w*|{_WHO}_?required|required?_?login\w*|(?:private|protected|guarded)_?(?:route|page)\w*"
    r"|(?:private|protected|secured?|authenticated|authorized|restricted|signed_?in|logged_?in|member|guarded|auth)_?"
    r"(?:routes?|page|layout|outlet|area|app|view|component|router|content|shell|procedure|template|wrapper)"
    r"|jwt_?auth\w*|auth\.protect|passport\.authenticate|unauthorized|forbidden|<authed>|<signedin>|redirectToSignIn"
    r")>?"
)
_STANDS = re.compile(
    rf"(?i)(?:\w+\.)*(?:(?:is|can_?activate|verify|validate|check|has|use|load)?_?{_WHO}\w*|login\w*|authed|private|protected|secured?|members?)"
)
"""Names that tell of a login where only guards stand: among an Express route's handlers, in ``canActivate``."""

_NO_GUARD = re.compile(
    r"(?i)(?:\w+\.)*\w*(?:public|optional|anonymous)\w*|(?:\w+\.)*(?:express|cookie|koa|fastify|secure|client|iron)?_?sessions?_?(?:middleware|parser|store|handler|config\w*|options)?|(?:\w+\.)*(?:auth_?(?:routes?|router|pages?|layout|view|controller)|login\w*(?:controller|page|handler|view))|<auth\w*layout>"
)
"""What lets everybody in, and what only sounds like a guard: middleware that keeps sessions has them for guests too."""

_OPENS = re.compile(
    r"(?i)<?(?:\w+\.)*(?:(?:require|ensure|is|with)?_?(?:guest|anonymous|public|logged_?out|not_?(?:auth\w*|logged_?in)|unauthenticated|no_?auth)"
    r"(?:_?only)?_?(?:guard|route|page|layout|gate|user)?|redirect_?if_?(?:auth\w*|logged_?in|signed_?in)|(?:un|no|not)_?auth\w*_?guard)>?"
)
_REDIRECTS = re.compile(r"(?i)(?:\w+\.)*(?:redirect|navigateTo|permanentRedirect)|<(?:Navigate|Redirect)>")
_SENDS = frozenset({"<Navigate>", "<Redirect>"})
_LOGIN = re.compile(
    r"(?i)(?:https?://[^/]+)?/?(?:[\w-]+/)*(?:(?:user[_-]?)?(?:log|sign)[_-]?(?:in|on)|auth(?:enticate|entication)?|sso|account/login|session/new|session-expired|identity|unauthorized)(?:[/?#].*)?"
)
_CALLED = re.compile(r"(?:await\s+|new\s+)?([\w$.]+|<[\w.]+>)")


def named(name: str, location: Location, *, placed: bool = False) -> Guard | None:
    """Return the guard that a name tells of; ``placed`` where guards stand, so that less of a name tells."""
    if _OPENS.fullmatch(name):
        return Guard(name.strip("<>"), location, opens=True)
    if (_ASKS.fullmatch(name) or (placed and _STANDS.fullmatch(name))) and not _NO_GUARD.fullmatch(name):
        return Guard(name.strip("<>"), location)
    return None


def is_login(path: str) -> bool:
    """Tell whether an address is that of a page for signing in."""
    return _LOGIN.fullmatch(path) is not None


def in_calls(listed: Iterable[Call]) -> Iterator[Guard]:
    """Yield the guards among calls: functions that ask for a login, and redirects to where one logs in."""
    for call in listed:
        if (guard := named(call.name, call.location)) is not None:
            yield guard
        elif _REDIRECTS.fullmatch(call.name) and any(
            is_login(text) for argument in call.arguments for text in strings(argument.value)
        ):
            yield Guard(f"{call.name.strip('<>')} to a login", call.location)


def in_outline(outline: Outline | None) -> tuple[Guard, ...]:
    """Return the guards that a file as a whole says, each once: its calls, and redirects that it returns."""
    if outline is None:
        return ()
    found = {guard.name: guard for guard in in_calls(calls(outline))}
    for one in outline.definitions:
        for value in parts(one.value) if one.kind == "function" else ():
            target = value.get("redirect") if isinstance(value, Object) else None
            if target is not None and any(map(is_login, strings(target))):
                found.setdefault("redirect", Guard("redirect to a login", one.location))
    return tuple(sorted(found.values(), key=lambda guard: guard.location))


def in_value(value: Value | None, location: Location, *, placed: bool = False) -> tuple[Guard, ...]:
    """Return the guards that a value names: ``[authGuard]``, ``<RequireAuth>…``, ``requireAuth(Page)``."""
    found: dict[str, Guard] = {}
    inner = list(parts(value))
    whole = {one.path.partition(".")[0] for one in inner if isinstance(one, Unknown) and "." in one.path}
    for one in inner:
        name = one.path if isinstance(one, Unknown) else one.name if isinstance(one, Function) else ""
        if name in whole:
            continue  # what is asked is the member: ``Authentication.csrfProtection``
        called = _CALLED.match(name)
        guard = named(called[1], location, placed=placed) if called else None
        if guard is not None:
            found.setdefault(guard.name, guard)
    return tuple(found.values())


def of_function(project: Project, path: str, value: Value | None, at: Location) -> Iterator[Guard]:
    """Yield the guards that functions before a page are: by their names, else because they lead to a login."""
    found = in_value(value, at, placed=True)
    yield from found
    for one in parts(value) if not found else ():
        name = one.path.partition("(")[0] if isinstance(one, Unknown) else one.name if isinstance(one, Function) else ""
        file = of_name(project, path, name) if name else None
        own = origin_name(project, path, name)
        outline = project.outlines.get(file or "")
        made = (
            one.calls for one in (outline.definitions if outline else ()) if own in {one.name, one.name.split(".")[0]}
        )
        if any(map(leads_to_login, made)):
            yield Guard(name, at)


def of_element(project: Project, path: str, value: Value | None, at: Location) -> Iterator[Guard]:
    """Yield the guards around an element: by the names of wrappers, else those that send visitors to a login."""
    found = in_value(value, at)
    yield from found
    for one in parts(value) if not found else ():
        name = one.path.strip("<>").partition(".")[0] if isinstance(one, Unknown) else ""
        file = of_name(project, path, name) if name.isidentifier() else None
        sent = [call for call in calls(project.outlines.get(file or "")) if call.name in _SENDS]
        if next(in_calls(sent), None):
            yield Guard(name, at)


def leads_to_login(listed: Sequence[Call]) -> bool:
    """Tell whether some calls, or those inside them, name the page where one logs in."""
    given = (argument.value for call in every(listed) for argument in call.arguments)
    return any(is_login(text) for value in given for text in strings(value))
