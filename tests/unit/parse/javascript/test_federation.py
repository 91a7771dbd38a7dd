from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse import parse
from pixelgate.parse.document import Interest
from pixelgate.parse.javascript.federation import containers, exposed
from pixelgate.parse.values import constant
from pixelgate.source import Fragment

ONE = '76(e,t,n){n.l("/r/entry.js",f,"visits")}'
TWO = '77:(e,t,n)=>{n.l("/s/entry.js",f,"labs")}'
MAP = (
    'var t={"./Visit":()=>o.e(326).then(()=>()=>o(326)),".":function(){return o.e(4)}},'
    "n=e=>{throw new Error('Module \"'+e+'\" does not exist in container.')};"
)


def taken(code: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(constant(one.specifier), one.names) for one in containers(Fragment(code))]


def test_each_container_is_asked_for_its_own_modules() -> None:
    remotes = 't={1:["default","./A",76],2:["default","./B",77],3:["default","./C",76]}'
    assert taken(f"e={{{ONE},{TWO}}};{remotes}") == [("/r/entry.js", ("./A", "./C")), ("/s/entry.js", ("./B",))]


def test_names_of_modules_and_of_containers_may_be_texts() -> None:
    code = 'e={"webpack/container/reference/v": ((m,x,r) => { r.l("/r/entry.js", f) })};'
    code += 't = { "webpack/container/remote/v/A": [ "default", "./A", "webpack/container/reference/v" ] }'
    assert taken(code) == [("/r/entry.js", ("./A",))]


def test_rspack_lists_what_it_takes_by_name() -> None:
    data = '{shareScope:"default",name:"./%s",externalModuleId:%s,remoteName:"r"}'
    mapping = ",".join(f"{at}:{data % one}" for at, one in enumerate((("A", 76), ("B", 77), ("C", 76))))
    loading = (
        f's.remotesLoadingData={{chunkMapping:{{88:["0"],9:["1","2"]}},moduleIdToRemoteDataMapping:{{{mapping}}}}}'
    )
    assert taken(f"e={{{ONE},{TWO}}};{loading}") == [("/r/entry.js", ("./A", "./C")), ("/s/entry.js", ("./B",))]
    assert taken(f'e={{{ONE},{TWO}}};{loading};visits.get("./B")') == [("/r/entry.js", ()), ("/s/entry.js", ())]
    assert taken(f"e={{{ONE}}};{loading}") == [("/r/entry.js", ())]


def test_all_may_be_asked_for_where_it_is_not_sure() -> None:
    remotes = 't={1:["default","./A",76]}'
    assert taken(f"e={{{ONE}}}") == [("/r/entry.js", ())]
    assert taken(f"e={{{ONE},{TWO}}};{remotes}") == [("/r/entry.js", ()), ("/s/entry.js", ())]
    assert taken(f'e={{{ONE}}};{remotes};visits.get("./B")') == [("/r/entry.js", ())]
    assert taken(f"e={{{ONE}}};{remotes};remotesLoadingData={{chunkMapping:{{1:[2]}}") == [("/r/entry.js", ())]


def test_a_container_says_where_it_brings_what_it_exposes() -> None:
    found = [(one.name, one.kind, MAP[one.span.start : one.span.end]) for one in exposed(Fragment(MAP))]
    assert found == [
        ("./Visit", "exposed", './Visit":()=>o.e(326).then(()=>()=>o(326))'),
        (".", "exposed", '.":function(){return o.e(4)}'),
    ]
    assert [one.name for one in parse("r.js", MAP.encode(), Interest())[1].regions] == ["./Visit", "."]


def test_other_tables_of_functions_expose_nothing() -> None:
    assert list(exposed(Fragment('t={"./en.js":()=>o.e(1)}'))) == []


@given(st.text(alphabet='{}[],:"./7 6lAn()=>e', max_size=200))
def test_any_text_is_read(text: str) -> None:
    list(containers(Fragment(f".l({text}")))
    list(exposed(Fragment(f'{text}"does not exist in container')))
