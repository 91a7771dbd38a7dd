"""References from code to other code: every form of import, require, worker and module definition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pixelgate.parse.document import Import, ImportKind, State
from pixelgate.parse.javascript.fold import fold
from pixelgate.parse.javascript.scan import SCRIPT_FILE, clause_names, registers
from pixelgate.parse.javascript.scopes import leaves, name_of
from pixelgate.parse.javascript.tree import FUNCTIONS, Step, arguments, bare, field
from pixelgate.parse.values import Array, Constant, Text, Value, alternatives, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.code import Code

_WORKERS = frozenset({"Worker", "SharedWorker"})
_KNOWN = re.compile(r"[A-Za-z0-9]")


def is_known(value: Value) -> bool:
    """Tell whether a reference is known at least in part."""
    return any(_KNOWN.search(pattern(option)) for option in alternatives(value) if isinstance(option, Constant | Text))


def imports_at(code: Code, step: Step, word: str, state: State) -> Iterator[Import]:
    """Yield the references that a keyword at a place makes."""
    parent = step.parent
    if parent is not None and parent.type == "import":
        step, parent = parent, parent.parent
    if parent is None:
        return
    state = State.INACTIVE if step.dead else state
    if word in {"import", "export"} and parent.type in {"import_statement", "export_statement"}:
        yield from _statement(code, parent.node, state)
        return
    call = _called(step)
    if call is None:
        return
    if word == "import" and step.type == "import":
        yield from _one(code, ImportKind.DYNAMIC, call, arguments(call.node)[:1], state)
    elif word == "require" and step.type == "identifier" and not _is_renamed(code, step):
        yield from _required(code, call, state)
    elif word == "importScripts":
        yield from _one(code, ImportKind.SCRIPT, call, arguments(call.node), state)
    elif word in {"define", "register"}:
        yield from _dependencies(code, call, state)
    elif word == "System" or (word == "register" and step.type == "property_identifier"):
        yield from _one(code, ImportKind.DYNAMIC, call, arguments(call.node)[:1], state)


def _called(step: Step) -> Step | None:
    """Return the call whose callee is, or begins with, a word."""
    parent = step.parent
    while parent is not None and parent.type in {
        "member_expression",
        "parenthesized_expression",
        "sequence_expression",
    }:
        step, parent = parent, parent.parent
    if parent is None or parent.type != "call_expression" or field(parent.node, "function") != step.node:
        return None
    return parent


def _statement(code: Code, node: Node, state: State) -> Iterator[Import]:
    source = field(node, "source")
    if source is None:
        for clause in node.named_children:
            if clause.type == "import_require_clause":
                yield from _one(code, ImportKind.REQUIRE, code.tree.step(node), _sources(clause), state)
        return
    if any(child.type in {"type", "typeof"} for child in node.children):
        return
    kind = ImportKind.STATIC if node.type == "import_statement" else ImportKind.EXPORT
    written = code.text(node)[: source.start_byte - node.start_byte]
    names = clause_names(_clause(written))
    if not names and "{" in written and "type " in written:
        return
    yield Import(kind, fold(code, source, inputs=False), code.span(node), state, names)


def _clause(text: str) -> str:
    text = re.sub(r"/\*[\s\S]*?\*/|//[^\n]*", " ", text)
    text = re.sub(r"^\s*(?:import|export)\b", "", text)
    return re.sub(r"(?<![\w$])from\s*$", "", text)


def _sources(clause: Node) -> list[Node]:
    source = field(clause, "source")
    return [source] if source is not None else []


def _one(code: Code, kind: ImportKind, call: Step, given: list[Node], state: State) -> Iterator[Import]:
    for node in given:
        value = fold(code, node, inputs=False)
        if is_known(value):
            yield Import(kind, value, code.span(call.node), state, _bound(call))


def _required(code: Code, call: Step, state: State) -> Iterator[Import]:
    given = arguments(call.node)
    if given and given[0].type == "array":
        yield from _listed(code, given[0], state)
    elif given and field(call.node, "function") is not None and call.node.children[0].type == "identifier":
        yield from _one(code, ImportKind.REQUIRE, call, given[:1], state)


def _dependencies(code: Code, call: Step, state: State) -> Iterator[Import]:
    """Yield the dependencies of ``define([…], factory)`` and ``System.register([…], factory)``."""
    given = arguments(call.node)
    callee = field(call.node, "function")
    if callee is None or (callee.type == "member_expression" and not (callee.text or b"").startswith(b"System")):
        return
    if any(bare(node).type in FUNCTIONS or node.type == "identifier" for node in given[1:]):
        for node in given[:2]:
            if node.type == "array":
                yield from _listed(code, node, state)


def _listed(code: Code, array: Node, state: State) -> Iterator[Import]:
    value = fold(code, array, inputs=False)
    for item in value.items if isinstance(value, Array) else ():
        if isinstance(item, Constant) and isinstance(item.value, str) and item.value not in _MAGIC:
            yield Import(ImportKind.REQUIRE, item, item.span, state)


_MAGIC = frozenset({"require", "exports", "module"})


def _is_renamed(code: Code, step: Step) -> bool:
    """Tell whether ``require`` is a bundler's parameter, whose specifiers mean nothing outside the bundle."""
    declaration = code.lookup("require", step)
    if declaration is None or declaration.kind in {"const", "let", "var", "import"}:
        return False
    if declaration.kind != "param" or declaration.function is None:
        return True
    parent = code.tree.step(declaration.function).parent
    call = parent.parent if parent is not None and parent.type == "arguments" else None
    callee = field(call.node, "function") if call is not None else None
    return callee is None or callee.text != b"define"


