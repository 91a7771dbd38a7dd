"""Which decorators and functions of Python code ask for a login: by their names, and by what the project's own do."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pixelgate.graph.frameworks import leaving, login
from pixelgate.graph.frameworks.python_code import PythonCode, last, texts, walk
from pixelgate.graph.model import Guard
from pixelgate.parse.outline import Call, Definition

_SURE = frozenset({"redirect_to_login", "handle_no_permission", "unauthorized"})
_REFUSALS = frozenset({"redirect", "abort", "HTTPException", "HttpResponseRedirect", "RedirectResponse"})
_SIGNS = ("login", "log_in", "signin", "sign_in", "sign-in", "auth", "401", "403")


class Guards(msgspec.Struct, frozen=True):
    """Knows a guard when it sees one."""

    code: PythonCode

    def of(self, path: str, mark: Call) -> Iterator[Guard]:
        """Yield the guard that a decorator in a module is, or a statement that ends a function."""
        word = last(mark.name)
        if (found := leaving.guard(mark)) is not None:
            yield found
        elif login.opens(word):
            yield Guard(word, mark.location, opens=True)
        elif login.is_guard(word) or (mark.name and self._wraps(path, mark.name)):
            yield Guard(word, mark.location)

    def _wraps(self, path: str, name: str) -> bool:
        """Tell whether a decorator of the project itself turns away who is not logged in."""
        named = self.code.resolve(path, name)
        definition = self.code.definition(named)
        if definition is None or definition.kind == "class":
            return False
        names = self.code.defined[named.path]
        inside = (one for name, same in names.items() if f"{name}.".startswith(f"{named.name}.") for one in same)
        return any(self.refuses(one) for one in inside)

    def refuses(self, function: Definition) -> bool:
        """Tell whether a function turns away who is not logged in: it uses a guard, or sends to the login."""
        return any(login.is_guard(last(mark.name)) for mark in function.marks) or any(
            last(call.name) in _SURE or login.is_guard(last(call.name)) or _sends_away(call)
            for call in walk(function.calls)
        )


def _sends_away(call: Call) -> bool:
    if last(call.name) not in _REFUSALS:
        return False
    said = [one.value for inner in (call, *call.body) for one in inner.arguments]
    words = (text.lower() for value in said for text in (*texts(value)[0], getattr(value, "path", "")))
    return any(sign in word for word in words for sign in _SIGNS)
