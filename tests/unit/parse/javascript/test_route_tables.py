"""React's routes in a bundle, cut out of it: tables, elements as records, and the components that load late."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.javascript.route_tables import ROUTER, outline
from pixelgate.parse.outline import Outline
from pixelgate.parse.values import Array, Choice, Constant, Object, Unknown, Value
from pixelgate.source import Location, Source

BUNDLE = (
    "var z=1,r=f(e),r=(0,e.lazy)(()=>p(()=>import(`./a.js`),[])),q=1;\n"
    "var i=s([{path:`/`,element:(0,n.jsx)(L,{}),children:[{index:!0,element:(0,n.jsx)(r,{})},"
    "{path:`b/:id`,lazy:()=>import(`./b.js`)}]}],{basename:`/my`});r=(0,e.lazy)(()=>import(`./other.js`))"
)
ELEMENTS = (
    "f(x,{path:'/no',id:1});(0,n.jsxs)(S,{children:[(0,n.jsxs)(R,{element:(0,n.jsx)(L,{}),children:"
    "(0,n.jsx)(R,{path:'a',element:(0,n.jsx)(A,{x:[1,')']})},'key')}),on&&(0,n.jsx)(R,{exact:!0,path:'/b',component:B})]})"
)


def read(text: str) -> Outline | None:
    return outline(Source("assets/index.js", text))


def tables(text: str) -> list[Value]:
    found = read(text)
    return [call.arguments[0].value for call in found.calls] if found else []


def records(value: Value | None) -> list[tuple[str, object]]:
    """Return the paths in a table, the outer ones first, ``index`` for an index."""
    match value:
        case Object():
            path = value.get("path")
            said = path.value if isinstance(path, Constant) else "index" if value.get("index") else ""
            shown = next((key for key in ("element", "component", "lazy") if value.get(key) is not None), None)
            return [(str(said), shown), *records(value.get("children"))]
        case Array(items=items) | Choice(options=items):
            return [record for item in items for record in records(item)]
        case _:
            return []


def test_a_table_its_base_and_the_last_component_of_a_name_before_it() -> None:
    found = read(BUNDLE)
    assert found is not None
    assert found.package == ROUTER
    [call] = found.calls
    assert (call.name, call.location) == ("createBrowserRouter", Location("assets/index.js", 2, 9, 2, 132))
    table, options = (argument.value for argument in call.arguments)
    assert records(table) == [("/", "element"), ("index", "element"), ("b/:id", "lazy")]
    base = options.get("basename") if isinstance(options, Object) else None
    assert isinstance(base, Constant)
    assert base.value == "/my"
    [lazy] = found.definitions
    assert (lazy.name, lazy.location) == ("r", Location("assets/index.js", 1, 39, 1, 55))
    assert isinstance(lazy.value, Unknown)
    assert lazy.value.path == "import"
    assert [one.value for one in lazy.value.inputs if isinstance(one, Constant)] == ["./a.js"]


def test_elements_are_the_records_that_they_make() -> None:
    assert [records(one) for one in tables(ELEMENTS)] == [[("", "element"), ("a", "element")], [("/b", "component")]]
    found = read(ELEMENTS)
    assert found is not None
    start = ELEMENTS.index("{element:(0,n.jsx)(L") + 1
    assert (found.calls[0].location.line, found.calls[0].location.column) == (1, start)


def test_two_bases_are_none() -> None:
    found = read(BUNDLE + ",x({basename:'/other'})")
    assert found is not None
    assert len(found.calls[0].arguments) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[{path:",
        "[{path:`/x`,component:A}]",  # a table of Vue
        "[{path:'M0 0h24',element:a}]",
        "[{path:a,element:b}]",
        "f(R,{path:'/x',element:",
        "[{id:1,children:[{path:'/x'}]}]",
        "(0,n.jsx)(Item,{path:'/x',children:'Visits'})",  # of a menu
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert read(text) is None


def test_deep_nesting_is_left() -> None:
    deep = "[{path:'a',children:" * 2_000
    assert read(deep + "[{path:'b',element:c}]" + "}]" * 2_000) is None


@given(st.text(alphabet="[{(`'/},)]:=>x0 ", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    read("[{path:'/a',element:(0,n.jsx)(A,{})," + text + "}]")
    read("(0,n.jsx)(R,{path:'/a',element:" + text + "})")
