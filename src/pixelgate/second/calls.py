"""Calls and assignments of the vendor data, read by the parser that reads the code they are held against.

The language of the data is JavaScript but for a few signs: ``$id!`` (must be there), ``$function`` (a function),
``...$rest`` in an object, ``a|b`` for alternatives and ``*`` within a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import esprima
import msgspec

from pixelgate.second.addresses import subjects
from pixelgate.second.ecma import Node
from pixelgate.second.fold import constant, path
from pixelgate.vendors.model import Vendor

_REQUIRED = re.compile(r"(\$[\w.]+|\b_)!")
_SHORT = 2  # names up to this length are variables in every minified bundle: they need a literal
_NEEDED = "needed_"


class Form(msgspec.Struct, frozen=True):
    """One call (``assigned`` is false) or assignment: its arguments or value as parsed, and whose it is."""

    wanted: tuple[Node, ...]
    subjects: tuple[str, ...]
    assigned: bool = False
    stub: bool = False  # part of the snippet that loads the vendor: the address in it is the evidence


Forms = Mapping[str, tuple[Form, ...]]
"""Forms by the path that is called or assigned, ``window`` and its kin left out."""


def forms(vendors: Iterable[Vendor]) -> Forms:
    """Return the forms of all vendors, without names that mean a vendor only beside other evidence."""
    found: dict[str, tuple[Form, ...]] = {}
    for vendor in vendors:
        for entry in vendor.call:
            target, form = _form(entry.pattern, subjects(vendor))
            form = msgspec.structs.replace(form, stub=entry.kind == "loader")
            root = target.partition(".")[0].partition("(")[0]
            if target and root not in vendor.ambiguous and (len(root) > _SHORT or _has_literal(form.wanted)):
                found[target] = (*found.get(target, ()), form)
    return found


def _form(pattern: str, named: tuple[str, ...]) -> tuple[str, Form]:
    code = _REQUIRED.sub(lambda found: found[1].replace(".", "_") + _NEEDED, pattern)
    try:
        node = esprima.parseScript(re.sub(r"\.\.\.\$\w+", "rest_: _", code)).body[0].expression
    except esprima.Error:  # names with a `*`: the globals of a few vendors are numbered
        return "", Form((), named)
    if node.type == "AssignmentExpression":
        return path(node.left), Form((node.right,), named, assigned=True)
    return path(node.callee), Form(tuple(node.arguments), named)


def _has_literal(wanted: Sequence[Node]) -> bool:
    return any(
        node.type in {"Literal", "BinaryExpression"}
        or (node.type == "ArrayExpression" and _has_literal(node.elements))
        or (node.type == "ObjectExpression" and _has_literal([entry.value for entry in node.properties]))
        for node in wanted
    )


def matching(known: Forms, target: str, given: Sequence[Node], *, assigned: bool = False) -> tuple[str, ...]:
    """Return the subjects of the forms that a call or assignment has; none when it has none."""
    found = [form for form in known.get(target, ()) if form.assigned == assigned and _all_fit(form.wanted, given)]
    if any(form.stub for form in found):
        return ()
    return tuple(dict.fromkeys(subject for form in found for subject in form.subjects))


def _all_fit(wanted: Sequence[Node], given: Sequence[Node]) -> bool:
    return all(_fits(one, given[at]) if at < len(given) else _may_be_absent(one) for at, one in enumerate(wanted))


def _may_be_absent(wanted: Node) -> bool:
    return wanted.type == "MemberExpression" or (wanted.type == "Identifier" and not wanted.name.endswith(_NEEDED))


def _fits(wanted: Node, given: Node) -> bool:
    """Tell whether a value is what a form wants, by what is surely known of it."""
    match wanted.type:
        case "Literal":
            return _equal(wanted.value, constant(given))
        case "BinaryExpression":
            return _fits(wanted.left, given) or _fits(wanted.right, given)
        case "ArrayExpression":
            return given.type == "ArrayExpression" and _all_fit(wanted.elements, given.elements)
        case "ObjectExpression":
            return given.type == "ObjectExpression" and all(_has(given, entry) for entry in wanted.properties)
        case "Identifier" if wanted.name.startswith("$function"):
            return given.type in {"FunctionExpression", "ArrowFunctionExpression"}
        case _:
            return bool(given.type != "SpreadElement")


def _equal(wanted: object, known: object) -> bool:
    if isinstance(wanted, str) and isinstance(known, str):
        return re.fullmatch(".*".join(map(re.escape, wanted.split("*"))), known, re.DOTALL) is not None
    return type(wanted) is type(known) and wanted == known


def _has(given: Node, entry: Node) -> bool:
    """Tell whether an object has an entry; one that is only captured may be absent unless it must be there."""
    key = _key(entry)
    same = [one for one in given.properties if one.type == "Property" and _key(one) == key]
    return _fits(entry.value, same[-1].value) if same else _may_be_absent(entry.value)


def _key(entry: Node) -> object:
    return entry.key.name if entry.key.type == "Identifier" and not entry.computed else constant(entry.key)
