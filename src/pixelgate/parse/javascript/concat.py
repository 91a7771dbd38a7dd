"""Strings put together in code: concatenations, templates, joined arrays, encoded text; each piece in its place."""

from __future__ import annotations

import base64
import binascii
import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from pixelgate.parse.javascript.names import constant_node
from pixelgate.parse.javascript.text import LAST_CODE_POINT, join, placed, unescape
from pixelgate.parse.javascript.tree import arguments, bare, field, first_in
from pixelgate.parse.values import Array, Choice, Constant, Hole, How, Text, Unknown, Value, constant
from pixelgate.source import HOLE, Fragment, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from pixelgate.parse.javascript.fold import Folder

LONGEST = 1_000_000
_MANY = 8
_CHANGING = frozenset({b"toLowerCase", b"toUpperCase", b"replace", b"replaceAll", b"slice", b"substring", b"substr"})
_HOLES = re.compile(f"{HOLE}+")
_PERCENT_U = re.compile(r"%u([0-9a-fA-F]{4})")


class Piece(NamedTuple):
    """A part of a string: known text with its places, or (``part``) something that only the run time knows."""

    fragment: Fragment
    part: Hole | Unknown | Choice | None = None
    literal: bool = True


def pieces(folder: Folder, node: Node, depth: int) -> list[Piece]:
    """Return the pieces of a string expression, in order."""
    node = bare(node)
    if not folder.spend(depth):
        return [_piece(folder.unknown(node))]
    match node.type:
        case "string" | "template_string":
            return _quoted(folder, node, depth)
        case "binary_expression" if len(operands := addends(node)) > 1:
            return [piece for operand in operands for piece in pieces(folder, operand, depth + 1)]
        case "call_expression" if (made := called(folder, node, depth)) is not None:
            return made
        case "identifier":
            known = constant_node(folder, node)
            if known is not None and known.type not in {"object", "array", "ternary_expression", "identifier"}:
                return _moved(folder, node, pieces(folder, known, depth + 1))
        case _:
            pass
    return pieces_of(folder.value(node, depth + 1))


def _moved(folder: Folder, node: Node, found: list[Piece]) -> list[Piece]:
    """Put the pieces of a constant to the place where its name stands."""
    span = folder.code.span(node)
    return [Piece(placed(piece.fragment.text, span), piece.part, literal=False) for piece in found]


def addends(node: Node) -> list[Node]:
    """Return the operands of a chain of ``+``, in order; the node alone when it is none."""
    found: list[Node] = []
    stack = [node]
    while stack:
        top = bare(stack.pop())
        operator = field(top, "operator") if top.type == "binary_expression" else None
        left, right = field(top, "left"), field(top, "right")
        if operator is not None and operator.type == "+" and left is not None and right is not None:
            stack += [right, left]
        else:
            found.append(top)
    return found


def _piece(value: Hole | Unknown | Choice) -> Piece:
    return Piece(placed(HOLE, value.span), value, literal=False)


def pieces_of(value: Value) -> list[Piece]:
    """Return the pieces of a value that is read already."""
    match value:
        case Constant():
            literal = value.how is How.LITERAL and isinstance(value.value, str)
            return [Piece(placed(constant(value) or "", value.span), None, literal)]
        case Text(parts=parts):
            return [piece for part in parts for piece in pieces_of(part)]
        case Hole() | Unknown() | Choice():
            return [_piece(value)]
        case _:
            return [_piece(Unknown("[object]", value.span, (value,)))]


def _quoted(folder: Folder, node: Node, depth: int) -> list[Piece]:
    found: list[Piece] = []
    last = node.start_byte + 1
    for child in node.named_children:
        if child.type != "template_substitution":
            continue
        found += _plain(folder, last, child.start_byte)
        inner = first_in(child)
        if inner is not None:
            found += pieces(folder, inner, depth + 1)
        last = child.end_byte
    return found + _plain(folder, last, max(last, node.end_byte - 1))