def _bound(call: Step) -> tuple[str, ...]:
    """Return the exports that are taken from a required module."""
    step, parent = call, call.parent
    while parent is not None and parent.type in {"await_expression", "parenthesized_expression", "as_expression"}:
        step, parent = parent, parent.parent
    if parent is None:
        return ()
    if parent.type == "member_expression" and field(parent.node, "object") == step.node:
        key = field(parent.node, "property")
        return (name_of(key),) if key is not None and key.text not in {b"then", b"catch", b"finally"} else ()
    name = field(parent.node, "name") if parent.type == "variable_declarator" else None
    if name is not None and name.type == "object_pattern":
        return tuple(leaf.keys[0] for leaf in leaves(name) if leaf.keys)
    return ("*",) if name is not None else ()


def worker_at(code: Code, step: Step, state: State) -> Iterator[Import]:
    """Yield the script of a worker, a service worker, and of ``new URL("x.js", import.meta.url)``."""
    made = step.parent
    while made is not None and made.type == "member_expression":
        made = made.parent
    if made is None or made.type not in {"new_expression", "call_expression"}:
        return
    given = arguments(made.node)
    if not given:
        return
    state = State.INACTIVE if step.dead else state
    target = bare(given[0])
    word = name_of(step.node)
    if word == "URL":
        if not _is_own_url(given) or _is_in_worker(made):
            return
        value = fold(code, given[0], inputs=False)
        if isinstance(value, Constant) and SCRIPT_FILE.search(str(value.value)):
            yield Import(ImportKind.SCRIPT, value, code.span(made.node), state)
        return
    if target.type == "new_expression" and arguments(target):
        target = arguments(target)[0]
    value = fold(code, target, inputs=False)
    if is_known(value) and (word in _WORKERS or _is_service_worker(code, made, value)):
        yield Import(ImportKind.WORKER, value, code.span(made.node), state)


def _is_service_worker(code: Code, made: Step, value: Value) -> bool:
    callee = field(made.node, "function")
    owner = field(callee, "object") if callee is not None else None
    name = str(value.value) if isinstance(value, Constant) else ""
    return owner is not None and registers((owner.text or b"").decode(), name, code.fragment.text)


def _is_own_url(given: list[Node]) -> bool:
    return len(given) > 1 and b"import.meta.url" in (given[1].text or b"")


def _is_in_worker(url: Step) -> bool:
    made = url.parent.parent if url.parent is not None and url.parent.type == "arguments" else None
    maker = field(made.node, "constructor") if made is not None else None
    return maker is not None and name_of(maker) in _WORKERS
