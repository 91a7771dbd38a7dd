"""JavaScript to a tree, with esprima, and with what newer code holds that costs little to understand.

esprima ends at ECMAScript 2017. Optional catch bindings are parsed here; newer operators are written as older ones of
the same length, which say the same about who is called with which text.
"""

from __future__ import annotations

import re
import warnings

import esprima
from esprima.jsx_parser import JSXParser
from esprima.nodes import CatchClause, Node

__all__ = ["Node", "parse"]

LIMIT = 2_000_000
"""The longest script that is read, in characters: esprima takes some five seconds and 400 MB for it."""

_MODULE = re.compile(r"(?:\A|[\s;}/])(?:import|export)(?:\s+[\w$*{\"']|[{*\"'])")
_SEPARATORS = str.maketrans("\u2028\u2029\ufeff", "   ")
_NEWER = re.compile(r"\?\.(?=[(\[])|\?\.(?!\d)|\?\?=|\|\|=|&&=|\?\?|(?<=[.\s;{}*])#(?=[A-Za-z_$])")
_OLDER = {"?.(": "  ", "?.[": "  ", "?.": " .", "??=": "  =", "||=": "  =", "&&=": "  =", "??": "||", "#": "_"}
_OPTIONS = {"range": True, "tolerant": True, "jsx": True, "classProperties": True}


class _Parser(JSXParser):  # type: ignore[misc]  # esprima ships no types
    def parseCatchClause(self) -> Node:  # noqa: N802 - the name that esprima calls
        start = self.createNode()
        self.expectKeyword("catch")
        parameter = None
        if self.match("("):
            self.expect("(")
            parameter = self.parsePattern([])
            self.expect(")")
        return self.finalize(start, CatchClause(parameter, self.parseBlock()))


def parse(code: str) -> tuple[Node | None, str]:
    """Return the tree of a script or module, or ``None`` and the reason. Ranges are offsets in the code as given."""
    if len(code) > LIMIT:
        return None, f"longer than {LIMIT:,} characters"
    code = re.sub(r"\A#!", "//", code)
    module = _MODULE.search(code) is not None
    plain = code.translate(_SEPARATORS)  # line separators end a line, but strings may hold them since 2019
    reason = ""
    for version in dict.fromkeys((code, plain, _NEWER.sub(_as_older, plain))):
        tree, reason = _attempt(version, module=module)
        if tree is not None:
            return tree, ""
    return None, reason


def _as_older(found: re.Match[str]) -> str:
    after = found.string[found.end() : found.end() + 1]
    return _OLDER.get(found[0] + after) or _OLDER[found[0]]


def _attempt(code: str, *, module: bool) -> tuple[Node | None, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it compiles regular expressions with Python's own module
        # esprima's port raises these beside its own Error on input that it was not made for
        try:
            parser = _Parser(code, _OPTIONS, None)
            return (parser.parseModule() if module else parser.parseScript()), ""
        except esprima.Error as error:
            return None, f"not accepted: {error}"
        except RecursionError:
            return None, "nested too deep"
        except (ValueError, TypeError, AttributeError, IndexError, KeyError, OverflowError) as error:
            return None, f"not accepted: {type(error).__name__}"