def _plain(folder: Folder, start: int, end: int) -> list[Piece]:
    raw = folder.code.fragment.slice(start, end)
    if HOLE not in raw.text:
        return [Piece(unescape(raw))] if raw.text else []
    found: list[Piece] = []
    last = 0
    for run in _HOLES.finditer(raw.text):
        if run.start() > last:
            found.append(Piece(unescape(raw.slice(last, run.start()))))
        found += [_piece(hole) for hole in folder.holes(start + run.start(), start + run.end())]
        last = run.end()
    if last < len(raw.text):
        found.append(Piece(unescape(raw.slice(last, len(raw.text)))))
    return found


def called(folder: Folder, node: Node, depth: int) -> list[Piece] | None:
    """Return the pieces of a call that makes a string, or ``None`` for any other call."""
    callee = field(node, "function")
    callee = bare(callee) if callee is not None else None
    given = arguments(node)
    if callee is None:
        return None
    if callee.type == "identifier":
        return _decoded(folder, node, (callee.text or b"").decode("ascii"), depth)
    owner, method = field(callee, "object"), field(callee, "property")
    if callee.type != "member_expression" or owner is None or method is None:
        return None
    match method.text:
        case b"concat" if bare(owner).type != "array":
            first = pieces(folder, owner, depth + 1)
            if first and all(piece.part is not None for piece in first):
                return None  # an array as likely as a text
            return first + [piece for part in given for piece in pieces(folder, part, depth + 1)]
        case b"join":
            return _joined(folder, owner, given, depth)
        case b"toString" | b"trim" if not given:
            return pieces(folder, owner, depth + 1)
        case b"atob":
            return _decoded(folder, node, "atob", depth)
        case b"fromCharCode":
            return _characters(folder, node, depth)
        case _:
            return _changed(folder, node, callee, depth)


def _joined(folder: Folder, owner: Node, given: list[Node], depth: int) -> list[Piece] | None:
    separator = constant(folder.value(given[0], depth + 1)) if given else ","
    owner = bare(owner)
    if separator is None:
        return None
    if owner.type == "array":
        listed = [pieces(folder, item, depth + 1) for item in owner.named_children if item.type != "comment"]
    else:
        value = folder.value(owner, depth + 1)
        if not isinstance(value, Array):
            return None
        listed = [pieces_of(item) for item in value.items]
    glue = Piece(placed(separator, folder.code.span(owner)))
    return _interleave(listed, glue)


def _interleave(listed: Iterable[list[Piece]], glue: Piece) -> list[Piece]:
    found: list[Piece] = []
    for index, item in enumerate(listed):
        if index and glue.fragment.text:
            found.append(glue)
        found += [piece._replace(literal=False) for piece in item]
    return found


_UNESCAPES = frozenset({"unescape", "decodeURIComponent", "decodeURI"})


def _decoded(folder: Folder, node: Node, function: str, depth: int) -> list[Piece] | None:
    given = arguments(node)
    if not given or function not in {*_UNESCAPES, "atob", "encodeURIComponent", "String"}:
        return None
    inner = pieces(folder, given[0], depth + 1)
    if function == "String":
        return inner
    if function in _UNESCAPES:
        return [
            piece if piece.part is not None else _unescaped(piece, folder.code.span(node)) for piece in inner
        ] or None
    if any(piece.part is not None for piece in inner):
        return None
    text = "".join(piece.fragment.text for piece in inner)
    said = _from_base64(text) if function == "atob" else text if text.isalnum() else None
    return None if said is None else [Piece(placed(said, folder.code.span(node)), None, literal=False)]


def _unescaped(piece: Piece, span: Span) -> Piece:
    text = _PERCENT_U.sub(lambda match: chr(int(match.group(1), 16)), piece.fragment.text)
    return Piece(placed(unquote(text, errors="replace"), span), None, literal=False)


def _from_base64(text: str) -> str | None:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return None


def _characters(folder: Folder, node: Node, depth: int) -> list[Piece] | None:
    codes = [folder.value(given, depth + 1) for given in arguments(node)]
    said = ""
    for code in codes:
        if (
            not isinstance(code, Constant)
            or not isinstance(code.value, float)
            or not 0 <= code.value <= LAST_CODE_POINT
        ):
            return None
        said += chr(int(code.value))
    return [Piece(placed(said, folder.code.span(node)), None, literal=False)] if codes else None


