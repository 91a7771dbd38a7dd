"""Routes joined with facts made by hand: what is reached, by which chain, and what an override removes."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from pixelgate import graph
from pixelgate.facts.model import (
    Connection,
    FileFacts,
    FormField,
    Problem,
    Reference,
    Region,
    Sighting,
    SightingKind,
)
from pixelgate.facts.store import Facts
from pixelgate.graph.model import RouteGraph, Templates, Tier, Visit
from pixelgate.graph.pages import is_mail
from pixelgate.manifest.model import Access, Manifest, Phi, Route, Site
from pixelgate.source import Location


def place(path: str, line: int = 1) -> Location:
    return Location(path, line, 1, line, 2)


def route(
    path: str, *pages: str, phi: tuple[Phi, ...] = (), access: Access = Access.AUTHENTICATED, order: int = 0
) -> Route:
    return Route(path, access, phi, pages, place("pixelgate.toml", order + 1), order=order)


def pixel(path: str, line: int = 1, *regions: str) -> Sighting:
    return Sighting("meta-pixel", SightingKind.LOADER, place(path, line), regions=regions)


def reference(kind: str, name: str, path: str, *regions: str, space: str = "template", line: int = 1) -> Reference:
    return Reference(kind, space, (name,), place(path, line), regions=regions)


def block(name: str, path: str, *, parent: bool = False) -> Region:
    return Region(name, (), parent, place(path))


def build(routes: list[Route], files: list[FileFacts], **site: object) -> RouteGraph:
    manifest = Manifest("pixelgate.toml", Site(**site), routes=tuple(routes))  # type: ignore[arg-type]
    return graph.build(manifest, Facts({file.path: file for file in files}), [file.path for file in files])


def chain(found: RouteGraph, at: int = 0) -> list[str]:
    [reach] = found.sightings
    return [f"{s.kind} {s.location.path}:{s.location.line}" for s in reach.chains[at].steps]


BASE = "templates/base.html"
PAGE = "templates/visit.html"
EXTENDS = reference("extends", "base.html", PAGE)


def base(*regions: str, sightings: bool = True) -> FileFacts:
    blocks = (block("head", BASE), block("body", BASE))
    return FileFacts(BASE, "django", regions=blocks, sightings=(pixel(BASE, 9, *regions),) if sightings else ())


def test_a_layout_brings_its_pixel_to_the_page_that_extends_it() -> None:
    found = build([route("/visit", PAGE)], [FileFacts(PAGE, "django", (EXTENDS,)), base()])
    assert chain(found) == ["route pixelgate.toml:1", f"extends {PAGE}:1"]


def test_an_overridden_block_takes_the_pixel_away() -> None:
    page = FileFacts(PAGE, "django", (EXTENDS,), regions=(block("head", PAGE),))
    [reach] = build([route("/visit", PAGE)], [page, base("head")]).sightings
    assert reach.chains == ()


def test_a_block_that_asks_for_its_parent_keeps_the_pixel() -> None:
    page = FileFacts(PAGE, "django", (EXTENDS,), regions=(block("head", PAGE, parent=True),))
    assert chain(build([route("/visit", PAGE)], [page, base("head")])) == [
        "route pixelgate.toml:1",
        f"extends {PAGE}:1",
    ]


def test_what_a_child_says_outside_its_blocks_is_not_rendered() -> None:
    page = FileFacts(PAGE, "django", (EXTENDS,), sightings=(pixel(PAGE, 5),))
    [reach] = build([route("/visit", PAGE)], [page, base(sightings=False)]).sightings
    assert reach.chains == ()


def test_a_block_that_no_ancestor_has_is_not_rendered() -> None:
    page = FileFacts(PAGE, "django", (EXTENDS,), (pixel(PAGE, 5, "foot"),), regions=(block("foot", PAGE),))
    [reach] = build([route("/visit", PAGE)], [page, base(sightings=False)]).sightings
    assert reach.chains == ()


def test_a_block_of_an_unknown_parent_may_be_rendered() -> None:
    extends = Reference("extends", "template", (), place(PAGE), computed=True, expression="layout")
    page = FileFacts(PAGE, "django", (extends,), (pixel(PAGE, 5, "foot"),), regions=(block("foot", PAGE),))
    found = build([route("/visit", PAGE)], [page])
    assert chain(found) == ["route pixelgate.toml:1"]
    assert [(r.fact.kind, r.fact.message) for r in found.problems] == [
        ("unresolved-reference", "extends cannot be followed: its name is computed (layout)")
    ]


def test_the_middle_of_three_layers_can_remove_what_the_top_says() -> None:
    middle = "templates/middle.html"
    files = [
        FileFacts(PAGE, "django", (reference("extends", "middle.html", PAGE),)),
        FileFacts(middle, "django", (reference("extends", "base.html", middle),), regions=(block("head", middle),)),
        base("head"),
    ]
    [reach] = build([route("/visit", PAGE)], files).sightings
    assert reach.chains == ()


def test_the_shortest_of_two_ways_is_shown() -> None:
    part = "templates/part.html"
    far = "templates/far.html"
    files = [
        FileFacts(
            PAGE,
            "django",
            (reference("include", "far.html", PAGE, line=1), reference("include", "part.html", PAGE, line=2)),
        ),
        FileFacts(far, "django", (reference("include", "part.html", far),)),
        FileFacts(part, "django", sightings=(pixel(part),)),
    ]
    assert chain(build([route("/visit", PAGE)], files)) == ["route pixelgate.toml:1", f"include {PAGE}:2"]


def test_a_circle_of_includes_ends() -> None:
    other = "templates/other.html"
    files = [
        FileFacts(PAGE, "django", (reference("include", "other.html", PAGE),)),
        FileFacts(other, "django", (reference("include", "visit.html", other),), (pixel(other),)),
    ]
    assert chain(build([route("/visit", PAGE)], files)) == ["route pixelgate.toml:1", f"include {PAGE}:1"]


def test_templates_that_extend_each_other_end_and_hide_nothing() -> None:
    files = [
        FileFacts(PAGE, "django", (EXTENDS,)),
        FileFacts(BASE, "django", (reference("extends", "visit.html", BASE),), (pixel(BASE),)),
    ]
    assert chain(build([route("/visit", PAGE)], files)) == ["route pixelgate.toml:1", f"extends {PAGE}:1"]


def test_scripts_are_followed_from_page_to_module_to_module() -> None:
    page, app, lib = "public/index.html", "public/js/app.js", "public/js/lib.js"
    files = [
        FileFacts(page, "html", (reference("script", "/js/app.js?v=3", page, space="url", line=4),), page=True),
        FileFacts(app, "javascript", (reference("module", "./lib", app, space="module", line=2),)),
        FileFacts(lib, "javascript", sightings=(pixel(lib, 7),)),
    ]
    found = build([route("/")], files)
    assert chain(found) == ["route pixelgate.toml:1", f"script {page}:4", f"module {app}:2"]
    assert found.routes[0].pages == (page,)


def test_a_first_party_script_address_is_followed_and_a_missing_one_is_a_problem() -> None:
    page, app = "public/index.html", "public/app.js"
    own = Connection("www.example-health.org", "https://www.example-health.org/app.js", "script", place(page, 2))
    gone = Connection(
        "static.example-health.org", "https://static.example-health.org/gone.js", "script", place(page, 3)
    )
    files = [
        FileFacts(page, "html", connections=(own, gone), page=True),
        FileFacts(app, "javascript", sightings=(pixel(app),)),
    ]
    found = build([route("/")], files, origins=("https://www.example-health.org",))
    assert chain(found) == ["route pixelgate.toml:1", f"script {page}:2"]
    assert [(r.fact.location.line, len(r.chains)) for r in found.problems] == [(3, 1)]


def test_a_bare_import_is_a_problem_only_where_the_project_has_its_own_folder_of_the_name() -> None:
    page = "public/index.html"
    app = "public/app.js"
    names = ("react", "fs", "left-pad", "lib/missing", "lib/there", "Not A Package", "plain")
    wants = tuple(reference("module", name, app, space="module", line=n) for n, name in enumerate(names, 1))
    files = [
        FileFacts(page, "html", (reference("script", "app.js", page, space="url"),), page=True),
        FileFacts(app, "javascript", wants),
        FileFacts("public/lib/there.js", "javascript"),
        FileFacts("src/plain/index.ts", "typescript"),
        FileFacts("package.json", "json", packages=("react",)),
    ]
    graph = build([route("/")], files)
    assert [r.fact.location.line for r in graph.problems] == [4, 6]
    reached = {reach.fact.location.path for reach in graph.again(Visit, [0])}
    assert {"public/lib/there.js", "src/plain/index.ts"} <= reached


def test_pages_go_to_the_most_specific_row_and_the_rest_is_unlisted() -> None:
    files = [FileFacts(p, "html", page=True) for p in ("public/a/index.html", "public/a/b.html", "public/c.html")]
    found = build([route("/a/*"), route("/a/b", order=1)], files)
    assert [node.pages for node in found.routes] == [("public/a/index.html",), ("public/a/b.html",)]
    assert found.unlisted == ("public/c.html",)


def test_templates_that_nothing_uses_are_pages_and_mail_is_not() -> None:
    mail = "templates/emails/welcome.html"
    files = [
        FileFacts(PAGE, "django", (EXTENDS,)),
        FileFacts(BASE, "django", page=True),
        FileFacts(mail, "django", (reference("extends", "base.html", mail),)),
    ]
    assert build([], files).unlisted == (PAGE,)


def test_a_mail_that_is_a_whole_document_is_no_page_of_the_site() -> None:
    files = [FileFacts("emails/result.html", "html", page=True), FileFacts("public/c.html", "html", page=True)]
    assert build([], files).unlisted == ("public/c.html",)


def test_page_patterns_that_match_nothing_are_told() -> None:
    found = build([route("/visit", "templates/visit*.html", "templates/gone/**")], [FileFacts(PAGE, "django")])
    assert (found.routes[0].pages, found.routes[0].missing) == ((PAGE,), ("templates/gone/**",))


def tier_of(*fields: FormField, phi: tuple[Phi, ...] = (Phi.CONDITION,)) -> Tier:
    page = FileFacts(PAGE, "django", fields=fields)
    return build([route("/visit", PAGE, phi=phi, access=Access.PUBLIC)], [page]).routes[0].tier


def test_tiers() -> None:
    asked = FormField("symptoms", "textarea", place(PAGE, 2), label="What brings you in?")
    search = FormField("q", "text", place(PAGE, 3))
    newsletter = FormField("email", "email", place(PAGE, 4), category="contact")
    assert tier_of() is Tier.WARNED
    assert tier_of(search) is Tier.WARNED
    assert tier_of(newsletter) is Tier.WARNED
    assert tier_of(search, newsletter) is Tier.WARNED
    assert tier_of(asked) is Tier.PHI
    assert tier_of(newsletter, asked) is Tier.PHI
    assert tier_of(phi=(Phi.APPOINTMENT,)) is Tier.PHI
    assert tier_of(phi=()) is Tier.OFF


def test_a_problem_in_a_file_that_no_route_reaches_is_kept_without_a_chain() -> None:
    broken = Problem("unparsable-file", "not text", place("public/x.js"))
    found = build([], [FileFacts("public/x.js", "javascript", problems=(broken,))])
    assert [(r.fact, r.chains) for r in found.problems] == [(broken, ())]


def test_a_doubtful_reference_is_named_for_a_closer_look() -> None:
    unsure = Reference("module", "module", ("./gone",), place("public/x.js"), sure=False)
    assert build([], [FileFacts("public/x.js", "javascript", (unsure,))]).doubtful == ("public/x.js",)


def test_a_long_chain_of_modules_is_drawn_without_overflow() -> None:
    names = [f"public/m{n}.js" for n in range(3000)]
    files = [
        FileFacts(a, "javascript", (reference("module", "./" + b[7:], a, space="module"),))
        for a, b in itertools.pairwise(names)
    ]
    page = FileFacts(
        "public/index.html", "html", (reference("script", "m0.js", "public/index.html", space="url"),), page=True
    )
    row = route("/")
    everything = {f.path: f for f in [page, *files, FileFacts(names[-1], "javascript", sightings=(pixel(names[-1]),))]}
    manifest = Manifest("pixelgate.toml", routes=(row,))
    [tree] = graph.trace(manifest, Facts(everything), everything, row).pages
    depth = 0
    while tree.children:
        tree = tree.children[0]
        depth += 1
    assert (depth, tree.path) == (3000, "public/m2999.js")


def test_a_static_prefix_may_be_a_whole_address() -> None:
    page, app = "public/index.html", "assets/app.js"
    cdn = Connection("cdn.example.net", "https://cdn.example.net/portal/app.js", "script", place(page, 2))
    files = [
        FileFacts(page, "html", connections=(cdn,), page=True),
        FileFacts(app, "javascript", sightings=(pixel(app),)),
    ]
    found = build([route("/", page)], files, static=(("https://cdn.example.net/portal/", "assets"),))
    assert chain(found) == ["route pixelgate.toml:1", f"script {page}:2"]


def test_an_import_map_says_what_a_bare_name_means() -> None:
    page, app, lib = "public/index.html", "public/js/app.js", "public/vendor/lib.js"
    mapped = (("lib", "/vendor/lib.js"), ("far", "https://cdn.example.net/far.js"))
    files = [
        FileFacts(page, "html", (reference("script", "js/app.js", page, space="url"),), page=True, aliases=mapped),
        FileFacts(
            app,
            "javascript",
            tuple(reference("module", name, app, space="module", line=n) for n, name in enumerate(("lib", "far"), 1)),
        ),
        FileFacts(lib, "javascript", sightings=(pixel(lib),)),
    ]
    found = build([route("/")], files)
    assert chain(found) == ["route pixelgate.toml:1", f"script {page}:1", f"module {app}:1"]
    assert found.problems == ()


def test_a_tree_shows_a_layout_once_and_that_nobody_wrote_it() -> None:
    implied = msgspec.structs.replace(reference("extends", "base.html", "a.html"), implied=True)
    page = FileFacts("a.html", references=(implied, reference("include", "base.html", "a.html", line=3)))
    everything = {"a.html": page, "base.html": FileFacts("base.html")}
    row = route("/a", "a.html")
    [tree] = graph.trace(Manifest("pixelgate.toml", routes=(row,)), Facts(everything), everything, row).pages
    assert [(child.path, child.step.kind) for child in tree.children] == [("base.html", "implicit layout")]


def test_a_file_that_a_browser_runs_and_nothing_here_reads_is_a_problem() -> None:
    page = "public/index.html"
    wants = tuple(
        reference(kind, name, page, space="url", line=n)
        for n, (kind, name) in enumerate(
            [("script", "a.txt"), ("iframe", "b.pdf"), ("worker", "c.rb"), ("iframe", "d.svg"), ("link", "e.txt")], 1
        )
    )
    files = [
        FileFacts(page, "html", wants, page=True),
        FileFacts("public/c.rb"),
        FileFacts("public/d.svg", "html"),
    ]
    paths = [*(file.path for file in files), "public/a.txt", "public/b.pdf", "public/e.txt"]
    manifest = Manifest("pixelgate.toml", Site(), routes=(route("/"),))
    found = graph.build(manifest, Facts({file.path: file for file in files}), paths).problems
    assert [(r.fact.kind, r.fact.location.line) for r in found] == [("unparsable-file", 1), ("unparsable-file", 3)]


@pytest.mark.parametrize(
    ("path", "mail"),
    [
        ("app/views/user_mailer/reminder.html.erb", True),
        ("app/views/devise/mailer/unlock.html.erb", True),
        ("app/views/layouts/mailer.html.erb", True),
        ("resources/views/vendor/mail/html/button.blade.php", True),
        ("src/email-templates/bill.hbs", True),
        ("src/welcome.mjml", True),
        ("templates/account/verify_email.html", False),
        ("templates/mailbox.html", False),
        ("app/views/layouts/application.html.erb", False),
    ],
)
def test_mails_are_known_by_the_folders_that_frameworks_have_for_them(path: str, *, mail: bool) -> None:
    assert is_mail(path) is mail


def test_templates_that_no_route_reaches_are_told() -> None:
    files = [
        FileFacts(BASE, shows=True),
        FileFacts(
            "templates/home.html", "django", references=(reference("extends", "base.html", "templates/home.html"),)
        ),
        FileFacts("templates/ghost.html", shows=True),
        FileFacts("templates/whole.html", page=True, shows=True),  # PG401 says so
        FileFacts("templates/emails/visit.html", shows=True),
        FileFacts("templates/macros.html"),
    ]
    found = build([route("/", "templates/home.html")], files)
    assert found.unlisted == ("templates/whole.html",)
    assert found.templates == Templates(3, ("templates/ghost.html",))
