"""The router that a bundle makes, cut out of it: the object, the tables and the components that it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.javascript.routers import ROUTER, outline
from pixelgate.parse.outline import Outline
from pixelgate.parse.values import Array, Object, Unknown
from pixelgate.source import Location, Source

BUNDLE = (
    "var z=1;const A=async()=>await p(()=>import(`./a-1.js`),d([1,2])),B={x:1},r4=[{path:`/a`,component:A},"
    "{path:'/b/:id(\\\\d+)',component:B,children:more.map(f)},...t],more=[{path:`c`,component:()=>import('./c.js')}],"
    "t=[{path:'/t',redirect:()=>g(`x${`]${1}`}`,/[)\\/]/)}];\nvar Q=_a({history:ba(md()+`app/`),routes:r4});"
)


def read(text: str) -> Outline | None:
    return outline(Source("assets/index.js", text))


def test_the_call_the_tables_and_the_components() -> None:
    found = read(BUNDLE)
    assert found is not None
    assert found.package == ROUTER
    [call] = found.calls
    assert (call.name, call.location) == ("createRouter", Location("assets/index.js", 2, 10, 2, 45))
    assert [one.name for one in found.definitions] == ["r4", "t", "more", "A"]
    values = {one.name: one.value for one in found.definitions}
    [a, b, spread] = values["r4"].items if isinstance(values["r4"], Array) else []
    assert isinstance(a, Object)
    assert isinstance(b, Object)
    assert isinstance(spread, Unknown)
    assert isinstance(values["A"], Unknown)
    assert (values["A"].path, spread.path) == ("import", "...t")
    [t] = [one for one in found.definitions if one.name == "t"]
    assert t.location == Location("assets/index.js", 1, 215, 1, 266)


def test_tables_beside_the_router_are_those_with_full_paths() -> None:
    found = read(BUNDLE + "x({id:1,routes:[{path:`/more`},{path:`part`}]});y({routes:[{path:`none`}]})")
    assert found is not None
    [_, added] = found.calls
    given_ = added.arguments[0].value
    routes = given_.get("routes") if isinstance(given_, Object) else None
    assert isinstance(routes, Array)
    assert len(routes.items) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "({history:",
        "f({history:a,",
        "f({history:a,x:1})",
        "f({history:`${",
        "f({history:a,routes:b",
        "f(({history:a}))",
    ],
)
def test_what_makes_no_router(text: str) -> None:
    assert read(text) is None


@given(st.text(alphabet="({history:routes[]})`${}/\\'\",;=a \n", max_size=60))
def test_it_never_raises(text: str) -> None:
    read(f"f({{history:{text}")
    read(f"a=[{text};f({{history:1,routes:a}})")
