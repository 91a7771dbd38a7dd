"""PHP pages: ``<?php … ?>``, ``<?= … ?>``, includes, and the template tags of WordPress and of common frameworks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import msgspec

from pixelgate.parse.strings import Joiner, holds_markup
from pixelgate.parse.template.brackets import arguments, closing, first
from pixelgate.parse.template.dialect import Delimiter, Dialect, Naming, Role, Said
from pixelgate.parse.template.drupal import of_name
from pixelgate.parse.template.names import UNKNOWN, named, says_something
from pixelgate.parse.template.php_functions import functions
from pixelgate.source import HOLE, Fragment

LEXIS = (
    r"\"(?:[^\"\\]|\\.|\\\n)*+(?:\"|\Z)|'(?:[^'\\]|\\.|\\\n)*+(?:'|\Z)|`(?:[^`\\]|\\.)*+(?:`|\Z)|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)"
    r"|(?://|#(?!\[))(?:[^\n?]|\?(?!>))*+"
    r"|<<<[ \t]*[\"']?(?P<label>\w+)[\"']?\n(?:(?![ \t]*(?P=label)\b)[^\n]*+\n)*+(?:[ \t]*(?P=label)|[^\n]*\Z)"
)
"""Strings, comments, here documents. ``?>`` ends a comment of one line, but not one of many, nor a string."""

_PRINTS = (
    r"(?:echo|print|printf|print_r|_e|\w*_e|the_\w+|\w+_the_\w+|bloginfo|body_class|language_attributes|wp_\w+)\b"
    r"|@?(?:\$[\w>-]+->|[\w\\]+::)\w+\([^;?]*\);?\s*\?>"
)
_WORDS = re.compile(
    r"['\"]#theme['\"]\s*=>\s*['\"](?P<themed>\w+)['\"]|(?P<attached>['\"]library['\"]\s*(?:\]\s*(?:\[\s*\]\s*)?=(?!=)|=>)\s*(?:array\s*\(|\[)?)|"
    + LEXIS
    + r"|(?<![\w$>:])(?P<include>include|require|include_once|require_once|virtual|readfile)\b(?!\s*=)"
    r"|(?<![\w$>:])(?P<text>file_get_contents)\s*\("
    r"|(?P<method>->get_(?:header|footer|sidebar)|function\s+get_(?:header|footer|sidebar))\s*\("
    r"|(?P<bundle>\w+)::register\s*\(\s*\$(?:this|view)\b|(?P<call>(?<![\w$])(?:get_header|get_footer|get_sidebar|get_template_part|locate_template|load_template"
    r"|view|wp_(?:enqueue|register)_script)"
    r"|->(?:render|view|element|partial|layout|extend|setLayout|registerJsFile))\s*\("
)
_LIBRARY = re.compile(r"['\"]([\w.-]+/[\w.-]+)['\"]")
_BELOW_ROOT = re.compile(r"\s*['\"](?:@web|Yii::\$app->request->baseUrl)?/?([^'\"\n:]+\.m?js)['\"]")
_LONGEST = 4_000
_ASKS = re.compile(r"\b(?:file_exists|is_readable|is_file|stream_resolve_include_path)\s*\(")
_OPERAND = re.compile(
    r"\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<here>__DIR__|dirname\(\s*__FILE__\s*\)|plugin_dir_path\(\s*__FILE__\s*\))"
    r"|(?P<up>dirname\(\s*(?P<outer>(?:dirname\(\s*){0,9})__(?P<file>DIR|FILE)__[\s)]*(?:,\s*(?P<levels>\d)\s*\))?)"
    r"|(?P<join>\.)|(?P<other>[\w$\\:>\[\]'\"-]+(?:\([^()]*\))?)"
)
_INTERPOLATED = re.compile(r"\{\$[^{}]*\}|\$\{[^{}]*\}|\$\w+(?:->\w+|\[\w*\])*")
_ELSEWHERE = re.compile(r"(?:.*/)?vendor/")
_PACKAGE = "autoload.php"
_VIEWS = ("php", "phtml", "blade.php", "ctp", "tpl.php", "twig", "html.twig", "latte")
_EXTENSION = re.compile(r".*\.(?:php|phtml|inc|html?|tpl|ctp|js)", re.IGNORECASE)


def path(expression: str, kind: str = "include") -> Naming | None:
    """Read an expression that makes a path.

    A constant or a call before it is a folder that only the program knows (``ABSPATH``, ``get_template_directory()``):
    the rest is looked up from the file's folder upward.
    """
    text, base, unknown = "", "", False
    for token in _OPERAND.finditer(expression.strip().strip("()")):
        literal = token["double"] if token["double"] is not None else token["single"]
        if literal is not None:
            text += _INTERPOLATED.sub(UNKNOWN, literal) if token["double"] else literal
        elif token["here"]:
            base = "./"
        elif token["up"]:
            base = "../" * (token["outer"].count("(") + int(token["levels"] or 1) - (token["file"] == "FILE"))
        elif token["other"] and text:
            text += UNKNOWN
        elif token["other"]:
            unknown = True
    name = text.removeprefix(UNKNOWN).lstrip("/") if base or unknown or text.startswith(UNKNOWN) else text
    if _ELSEWHERE.match(name):
        return None  # a package of Composer, which is not part of the tree
    if not name or not says_something(name):
        return Naming(kind, (), expression.strip(), computed=True)
    computed = UNKNOWN in name
    if unknown and not base and not computed:
        return Naming(kind, (name, f"{UNKNOWN}/{name}"), optional=name.endswith(_PACKAGE))
    return Naming(
        kind,
        (base + name,),
        expression.strip() if computed else "",
        optional=name.endswith(_PACKAGE),
        computed=computed,
    )


def _part(kind: str) -> Callable[[str], Naming | None]:
    """Read ``get_header('x')`` and its kin: ``header-x.php``, else ``header.php``."""

    def read(code: str) -> Naming | None:
        found = named("include", first(code)).names if code.strip() else ()
        special = tuple(f"{kind}-{name}.php" for name in found)
        return Naming("include", (*special, f"{kind}.php", f"wp-includes/theme-compat/{kind}.php"))

    return read


def _template_part(code: str) -> Naming | None:
    """Read ``get_template_part('a/b', 'c')``: ``a/b-c.php``, else ``a/b.php``."""
    slug, *rest = arguments(code)
    known = named("include", slug.replace(" . ", " ~ ")).names
    if not known:
        return Naming("include", (), slug, computed=True)
    name = named("include", rest[0]).names if rest else ()
    special = tuple(f"{known[0]}-{one}.php" for one in name)
    return Naming("include", (*special, f"{known[0]}.php"))


def _view(code: str) -> Naming | None:
    """Read the name of a view, without extension: ``view('a.b')``, ``$this->load->view('a/b')``."""
    naming = path(first(code))
    if naming is None or not naming.names or code.strip()[:1] not in {"'", '"'}:
        return None
    return naming


def _script(code: str) -> Naming | None:
    """Read ``wp_enqueue_script('handle', address)``."""
    said = arguments(code)
    return path(said[1], "static") if len(said) > 1 else None


def _markup(expression: str) -> Naming | None:
    """Read the path of a file whose text is markup, by its ending: what else code reads is not written into pages."""
    naming = path(expression)
    markup = naming and any(_WRITTEN.fullmatch(name) for name in naming.names)
    return msgspec.structs.replace(naming, optional=True) if naming and markup else None


def _published(code: str) -> Naming | None:
    """Read ``registerJsFile('@web/js/a.js')``: a script below the web root."""
    found = _BELOW_ROOT.match(code)
    return Naming("include", (f"web/{found[1]}", found[1])) if found else None


_WRITTEN = re.compile(r"(?!(?:https?:)?//).*\.(?:x?html?|php|phtml|inc|tpl|txt|js)", re.IGNORECASE)
_CALLS: dict[str, Callable[[str], Naming | None]] = {
    "get_header": _part("header"),
    "get_footer": _part("footer"),
    "get_sidebar": _part("sidebar"),
    "get_template_part": _template_part,
    "locate_template": _view,
    "load_template": path,
    "wp_enqueue_script": _script,
    "->registerJsFile": _published,
    "wp_register_script": _script,
}


def said(code: str) -> Iterator[Said]:
    """Yield what a piece of PHP includes; what stands in strings and comments it does not say."""
    asked = frozenset(_squeezed(code[at.end() : _end_of(code, at.end())[0]]) for at in _ASKS.finditer(code))
    for word in _WORDS.finditer(code):
        if word["include"]:
            end = _statement_end(code, word.end())
            naming = path(code[word.end() : end])
            if naming and _squeezed(code[word.end() : end]) in asked:
                naming = msgspec.structs.replace(naming, optional=True)
        elif word["text"]:
            inner, end = _end_of(code, word.end())
            naming = _markup(first(code[word.end() : inner]))
        elif word["call"]:
            inner, end = _end_of(code, word.end())
            naming = _CALLS.get(word["call"], _view)(code[word.end() : inner])
        elif word["themed"]:
            name = word["themed"].partition("__")[0].replace("_", "-") + ".html.twig"
            naming = Naming("include", (f"templates/{name}", name), first=False, optional=True)
            yield "#theme", naming, word.start(), word.end()
            continue
        elif word["bundle"]:
            yield "register", Naming("entry", (f"yii:{word['bundle']}",)), word.start(), word.end()
            continue
        elif word["attached"]:
            yield from _libraries(word, code)
            continue
        else:
            continue
        if naming and (naming.names or naming.computed):
            name = word["include"] or word["text"] or word["call"].removeprefix("->")
            yield name, naming, word.start(), end


def _libraries(word: re.Match[str], code: str) -> Iterator[Said]:
    """Yield the libraries that code attaches: ``['#attached']['library'][] = 'portal/pixel'``, or a list of them."""
    listed = closing(code, word.end()) if code[word.end() - 1] in "[(" else None
    near = word.end() + _LONGEST
    end = min(listed[1], near) if listed else word.end() + _statement_end(code[word.end() : near], 0)
    for found in _LIBRARY.finditer(code, word.end(), end):
        yield "#attached", of_name(found[1]), found.start(), found.end()


def _end_of(code: str, start: int) -> tuple[int, int]:
    end = min(len(code), start + _LONGEST)
    return closing(code, start) or (end, end)


def _squeezed(expression: str) -> str:
    """Return an expression without what does not matter: outer brackets and spaces."""
    return re.sub(r"\s+", "", expression.strip().removeprefix("(").removesuffix(")"))


_STATEMENT = re.compile(LEXIS + r"|(?P<end>;|\?>|\n\s*\n|\s(?:or|and)\s)")


def _statement_end(code: str, start: int) -> int:
    last = min(len(code), start + _LONGEST)
    return next((step.start() for step in _STATEMENT.finditer(code, start, last) if step["end"]), last)


_LITERAL = re.compile(
    r"\"(?P<double>(?:[^\"\\]|\\.)*+)(?:\"|\Z)|'(?P<single>(?:[^'\\]|\\.)*+)(?:'|\Z)"
    r"|<<<[ \t]*(?P<raw>')?[\"']?(?P<name>\w+)[\"']?\n(?P<here>(?:(?![ \t]*(?P=name)\b)[^\n]*+\n)*+)"
    rf"|(?P<end>[;{{}}])|{LEXIS}",
    re.DOTALL,
)
_PLACE = r"%(?:\d+\$)?s"
_ESCAPE = re.compile(r"\\([\"'\\$ntr])|" + _INTERPOLATED.pattern + f"|{_PLACE}")
_RAW_ESCAPE = re.compile(rf"\\(['\\])|{_PLACE}")
_NAMES = {"n": "\n", "t": "\t", "r": " "}


def strings(code: Fragment) -> Iterator[Fragment]:
    """Yield the markup that the strings of each statement make when they are joined."""
    if not holds_markup(code.text):
        return
    joiner = Joiner()
    at = 0
    for token in _LITERAL.finditer(code.text):
        group = next((name for name in ("double", "single", "here") if token[name] is not None), "")
        if group:
            if code.text[at : token.start()].strip(" \t\n."):
                joiner.hole()
            raw = group == "single" or token["raw"] is not None
            joiner.add(code.slice(*token.span(group)), _RAW_ESCAPE if raw else _ESCAPE, _decoded)
        elif token["end"] and (markup := joiner.take()):
            yield markup
        at = token.end()
    if markup := joiner.take():
        yield markup


def _decoded(escape: str) -> str:
    return _NAMES.get(escape[1], escape[1]) if escape[0] == "\\" else HOLE


def files(kind: str, name: str) -> tuple[str, ...]:
    """Return the files that a path or a view's name may mean."""
    if kind == "static":
        plain = name.lstrip("/")
        return (name, f"public/{plain}", f"web/{plain}")
    if _EXTENSION.fullmatch(name) or name.endswith(("/", ".twig")):
        return (name,)
    plain = name.replace(".", "/") if "/" not in name else name
    views = (f"views/{plain}", f"View/{plain}", plain, f"element/{plain}", f"Element/{plain}")
    return (name, *(f"{view}.{end}" for view in views for end in _VIEWS))


PHP = Dialect(
    name="php",
    delimiters=(
        Delimiter(Role.OUTPUT, r"<\?=", r"\?>", lexis=LEXIS, ended=True),
        Delimiter(Role.OUTPUT, rf"<\?(?:php\b)?(?=\s*(?:{_PRINTS}))(?!xml)", r"\?>", lexis=LEXIS, ended=True),
        Delimiter(Role.CODE, r"<\?(?:php\b)?(?!xml|=)", r"\?>", lexis=LEXIS, ended=True),
    ),
    code=said,
    extensions=(
        *(
            ".php",
            ".phtml",
            ".php3",
            ".php4",
            ".php5",
            ".php7",
            ".phps",
            ".ctp",
            ".inc",
            ".module",
            ".theme",
            ".install",
        ),
        *(".html", ".htm", ".tpl"),
    ),
    sign=r"<\?(?:php\b|=)",
    marks=("<?",),
    files=files,
    near=True,
    strings=strings,
    enclosed=partial(functions, lexis=LEXIS),
)
