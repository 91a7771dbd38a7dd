from __future__ import annotations

from tests.unit.graph.frameworks.scripted import project, ties

from pixelgate.graph.frameworks import discover

APP = "_app/immutable/entry/app.DAtox-IA.js"
NODES = {n: f"_app/immutable/nodes/{n}.D6-Q3xhI.js" for n in range(6)}
SCRIPTS = {APP: "".join(f"import('../nodes/{n}.D6-Q3xhI.js');" for n in NODES), **dict.fromkeys(NODES.values(), "x()")}


def page(*nodes: int, app: str = APP) -> str:
    hints = "".join(f'<link rel="modulepreload" href="./{NODES[n]}">' for n in nodes)
    return f"<!doctype html><html><head>{hints}</head><body><script>import('./{app}')</script></body></html>"


def tied(**pages: str) -> list[str]:
    files = {f"{name}.html": text for name, text in pages.items()}
    found = ties(discover(project({**SCRIPTS, **files}), "none"))
    return [one.replace("_app/immutable/", "") for one in found]


def test_a_node_belongs_to_the_pages_that_ask_for_it() -> None:
    apart = "entry/app.DAtox-IA.js | nodes/{}.D6-Q3xhI.js (node)"
    assert tied(labs=page(0, 2), visits=page(0, 3)) == [apart.format(2), apart.format(3)]


def test_a_page_that_asks_for_none_may_run_each() -> None:
    assert tied(labs=page(0, 2), fallback=page()) == [
        "entry/app.DAtox-IA.js | nodes/2.D6-Q3xhI.js (node)",
        "fallback.html > nodes/2.D6-Q3xhI.js (node)",
    ]


def test_without_a_page_that_asks_nothing_changes() -> None:
    assert tied(fallback=page()) == []
    assert tied(other=page(2, app="main.js")) == []
    assert tied() == []
