"""What a file is for, as far as its path tells: a page of the site, or documentation, a test, a story."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection

from pixelgate.parse.marks import marks
from pixelgate.source import Source

_CONTENT = frozenset({
    "templates", "template", "views", "pages", "routes", "public", "static", "www", "layouts", "_layouts", "_includes",
    "partials", "app", "resources", "htdocs", "webapp", "wwwroot",
})  # fmt: skip
"""Folders whose sub-folders are named by the site's subjects: ``templates/tests/result.html`` is about lab tests."""

_BUILT = frozenset({"build", "dist", "out", "_site"})
"""Folders that a build writes pages into, in folders named by subjects: ``build/docs/intro/index.html``."""

_PAGE = re.compile(r".+\.x?html?")
_ALWAYS = frozenset({"__tests__", "__mocks__", "__fixtures__", "__snapshots__", ".storybook", "cypress", "playwright"})
_ASIDE = frozenset({
    "docs", "doc", "documentation", "tests", "test", "e2e", "spec", "specs", "fixtures", "testdata", "stories", "demo",
    "demos", "website",
})  # fmt: skip
_TESTS = frozenset({"tests", "test", "spec", "specs", "unit", "e2e"})
_VENDORED = frozenset({
    "vendor", "vendors", "bower_components", "node_modules", "third_party", "third-party", "thirdparty",
})  # fmt: skip
_IN_LIBRARY = _ASIDE | {"example", "examples", "samples"}
_NAME = re.compile(
    r"(?:readme|changelog|changes|contributing|license|licence|notice|authors|history)\b.*"
    r"|.*\.(?:test|tests|spec|e2e|stories|story|cy|mock|fixture)\.\w+|.*\.(?:rst|adoc|txt)"
    r"|(?:karma|jest|vitest|cypress|playwright|wdio|protractor)\.(?:conf|config|setup)\.\w+|gulpfile\..*",
    re.IGNORECASE,
)
_TEST_CASE = re.compile(r".+(?:tests?|specs?)\.[cm]?[jt]sx?")
_TEST = re.compile(r"(?:tests?|specs?)\.[cm]?[jt]sx?")


def _parts(path: str) -> list[str]:
    """Return the folders of a path, and the file's name, in lower case."""
    return path.lower().split("/")


def is_documentation(path: str) -> bool:
    """Tell whether no browser of a visitor loads a file: documentation, tests, stories, build scripts.

    A folder called ``tests`` below one of the site's own (``templates``, ``pages``) is a subject, not a test, but for
    the scripts in it that are called so too (``test/searchTest.js``).
    """
    *folders, name = _parts(path)
    if "/.vitepress/dist/" in f"/{path.lower()}":
        folders = folders[folders.index(".vitepress") :]  # VitePress writes the site below its own sources
    if _NAME.fullmatch(name) or _ALWAYS & set(folders) or (_TESTS & set(folders[-1:]) and _TEST_CASE.fullmatch(name)):
        return True
    library = next((index for index, folder in enumerate(folders) if folder in _VENDORED), None)
    if library is not None and not _CONTENT & set(folders[:library]) - {"static", "public", "www", "app"}:
        inside = folders[library + 1 :]
        return bool(_IN_LIBRARY & set(inside)) or (len(inside) == 1 and name in {"index.html", "index.htm"})
    content = _CONTENT | _BUILT if _PAGE.fullmatch(name) else _CONTENT
    own = next((index for index, folder in enumerate(folders) if folder in content), len(folders))
    return bool(_ASIDE & set(folders[:own])) or (own == len(folders) and _TEST.fullmatch(name) is not None)


def is_vendored(path: str, packages: Collection[str]) -> bool:
    """Tell whether a file lies inside a vendored copy of one of these packages."""
    parts = _parts(path)
    for index, part in enumerate(parts[:-1]):
        if part in _VENDORED:
            inside = "/".join(parts[index + 1 : -1])
            return any(f"/{inside}/".startswith(f"/{package}/") for package in packages)
    return False


_REPORT = re.compile(
    r"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    r"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';[^\"<>]*\">\n"
    r"<meta [^<>]*>\n<title>pixelgate: "
)
_LOADS = re.compile(r"<(?:script|img|iframe|object|embed|link|base|svg|form)\b|\bon\w+\s*=", re.IGNORECASE)


def is_report(text: str) -> bool:
    """Tell whether a page is a report that pixelgate wrote into the tree: such a one loads nothing."""
    return _REPORT.match(text) is not None and _LOADS.search(text) is None


_CODE = frozenset({".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx"})
_SERVED = re.compile(
    r"(?:.*/)?(?:\+(?:server|page\.server|layout\.server)\.[cm]?[jt]s|[^/]+\.server\.[cm]?[jt]sx?|app/(?:.*/)?route\.[cm]?[jt]s"
    r"|pages/api/.*|(?:netlify|supabase)/(?:edge-)?functions/.*|server/(?:api|routes|middleware|plugins|utils)/.*)"
)
"""Where frameworks look for what runs on a server."""

_BRINGS = re.compile(
    r"""\b(?:from\s*|require\(\s*|import\s*)["'](?:node:[\w/]+|express|fastify|koa|hono|h3|restify|next/server|next/headers|server-only
    |aws-lambda|firebase-functions(?:/[\w/]+)?|firebase-admin(?:/[\w/]+)?|fs|fs/promises|http|https|net|path|os|child_process|dotenv
    |@netlify/functions|@vercel/(?:node|functions)|@google-cloud/functions-framework|@azure/functions|@nestjs/common)["']""",
    re.VERBOSE,
)
_SERVES = {
    "use server": re.compile(r"(?m)^\s*[\"']use server[\"']"),
    "from": _BRINGS,
    "require": _BRINGS,
    "import": _BRINGS,
    "req": re.compile(r"\(\s*(?:req|request)\s*,\s*(?:res|response|reply)\b"),
    "fetch": re.compile(r"\bfetch\(\s*\w*req(?:uest)?\b[^()]{0,60},\s*_?env\b"),
    "#!": re.compile(r"(?m)^#!.*\bnode\b"),
    "Deno.": re.compile(r"\bDeno\.(?:env|serve)\b"),
    "defineEventHandler(": re.compile(r"\bdefineEventHandler\("),
}
"""What code says that can only run on a server, by a word in it."""

_BEFORE, _AFTER = 12, 80
"""How many characters around the word are looked at."""

_BUNDLE = 400_000
"""Larger files are bundles, which bring their modules' ``require`` along."""


def is_server(source: Source) -> bool:
    """Tell whether a script runs on a server, as far as its place and its own imports tell."""
    if posixpath.splitext(source.path)[1] not in _CODE or len(source.text) > _BUNDLE:
        return False
    return _SERVED.fullmatch(source.path) is not None or _serves(source.text)


def _serves(text: str) -> bool:
    words = marks(text)
    return any(
        said.search(text, max(0, at - _BEFORE), at + _AFTER) for word, said in _SERVES.items() for at in words.of(word)
    )