def _changed(folder: Folder, node: Node, callee: Node, depth: int) -> list[Piece] | None:
    owner, method = field(callee, "object"), field(callee, "property")
    if owner is None or method is None or method.text not in _CHANGING:
        return None
    text = constant(as_value(folder, bare(owner), pieces(folder, owner, depth + 1)))
    given = [constant(folder.value(argument, depth + 1)) for argument in arguments(node)]
    if text is None:
        return None
    match method.text, given:
        case b"toLowerCase", []:
            said = text.lower()
        case b"toUpperCase", []:
            said = text.upper()
        case (b"replace", [str() as old, str() as new]):
            said = text.replace(old, new, 1)
        case (b"replaceAll", [str() as old, str() as new]) if old:
            said = text.replace(old, new) if len(text) * (len(new) + 1) < LONGEST else text
        case _:
            numbers = [folder.value(argument, depth + 1) for argument in arguments(node)]
            cut = _cut(text, (method.text or b"").decode(), [v.value for v in numbers if isinstance(v, Constant)])
            if cut is None or len(numbers) > 2:  # noqa: PLR2004 - start and end
                return None
            said = cut
    return [Piece(placed(said, folder.code.span(node)), None, literal=False)]


def _cut(text: str, method: str, bounds: list[object]) -> str | None:
    """Return the part of a text that ``slice``, ``substring`` or ``substr`` takes."""
    places = [int(bound) for bound in bounds if isinstance(bound, float) and abs(bound) <= LONGEST]
    if not places or len(places) != len(bounds):
        return None
    start, end = places[0], places[1] if len(places) > 1 else len(text)
    match method:
        case "slice":
            return text[start:end]
        case "substr":
            start = max(0, start + len(text)) if start < 0 else start
            return text[start : start + end]
        case "substring":
            start, end = sorted((max(0, start), max(0, end)))
            return text[start:end]
        case _:
            return None


def as_value(folder: Folder, node: Node, found: list[Piece]) -> Value:
    """Return a constant, a text with unknown parts, or a choice of such, of the whole string."""
    span = folder.code.span(node)
    if sum(len(piece.fragment.text) for piece in found) > LONGEST:
        return folder.unknown(node)
    choices = [piece.part.options for piece in found if isinstance(piece.part, Choice)]
    total = 1
    for options in choices:
        total *= len(options)
    if not choices or total > _MANY:
        return _text(found, span, single=len(found) <= 1 and node.type in {"string", "template_string"})
    variants: list[Value] = []
    for chosen in product(*choices):
        options_left = iter(chosen)
        flat = [
            p for piece in found for p in (pieces_of(next(options_left)) if isinstance(piece.part, Choice) else [piece])
        ]
        variants.append(_text(flat, span, single=False))
    return variants[0] if len(variants) == 1 else Choice(tuple(variants), span)


def _text(found: list[Piece], span: Span, *, single: bool) -> Constant | Text:
    parts: list[Constant | Hole | Unknown] = []
    run: list[Piece] = []
    for piece in found:
        if piece.part is None:
            run.append(piece)
            continue
        parts += _constant(run)
        run = []
        parts.append(piece.part if not isinstance(piece.part, Choice) else Unknown("", piece.part.span, (piece.part,)))
    if parts:
        return Text((*parts, *_constant(run)), span)
    text = "".join(piece.fragment.text for piece in found)
    literal = single and all(piece.literal for piece in found)
    return Constant(text, span, How.LITERAL if literal else How.FOLDED)


def _constant(run: list[Piece]) -> list[Constant]:
    text = "".join(piece.fragment.text for piece in run)
    if not text:
        return []
    first, last = run[0].fragment, run[-1].fragment
    span = Span(first.span(0, 0).start, last.span(len(last.text), len(last.text)).end)
    how = How.LITERAL if len(run) == 1 and run[0].literal else How.FOLDED
    return [Constant(text, span if span.start <= span.end else first.span(0, len(first.text)), how)]


def as_fragment(found: list[Piece]) -> tuple[Fragment, tuple[Hole | Unknown, ...]]:
    """Return the string as text to be read again, unknown parts as holes, every character in its place in the file."""
    holes = tuple(
        piece.part if not isinstance(piece.part, Choice) else Unknown("", piece.part.span, (piece.part,))
        for piece in found
        if piece.part is not None
    )
    return join([piece.fragment for piece in found]) if found else Fragment(""), holes
