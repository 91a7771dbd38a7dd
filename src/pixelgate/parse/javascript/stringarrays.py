"""String arrays: the strings of code, moved by an obfuscator into one array that functions are asked for.

The array is turned, until a sum of numbers in it is right, before anything else runs. What is asked for stands in the
text all the same, once the array is turned and the calls are followed::

    function a() { var s = ["track", "7fbq", …]; a = function () { return s }; return a() }
    function d(i, key) { i = i - 195; var s = a(); var found = s[i]; […decode…] return found }
    (function (a, sum) { … while (true) { … if (parseInt(d(198)) / 1 + … === sum) break; s.push(s.shift()) } })(a, 7405)
    window[d(204)](d(196), …)

Nothing is run: the sum, the arguments and the functions that only hand on their arguments are read as expressions, with
a bound on the steps. Where that fails, nothing is replaced, and the place of the array is told. Shapes are those of
javascript-obfuscator 1 to 5: any encoding, wrappers of any depth, minified again or not.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pixelgate.parse.attributes import replaced
from pixelgate.parse.document import Interest
from pixelgate.parse.javascript.code import Code
from pixelgate.parse.javascript.functions import immediate_arguments
from pixelgate.parse.javascript.indexed import Budget, Decoder, Reader, UnknownError
from pixelgate.parse.javascript.scopes import Declaration, name_of, parameters
from pixelgate.parse.javascript.text import unescaped
from pixelgate.parse.javascript.tree import FUNCTIONS, bare, field
from pixelgate.parse.marks import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from pixelgate.parse.javascript.tree import Step
    from pixelgate.source import Fragment, Span

_TURNS = re.compile(r"(?P<array>[\w$]{1,80})(?:\.|\[[\"'])push[\"']?\]?\s*\(\s*(?P=array)(?:\.|\[[\"'])shift\b")
_PUSHED = re.compile(r"push[\"']?\]?\s*\(\s*[\w$]{1,80}(?:\.|\[[\"'])")
_KEEPING = ("=function(){return ", "= function(){return ", "=function () {", "= function () {")
_KEEPS = re.compile(r"function\s*\(\)\s*\{\s*return\s+[\w$]{1,80}\s*;?\s*\}\s*(?:;?\s*return\b|,|\)\s*\(\s*\))")
_KEPT = re.compile(r"[\"']\s*\]\s*;\s*(?:return\s*\(\s*)?(?P<name>[\w$]{1,80})\s*=\s*\Z")
_REACH = 200
_OFFSET = re.compile(rb"\b(?P<name>[\w$]{1,80})\s*(?:=\s*(?P=name)\s*-|-=)(?=[^-=])")
_ALPHABET = re.compile(r"[\"']([A-Za-z0-9+/]{64})=?[\"']")
_COUNTED = re.compile(rb"\(\s*\+\+")
_COUNTS = re.compile(r"parseInt\(|\(\s*\+\+\s*[\w$]+\s*\)")
_BEFORE, _AFTER = 12_000, 3_000
"""Characters around a turn in which the sum may stand, with the functions that look its parts up."""

_MOST_ARRAYS = 8
_MOST_PLACES = 64
_MOST_STRINGS = 50_000
_MOST_CALLS = 200_000
_MOST_DECODERS = 16
_HOPS = 8
_LONGEST = 5_000_000

REASON = "strings are looked up in an array in a way that only the run time knows"


class LookedUp(NamedTuple):
    """Code with the strings in place of the calls that look them up, and where an array is that was not understood."""

    fragment: Fragment
    unread: tuple[Span, ...] = ()


class _Array(NamedTuple):
    """An array of strings by its name, and the function, called at once, that turns it, if one does."""

    declaration: Declaration
    strings: list[str]
    turning: Step | None


def looked_up(fragment: Fragment, language: str) -> LookedUp:
    """Return code as it reads once its strings are looked up; itself where it has no array of them."""
    text = fragment.text
    turns = list(islice(_turns(text), _MOST_PLACES)) if len(text) <= _LONGEST else []
    keeps = list(islice(_keeps(text), _MOST_PLACES)) if len(text) <= _LONGEST else []
    if not turns and not keeps:
        return LookedUp(fragment)
    code, budget = Code(fragment, Interest(), language, ()), Budget()
    found: dict[int, tuple[int, str]] = {}
    unread = []
    for array in islice(_arrays(code, turns, keeps), _MOST_ARRAYS):
        try:
            found.update(_Calls(code, array, budget).read())
        except UnknownError:
            unread.append(code.span(array.declaration.node))
    return LookedUp(replaced(fragment, _outermost(found)), tuple(unread))


def _turns(text: str) -> Iterator[int]:
    """Yield where the array stands of which the first element becomes the last."""
    for at in marks(text).of("shift"):
        begins = max(0, at - _REACH)
        pushed = _PUSHED.fullmatch(text, max(0, text.rfind("push", begins, at)), at)
        found = _TURNS.search(text, begins, at + len("shift")) if pushed else None
        if found is not None and _COUNTS.search(text, max(0, at - _BEFORE), at + _AFTER):
            yield found.start()


def _keeps(text: str) -> Iterator[int]:
    """Yield where a function is named that replaces itself by one which returns what it made."""
    for begun in _KEEPING:
        for at in (at + begun.index("f") for at in marks(text).of(begun)):
            name = _KEPT.search(text, max(0, at - _REACH), at) if _KEEPS.match(text, at) else None
            if name is not None:
                yield name.start("name")


def _outermost(found: dict[int, tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    last = 0
    for start, (end, said) in sorted(found.items()):
        if start >= last:
            yield start, end, json.dumps(said)
            last = end


def _arrays(code: Code, turns: list[int], keeps: list[int]) -> Iterator[_Array]:
    """Yield the arrays that are turned, then those that are only kept by a function."""
    seen: set[int] = set()
    for at in (*turns, *keeps):
        step = code.tree.at(at, at + 1)
        array = _meant(code, step.node) if step.type == "identifier" else None
        strings = _strings(code, array) if array is not None else []
        if array is None or not strings or array.node.id in seen:
            continue
        turning = next((up for up in step.up() if up.type in FUNCTIONS and immediate_arguments(up) is not None), None)
        if at in turns and (turning is None or not _is_turning(code, turning.node)):
            continue
        seen.add(array.node.id)
        yield _Array(array, strings, turning if at in turns else None)


def _is_turning(code: Code, function: Node) -> bool:
    """Tell whether a function turns an array as obfuscators do: until a sum is right, or as often as it is told."""
    text = code.data[function.start_byte : function.end_byte]
    return b"parseInt" in text or _COUNTED.search(text) is not None


def _meant(code: Code, node: Node | None) -> Declaration | None:
    """Return the array, or the function that returns it, that a name stands for: through parameters and calls."""
    for _ in range(_HOPS):
        node = bare(node) if node is not None else None
        if node is not None and node.type == "call_expression":
            node = field(node, "function")
        declaration = code.resolve(node) if node is not None and node.type == "identifier" else None
        if declaration is None:
            return None
        node = code.argument(declaration) if declaration.kind == "param" else declaration.value
        if node is not None and (node.type == "array" or node.type in FUNCTIONS):
            return declaration
    return None


def _strings(code: Code, array: Declaration) -> list[str]:
    """Return the strings of an array that a name stands for, or that the function of that name returns."""
    made = bare(array.value) if array.value is not None else None
    if made is not None and made.type in FUNCTIONS:
        body = field(made, "body")
        first = next((one for one in body.named_children if one.type.endswith("_declaration")), None) if body else None
        declarator = next((c for c in first.named_children if c.type == "variable_declarator"), None) if first else None
        made = field(declarator, "value") if declarator is not None else None
    if made is None or made.type != "array" or made.named_child_count > _MOST_STRINGS:
        return []
    listed = [child for child in made.named_children if child.type != "comment"]
    plain = all(child.type == "string" for child in listed)
    return [unescaped(code.text(child)[1:-1]) for child in listed] if plain else []


class _Calls:
    """The calls that look up strings of one array."""

    def __init__(self, code: Code, array: _Array, budget: Budget) -> None:
        self.code = code
        self.array = array
        self.decoders = list(islice(self._decoders(), _MOST_DECODERS))
        self.reader = Reader(code, array.strings, {one.function: one for one in self.decoders}, budget)

    def read(self) -> dict[int, tuple[int, str]]:
        """Return where each call begins and ends that looks up a string, and the string."""
        if self.array.turning is not None:
            self._turn(self.array.turning)
        found: dict[int, tuple[int, str]] = {}
        queue = [one for decoder in self.decoders if (one := self._declared(decoder.step)) is not None]
        seen: set[int] = set()
        while queue:
            declaration = queue.pop()
            if id(declaration) in seen:
                continue
            seen.add(id(declaration))
            uses = self.code.references(declaration.name, declaration.scope, declaration)
            for use in islice(uses, _MOST_CALLS):
                other = self._use(use, found)
                queue += [other] if other is not None else []
        return found

    def _turn(self, turning: Step) -> None:
        """Turn the array until the sum is right, or as often as the function is told."""
        code, node = self.code, turning.node
        given = immediate_arguments(turning) or []
        at = code.data.find(b"parseInt", node.start_byte, node.end_byte)
        if at < 0:
            if len(given) < 2:  # noqa: PLR2004 - the array, and how often
                raise UnknownError
            self.reader.turn_by(self.reader.number(given[1]))
            return
        for up in code.tree.at(at, at + 1).up():
            left, right = field(up.node, "left"), field(up.node, "right")
            if up.type == "binary_expression" and field(up.node, "operator").type in {"===", "=="} and left and right:  # type: ignore[union-attr]
                in_left = left.start_byte <= at < left.end_byte
                self.reader.turn(left if in_left else right, self.reader.number(right if in_left else left))
                return
            made = field(up.node, "value") if up.type == "variable_declarator" else None
            made = right if up.type == "assignment_expression" else made
            if made is not None and len(given) > 1:
                self.reader.turn(made, self.reader.number(given[1]))
                return
        raise UnknownError

    def _use(self, use: Step, found: dict[int, tuple[int, str]]) -> Declaration | None:
        """Note what a call looks up; return the name that stands for the function too, or that calls it."""
        parent = use.parent
        if parent is None:
            return None
        if parent.type == "call_expression" and field(parent.node, "function") == use.node:
            try:
                said = self.reader.value(parent.node)
            except UnknownError:
                return self._wrapper(parent)
            if isinstance(said, str):
                found[parent.node.start_byte] = parent.node.end_byte, said
            return None
        if parent.type == "variable_declarator" and field(parent.node, "value") == use.node:
            return self._named(field(parent.node, "name"), parent)
        if parent.type == "assignment_expression" and field(parent.node, "right") == use.node:
            return self._named(field(parent.node, "left"), parent)
        return None

    def _wrapper(self, call: Step) -> Declaration | None:
        """Return the name of the function that returns a call."""
        parent = call.parent
        if parent is None or parent.type not in {"return_statement", "arrow_function"}:
            return None
        function = next((up for up in call.up() if up.type in FUNCTIONS), None)
        return self._declared(function) if function is not None else None

    def _declared(self, function: Step) -> Declaration | None:
        if function.type == "function_declaration":
            return self._named(field(function.node, "name"), function.parent)
        parent = function.parent
        if parent is not None and parent.type == "variable_declarator":
            return self._named(field(parent.node, "name"), parent)
        return None

    def _named(self, name: Node | None, place: Step | None) -> Declaration | None:
        if name is None or place is None or name.type != "identifier":
            return None
        return self.code.lookup(name_of(name), place)

    def _decoders(self) -> Iterator[Decoder]:
        """Yield the functions that take a string out of the array, by an index."""
        array = self.array.declaration
        seen: set[int] = set()
        for use in self.code.references(array.name, array.scope, array):
            functions = [up for up in use.up() if up.type in FUNCTIONS]
            step = functions[0] if functions else None
            if step is None or step.node.id in seen or step.node == array.value or self.array.turning in functions:
                continue
            seen.add(step.node.id)
            if parameters(step.node):
                yield self._decoder(step)

    def _decoder(self, step: Step) -> Decoder:
        node = step.node
        offset = _OFFSET.search(self.code.data, node.start_byte, node.end_byte)
        minus = self.code.tree.at(offset.end() - 1, offset.end()).parent if offset is not None else None
        text = self.code.text(node)
        alphabet = _ALPHABET.search(text)
        return Decoder(
            step,
            field(minus.node, "right") if minus is not None else None,
            alphabet[1] if alphabet else "",
            keyed=alphabet is not None and "^" in text,
        )
