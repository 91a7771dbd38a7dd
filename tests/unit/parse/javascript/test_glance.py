"""Code without a word of any vendor: what it loads or runs all the same must not go unseen, nor cost a whole tree."""

from __future__ import annotations

import pytest

from pixelgate.parse.document import ImportKind, Script, Use
from pixelgate.parse.javascript import glance
from pixelgate.parse.values import constant
from pixelgate.source import Fragment, Span

FAR = "var a = 1;" * 5_000


def reasons(script: Script) -> list[str]:
    return [opaque.reason for opaque in script.opaque]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (
            "var s = document.createElement('script'); s.src = config.url; document.head.appendChild(s);",
            "a script element is given a URL that only the run time knows",
        ),
        (
            "var s = document['createElement']('script'); s['src'] = config.url; document.head.appendChild(s);",
            "a script element is given a URL that only the run time knows",
        ),
        ("eval(atob(text))", "code is run from a text that only the run time knows"),
        ("import(name)", "a module is imported from an address that only the run time knows"),
    ],
)
@pytest.mark.parametrize("around", ["", FAR])
def test_code_that_hides_what_it_loads_is_seen(code: str, reason: str, around: str) -> None:
    assert reasons(glance(Fragment(f"{around}{code};{around}"))) == [reason]


@pytest.mark.parametrize(
    ("code", "use"),
    [
        ("fetch('https://api.example.net/x')", Use.REQUEST),
        ("navigator.sendBeacon('https://api.example.net/x', d)", Use.REQUEST),
        ("x.open('GET', 'https://api.example.net/x')", Use.REQUEST),
        ("new Image().src = 'https://api.example.net/x'", Use.REQUEST),
    ],
)
def test_requests_to_hosts_that_nobody_knows_are_seen(code: str, use: Use) -> None:
    assert [one.use for one in glance(Fragment(FAR + code)).literals] == [use]


def test_a_script_from_a_host_that_nobody_knows_is_an_import_at_its_place() -> None:
    code = "var s = document.createElement('script'); s.src = 'https://x.example.net/a.js'; b.append(s)"
    [found] = glance(Fragment(code)).imports
    assert (found.kind, constant(found.specifier)) == (ImportKind.SCRIPT, "https://x.example.net/a.js")


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ("res.send(`<html><script src='/in.js'></script>${body}</html>`)", ["/in.js"]),
        ("const page = '<html>' + head + '<script src=\"/in.js\"></script>'; res.end(page)", ["/in.js"]),
        ("const frame = () => `<iframe title=x src=/in.html></iframe>`", ["/in.html"]),
        ("const open = '<script>', none = '<script><\\/script>', text = 'a <script src'", []),
        ("if (/<script src=/.test(text)) show()", []),
    ],
)
@pytest.mark.parametrize("around", ["", FAR])
def test_markup_that_a_server_writes_loads_what_it_says(code: str, loaded: list[str], around: str) -> None:
    found = glance(Fragment(f"{around}{code};{around}"))
    given = (constant(one.value) for element in found.elements for one in element.attributes if one.name == "src")
    assert list(given) == loaded


@pytest.mark.parametrize(
    "code",
    [
        "new Function('return this')()",
        "/* eval(x) */ var a = 1",
        "// import(name)\nvar a = 1",
        "var help = 'call eval(text) to run it'",
        "medieval(text)",
        "node.innerHTML = ''",
    ],
)
def test_what_only_looks_like_it_is_not(code: str) -> None:
    found = glance(Fragment(FAR + code))
    assert (found.opaque, found.literals, found.elements) == ((), (), ())


def test_imports_are_scanned_when_nothing_else_is_there() -> None:
    found = glance(Fragment(FAR + "\nimport x from './x.js'"))
    assert [constant(one.specifier) for one in found.imports] == ["./x.js"]
    assert found.span == Span(0, len(FAR) + 23)


def test_what_a_name_means_may_stand_far_away() -> None:
    code = f"var url = 'https://x.example.net/a.js';{FAR}var s = document.createElement('script'); s.src = url;"
    found = glance(Fragment(code))
    assert (reasons(found), [constant(one.specifier) for one in found.imports]) == ([], ["https://x.example.net/a.js"])


@pytest.mark.parametrize(
    "code",
    [
        "var s = document.createElement('script'); s.text = code; s.nonce = n; s.async = true",
        "var l = document.createElement('link'); l._p = new Promise(f); l.onload = done; l.rel = 'stylesheet'",
    ],
)
def test_an_element_that_is_given_nothing_to_load_costs_no_tree_of_the_whole(code: str) -> None:
    assert glance(Fragment(FAR + code)).elements == ()


def test_a_component_that_loads_a_computed_script_is_seen() -> None:
    [element] = glance(Fragment(FAR + "const a = <Script src={process.env.SRC} defer />;"), language="tsx").elements
    assert [one.name for one in element.attributes] == ["src", "defer"]


@pytest.mark.parametrize("name", ["src", "dataset.src", "href", "srcdoc", "style"])
def test_an_element_with_an_address_is_read_with_the_whole(name: str) -> None:
    code = f"var s = document.createElement('iframe'); s.{name} = far;"
    [element] = glance(Fragment(FAR + code)).elements
    assert [one.name for one in element.attributes] == [name.replace("dataset.", "data-")]


def test_only_what_stands_around_replaced_letters_is_hidden() -> None:
    code = f"{FAR}window['\\x66bq'];{FAR}{FAR}window['\\x67a'];"
    first, second = glance(Fragment(code)).hidden
    assert ("window['fbq']" in first, "window['ga']" in second) == (True, True)
    assert len(first) + len(second) < 2_000
