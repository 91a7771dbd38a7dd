"""A clean portal of a given size, the same on every machine: Django templates that extend, include and load scripts."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

SECTIONS, EACH = 40, 50
"""Sections of the portal, and templates in each: a layout, its partials and its pages."""

PARTIALS = 9
WORDS = """appointment billing care clinic contact department document family form health history insurance laboratory
language letter location medication message note number office order page patient payment pharmacy phone physician
plan portal profile provider question record referral request result schedule search section setting summary team
test time travel treatment update vaccine visit""".split()  # noqa: SIM905 - a text is shorter than a list


def templates(seed: int = 2026) -> Iterator[tuple[str, str]]:
    """Yield the paths and texts of ``SECTIONS * EACH`` templates."""
    dice = random.Random(seed)  # noqa: S311 - the same tree every time is the point
    yield "templates/base.html", BASE.format(scripts="".join(_script(name) for name in ("jquery", "bootstrap")))
    for section in range(SECTIONS):
        folder = f"templates/section{section:02}"
        yield f"{folder}/layout.html", LAYOUT.format(menu="".join(_item(dice) for _ in range(12)), section=section)
        for number in range(PARTIALS):
            yield f"{folder}/partials/part{number}.html", "".join(_row(dice) for _ in range(dice.randrange(10, 40)))
        for number in range(EACH - PARTIALS - 1 - (section == 0)):
            yield f"{folder}/page{number:02}.html", _page(dice, section, number)


def modules() -> Iterator[tuple[str, str]]:
    """Yield the portal's own scripts: a module for each section, which imports two that all share."""
    yield "static/app/request.js", REQUEST
    yield "static/app/dates.js", DATES
    for section in range(SECTIONS):
        yield f"static/app/section{section:02}.js", SECTION.format(section=section)


def manifest() -> str:
    """Return a manifest that claims every page."""
    return MANIFEST + "".join(
        f'\n[[route]]\npath = "/section{section:02}/:page"\naccess = "authenticated"\nphi = ["appointment"]\n'
        f'pages = ["templates/section{section:02}/page*.html"]\n'
        for section in range(SECTIONS)
    )


def write(root: Path, scripts: Iterable[tuple[str, bytes]]) -> None:
    """Write the portal, with third-party scripts beside its own."""
    for name, text in (("pixelgate.toml", manifest()), *templates(), *modules()):
        _put(root / name, text.encode())
    for name, data in scripts:
        _put(root / "static/vendor" / name, data)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _page(dice: random.Random, section: int, number: int) -> str:
    parts = dice.sample(range(PARTIALS), 3)
    return PAGE.format(
        section=section,
        title=_words(dice, 3).title(),
        includes="".join(f'  {{% include "section{section:02}/partials/part{part}.html" %}}\n' for part in parts),
        fields="".join(_field(dice, number) for _ in range(dice.randrange(3, 12))),
        text="".join(f"  <p>{_words(dice, 40)}.</p>\n" for _ in range(dice.randrange(2, 12))),
        script=_script("app/section{:02}".format(section)) if number % 3 else "",  # noqa: UP032 - braces
    )


def _words(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(WORDS, k=count))


def _item(dice: random.Random) -> str:
    word = dice.choice(WORDS)
    return f"    <li class=\"nav-item\"><a href=\"{{% url '{word}' %}}\">{{% translate '{word.title()}' %}}</a></li>\n"


def _row(dice: random.Random) -> str:
    word = dice.choice(WORDS)
    return (
        f'<div class="row{{% if {word}.urgent %}} text-danger{{% endif %}}" id="{word}-{{{{ forloop.counter }}}}">\n'
        f'  <span>{{{{ {word}.name|default:"-" }}}}</span> <time>{{{{ {word}.date|date:"Y-m-d" }}}}</time>\n</div>\n'
    )


def _field(dice: random.Random, number: int) -> str:
    word = dice.choice(WORDS)
    return (
        f'    <label for="{word}{number}">{word.title()}</label>\n'
        f'    <input id="{word}{number}" name="{word}" value="{{{{ form.{word}.value|default:\'\' }}}}" required>\n'
    )


def _script(name: str) -> str:
    kind = ' type="module"' if "/" in name else ""
    path = f"{name}.js" if "/" in name else SHARED[name]
    return f"  <script{kind} src=\"{{% static '{path}' %}}\"></script>\n"


SHARED = {
    "jquery": "vendor/jquery/dist/jquery.min.js",
    "bootstrap": "vendor/bootstrap/dist/js/bootstrap.bundle.min.js",
}

BASE = """<!doctype html>
{{% load static i18n %}}
<html lang="{{{{ LANGUAGE_CODE }}}}">
<head>
  <meta charset="utf-8">
  <title>{{% block title %}}Portal{{% endblock %}}</title>
  <link rel="stylesheet" href="{{% static 'portal.css' %}}">
  {{% block head %}}{{% endblock %}}
</head>
<body>
  {{% block body %}}{{% endblock %}}
{scripts}  {{% block scripts %}}{{% endblock %}}
</body>
</html>
"""

LAYOUT = """{{% extends "base.html" %}}
{{% load i18n %}}
{{% block body %}}
  <nav><ul>
{menu}  </ul></nav>
  <main id="section{section:02}">{{% block content %}}{{% endblock %}}</main>
{{% endblock %}}
"""

PAGE = """{{% extends "section{section:02}/layout.html" %}}
{{% load static i18n %}}
{{% block title %}}{title} - {{{{ block.super }}}}{{% endblock %}}
{{% block content %}}
  <h1>{title}</h1>
{includes}{text}  <form method="post" action="{{% url 'save' object.pk %}}">
    {{% csrf_token %}}
{fields}    <button type="submit">{{% translate "Save" %}}</button>
  </form>
  {{% for row in object_list %}}<p>{{{{ row }}}}</p>{{% empty %}}<p>{{% translate "Nothing here" %}}</p>{{% endfor %}}
{{% endblock %}}
{{% block scripts %}}
{{{{ block.super }}}}
{script}  <script>
    for (const form of document.forms) form.addEventListener("submit", () => form.classList.add("sent"));
  </script>
{{% endblock %}}
"""

REQUEST = """export async function request(path, options = {}) {
  const answer = await fetch(path, { credentials: "same-origin", ...options });
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return answer.json();
}
"""

DATES = """const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium" });

export const day = value => format.format(new Date(value));
"""

SECTION = """import {{ request }} from "./request.js";
import {{ day }} from "./dates.js";

const list = document.querySelector("#section{section:02} ul");
for (const item of await request("/api/section{section:02}")) {{
  const entry = document.createElement("li");
  entry.textContent = `${{day(item.date)}} ${{item.name}}`;
  list?.append(entry);
}}
"""

MANIFEST = """version = 1

[site]
origins = ["https://portal.example-health.org"]
templates = ["templates"]
static = { "/static/" = "static" }
framework = "django"
"""
