"""The grammars of the extra ``pixelgate[backend]``, loaded when the first file of their language is read."""

from __future__ import annotations

import importlib
from functools import cache

from tree_sitter import Language, Node, Parser

from pixelgate.parse.backend.missing import Missing
from pixelgate.parse.javascript.text import to_ascii

__all__ = ["Node", "language", "tree"]

_MODULES = {
    "ruby": ("tree_sitter_ruby", "language"),
    "php": ("tree_sitter_php", "language_php"),
    "java": ("tree_sitter_java", "language"),
    "csharp": ("tree_sitter_c_sharp", "language"),
}


@cache
def language(name: str) -> Language:
    """Return the grammar of a language; raise ``Missing`` when its package is not installed."""
    module, entry = _MODULES[name]
    try:
        return Language(getattr(importlib.import_module(module), entry)())
    except ImportError as error:
        raise Missing(module) from error


def tree(name: str, text: str) -> Node:
    """Return the root of a text's tree, whose byte offsets are offsets of the text."""
    return Parser(language(name)).parse(to_ascii(text)).root_node
