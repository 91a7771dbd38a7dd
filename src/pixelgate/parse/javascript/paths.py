"""The canonical access path of an expression: a global's or an imported name, every detour removed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.javascript.fold import string_of
from pixelgate.parse.javascript.packed import is_interop, required
from pixelgate.parse.javascript.results import returned_expression
from pixelgate.parse.javascript.scopes import Declaration, name_of
from pixelgate.parse.javascript.structures import has_own_functions
from pixelgate.parse.javascript.tree import FUNCTIONS, Step, arguments, bare, field
from pixelgate.parse.modules import KEYED

if TYPE_CHECKING:
    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code

WINDOWS = frozenset({"window", "globalThis", "self", "top", "parent", "frames", "global", "unsafeWindow"})
WINDOW_LIKE = WINDOWS | {"$window", "_window", "win", "nativeWindow", "windowRef", "defaultView", "contentWindow"}
"""Names that nobody gives to anything but the window, even where it arrives as a parameter."""

INTEROP = re.compile(r"(?i)interop|import(?:default|star)|toesm|tocommonjs|wildcard")
COMPILED = re.compile(r"^_|_\d+$|__WEBPACK_")
_MANY_KEYS = 24
_DEPTH = 24
CALLED = "()"


INJECTING = frozenset({"inject", "getContext", "useContext"})
"""Functions that find by its key what is provided elsewhere."""

SHORTEST = 3
"""Shorter names are those of minifiers, which stand for something else in every file."""


class Path(NamedTuple):
    """An access path: ``module`` empty for a global, else the specifier; ``keys`` with ``()`` for a call.

    ``bound`` are arguments that ``bind`` fixed. ``whole`` is true for what ``require`` returned: the default export to
    one compiler, the namespace to another. ``injected``: the global's name is that of a parameter.
    """

    module: str
    keys: tuple[str, ...] = ()
    aliased: bool = False
    bound: tuple[Node, ...] = ()
    whole: bool = False
    injected: bool = False

    @property
    def is_window(self) -> bool:
        return not self.module and not self.keys

    def then(self, key: str) -> Path:
        """Return the path of a member."""
        if self.is_window and key in WINDOWS:
            return self
        if not self.module and self.keys == ("document",) and key == "defaultView":
            return self._replace(keys=())
        keys = (*self.keys, key)
        if self.whole and not self.keys:
            keys = (key,) if key in {"default", CALLED} else ("default", key)
        return self._replace(keys=keys if len(keys) <= _MANY_KEYS else self.keys)

    def named(self, keys: tuple[str, ...]) -> Path:
        """Return the path of what destructuring takes out of this."""
        found = self._replace(whole=False) if keys else self
        for key in keys:
            found = found.then(key)
        return found

    def call(self) -> Path:
        """Return the path of what calling this returns."""
        keys = ("default",) if self.whole and not self.keys else self.keys
        return self._replace(keys=(*keys, CALLED) if len(keys) < _MANY_KEYS else keys, bound=())

    def __str__(self) -> str:
        dotted = ".".join(self.keys).replace(".()", "()")
        return f"{self.module}#{dotted}" if self.module else dotted


WINDOW = Path("")


def path_of(code: Code, node: Node | None, depth: int = 0) -> Path | None:
    """Return the path of an expression, or ``None`` when it starts at something local and unknown."""
    keys: list[str] = []
    while node is not None:
        node = bare(node)
        key = member_key(code, node)
        if key is None:
            break
        keys.append(key)
        node = field(node, "object")
    if node is None or depth > _DEPTH:
        return None
    path = _base(code, node, depth + 1)
    for key in reversed(keys):
        if path is None:
            return None
        path = path.then(key)
    return path


def member_key(code: Code, node: Node) -> str | None:
    """Return the key that a member or subscript expression takes, if it is constant."""
    if node.type == "member_expression":
        prop = field(node, "property")
        return name_of(prop) if prop is not None else None
    if node.type == "subscript_expression":
        return string_of(code, field(node, "index"))
    return None


def _base(code: Code, node: Node, depth: int) -> Path | None:
    match node.type:
        case "identifier":
            return _identifier(code, node, depth)
        case "this":
            return WINDOW if _is_global_this(code.tree.step(node)) else None
        case "call_expression":
            return _call(code, node, depth)
        case "new_expression":
            made = path_of(code, field(node, "constructor"), depth)
            return made.call() if made else None
        case "assignment_expression" | "augmented_assignment_expression":
            return _assigned(code, node, depth)
        case "binary_expression":
            operator = field(node, "operator")
            if operator is None or operator.type not in {"||", "??", "&&"}:
                return None
            right = path_of(code, field(node, "right"), depth)
            return right if operator.type == "&&" else path_of(code, field(node, "left"), depth) or right
        case "ternary_expression":
            chosen = path_of(code, field(node, "consequence"), depth)
            return chosen or path_of(code, field(node, "alternative"), depth)
        case "sequence_expression":
            return path_of(code, node.named_children[-1], depth) if node.named_children else None
        case _:
            return None


def _assigned(code: Code, node: Node, depth: int) -> Path | None:
    left = path_of(code, field(node, "left"), depth)
    if left is not None and left.keys and left.keys[0] in code.interest.names:
        return left
    return path_of(code, field(node, "right"), depth) or left


def _is_global_this(step: Step) -> bool:
    for up in step.up():
        if up.type in {"class_body", "method_definition"}:
            return False
        if up.type in {"function_declaration", "generator_function_declaration", "generator_function"}:
            return False
        if up.type == "function_expression":
            parent = up.parent
            while parent is not None and parent.type == "parenthesized_expression":
                parent = parent.parent
            if parent is None or parent.type not in {"call_expression", "member_expression"}:
                return False
    return True


def _identifier(code: Code, node: Node, depth: int) -> Path | None:
    name = name_of(node)
    if name == "undefined" or code.is_hole(node):
        return None
    declaration = code.resolve(node)
    if declaration is None:
        return WINDOW if name in WINDOWS else Path("", (name,))
    return declared_path(code, declaration, depth)


def declared_path(code: Code, declaration: Declaration, depth: int = 0) -> Path | None:
    """Return the path that a local name stands for."""
    key = id(declaration)
    if key in code.paths:
        return code.paths[key]
    code.paths[key] = None
    found = _declared(code, declaration, depth)
    code.paths[key] = found
    return found


def _declared(code: Code, declaration: Declaration, depth: int) -> Path | None:
    if declaration.kind == "import":
        return imported(code, declaration)
    if is_global(code, declaration):
        return Path("", (declaration.name,))
    if declaration.kind in {"function", "class", "enum", "catch", "each"}:
        return None
    for value in code.values(declaration):
        found = path_of(code, value, depth)
        if found is not None:
            if found.whole and COMPILED.search(declaration.name):
                found = found._replace(whole=False)
            return found.named(declaration.keys)._replace(aliased=True)
    return None


def imported(code: Code, declaration: Declaration) -> Path | None:
    """Return the path of an imported name."""
    module = string_of(code, declaration.module)
    if module is None:
        return None
    if declaration.export == "=":
        return Path(module, whole=True)
    return Path(module, () if declaration.export == "*" else (declaration.export,))


def is_global(code: Code, declaration: Declaration) -> bool:
    """Tell whether a declaration makes, or stands in for, the global of its name.

    A ``var`` at the top of a classic script does, unless it is given an implementation of its own; so does, anywhere,
    a function that only hands its arguments on (``function gtag(){dataLayer.push(arguments)}``).
    """
    value = bare(declaration.value) if declaration.value is not None else None
    if value is not None and (value.type in FUNCTIONS):
        return is_stub(value)
    if declaration.kind not in {"var", "let", "const"} or declaration.scope.type != "program" or code.is_module:
        return False
    if declaration.name not in code.interest.names or declaration.keys:
        return False
    return value is None or _keeps_global(value)


_OWN = frozenset({"class", "new_expression", "call_expression", "await_expression"})


def _keeps_global(value: Node) -> bool:
    if value.type in _OWN:
        return False
    if value.type == "object":
        return not has_own_functions(value)
    return True


def is_stub(function: Node) -> bool:
    """Tell whether a function queues or forwards its own ``arguments`` (or a rest parameter) and nothing else.

    One that puts up such a function is none: what it queues is not its own.
    """
    text = function.text or b""
    if len(text) > 600:  # noqa: PLR2004 - a stub is one line; the longest published one has 300 characters
        return False
    found = _STUB.search(text)
    return found is not None and b"function" not in text[len(b"async function") : found.start()]


_STUB = re.compile(
    rb"\.push\(\s*arguments\s*\)|\.apply\(\s*[\w$.]+\s*,\s*arguments\s*\)|push\(\s*\[?\s*\.\.\.\s*arguments"
    rb"|^(?:async\s+)?(?:function\s*[\w$]*\s*)?\(\s*\.\.\.\s*([\w$]+)[^)]*\)[^;]*?\.push\(\s*(?:\[\s*\.\.\.\s*)?\1\s*\]?\s*\)"
)


def _call(code: Code, node: Node, depth: int) -> Path | None:
    callee = field(node, "function")
    if callee is None:
        return None
    given = arguments(node)
    if callee.type == "import":
        specifier = string_of(code, given[0]) if given else None
        return Path(specifier) if specifier else None
    if callee.type == "identifier" and name_of(callee) == "require" and given:
        specifier = string_of(code, given[0])
        return Path(specifier, whole=True) if specifier else None
    packed = required(code, callee, given)
    return Path(packed, whole=True) if packed else _result(code, callee, given, depth)


def _result(code: Code, callee: Node, given: list[Node], depth: int) -> Path | None:
    inner = bare(callee)
    name = (
        inner if inner.type == "identifier" else field(inner, "property") if inner.type == "member_expression" else None
    )
    if given and (is_wrapping(code, name, inner)):
        wrapped = path_of(code, given[0], depth)
        if wrapped is not None and wrapped.module:
            return wrapped._replace(whole=False)
    if callee.type == "member_expression" and name is not None and name_of(name) == "bind":
        whole = path_of(code, field(callee, "object"), depth)
        return whole._replace(bound=tuple(given[1:])) if whole else None
    if name is not None and name_of(name) == "then" and given and bare(given[0]).type in FUNCTIONS:
        then = path_of(code, returned_expression(bare(given[0])), depth)
        return then or path_of(code, field(inner, "object"), depth)
    if name is not None and name_of(name) in INJECTING and given and (key := key_of(code, given[0])):
        return Path(KEYED, (key,), aliased=True)
    if _returns_this(code, inner, given):
        return WINDOW
    path = path_of(code, callee, depth)
    if path is not None and path.keys == ("Reflect", "get") and not path.module and len(given) > 1:
        return _reflected(code, given, depth)
    return path.call() if path and not path.is_window else None


def key_of(code: Code, node: Node) -> str:
    """Return the key that something is provided under, by a text or by a name that others can mean as well.

    A parameter is whatever the caller says, and names that minifiers make mean another thing in every file.
    """
    node = bare(node)
    declaration = code.resolve(node) if node.type == "identifier" else None
    named = node.type in {"identifier", "member_expression"}
    key = string_of(code, node) or (name_of(node).rpartition(".")[2] if named else "")
    return key if len(key) >= SHORTEST and (declaration is None or declaration.kind != "param") else ""


def _reflected(code: Code, given: list[Node], depth: int) -> Path | None:
    owner, key = path_of(code, given[0], depth), string_of(code, given[1])
    return owner.then(key) if owner is not None and key is not None else None


def is_wrapping(code: Code, name: Node | None, callee: Node) -> bool:
    """Tell whether a function returns the module that it is given, as compilers' helpers do."""
    if name is not None and INTEROP.search(name_of(name)):
        return True
    return bool(code.packed) and (is_interop(code, callee) or (name is not None and name.text == b"n"))


def _returns_this(code: Code, callee: Node, given: list[Node]) -> bool:
    """Tell whether a call is the classic ``Function("return this")()``."""
    if given or callee.type not in {"call_expression", "new_expression"}:
        return False
    maker = field(callee, "function") or field(callee, "constructor")
    if maker is None or maker.text != b"Function":
        return False
    body = arguments(callee)
    return len(body) == 1 and string_of(code, body[0]) == "return this"
