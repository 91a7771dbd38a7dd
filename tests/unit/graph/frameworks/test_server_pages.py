"""Which files a server runs as pages, at which address, and which of them turn strangers away before they begin."""

from __future__ import annotations

import pytest
from tests.unit.graph.frameworks.scripted import project

from pixelgate.graph.claims import claims
from pixelgate.graph.frameworks import discover
from pixelgate.manifest.model import Access, Route
from pixelgate.source import Location

HEADER = {"inc/header.php": "<html><body>", "inc/footer.php": "</body></html>"}
PAGE = '<?php include "inc/header.php"; ?><p>x</p><?php include "inc/footer.php"; ?>'


def pages(files: dict[str, str]) -> list[str]:
    """Return addresses, their files, and the guards in front of them."""
    found = discover(project(files)).endpoints
    return [f"{one.pattern} {one.pages[0]} {[guard.name for guard in one.guards]}" for one in found]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"x.php": PAGE}, ["/x.php x.php []"]),
        ({"x.php": "<html><body></body></html>"}, ["/x.php x.php []"]),
        ({"visits/index.php": '<?php include "../inc/header.php"; ?>'}, ["/visits visits/index.php []"]),
        ({"public/x.php": '<?php include "../inc/header.php"; ?>', "y.php": PAGE}, ["/x.php public/x.php []"]),
        ({"x.php": '<?php require "boot.php";', "boot.php": PAGE}, ["/x.php x.php []"]),
        ({"lib/x.php": PAGE, "views/y.php": PAGE, "tests/z.php": PAGE, "emails/w.php": PAGE}, []),
        ({"api.php": "<?php echo json_encode($x);"}, []),
        ({"web/x.jsp": "<html></html>", "web/WEB-INF/v.jsp": "<html></html>"}, ["/x.jsp web/x.jsp []"]),
        ({"a/WEB-INF/b.txt": "", "a/x.jsp": "<html></html>", "a/i/index.jsp": "<html></html>"}, ["/x.jsp a/x.jsp []"]),
    ],
)
def test_a_page_opens_a_document_and_nobody_includes_it(files: dict[str, str], expected: list[str]) -> None:
    assert set(pages(HEADER | files)) >= set(expected)
    assert [one for one in pages(HEADER | files) if one not in expected] in ([], ["/i a/i/index.jsp []"])


@pytest.mark.parametrize(
    ("top", "guards"),
    [
        ('if (!isset($_SESSION["user"])) { header("Location: login.php"); exit; }', ['if !isset($_SESSION["user"])']),
        ('if (empty($_SESSION["id"])) die("no");', ['if empty($_SESSION["id"])']),
        ("if (strlen($_SESSION['id']==0)) { header('location:out.php'); } else { go(); }",
         ["if strlen($_SESSION['id']==0)"]),
        ('if ($_SESSION["loggedin"] !== true) { header("Location: /"); }', ['if $_SESSION["loggedin"] !== true']),
        ('require "auth.php";', ['if !isset($_SESSION["uid"])']),
        ('require "functions.php"; check();', ["check"]),
        ("require_login();", ["require_login"]),
        ('if (!isset($_SESSION["cart"])) { header("Location: shop.php"); exit; }', []),
        ('if (!isset($_SESSION["user"])) { $name = "guest"; }', []),
        ('if (!isset($_SESSION["user"]) && $private) { exit; }', []),
        ('require "functions.php";', []),
    ],
)  # fmt: skip
def test_php_asks_for_a_login_before_anything_else(top: str, guards: list[str]) -> None:
    files = {
        "x.php": f"<?php session_start();\n{top}\n?>\n<html></html>",
        "auth.php": '<?php if (!isset($_SESSION["uid"])) { header("Location: login.php"); exit; }',
        "functions.php": '<?php function check() { if (!isset($_SESSION["uid"])) { header("Location: /"); exit; } }',
    }
    assert pages(files) == [f"/x.php x.php {guards}"]


@pytest.mark.parametrize(
    ("top", "guards"),
    [
        ('<% if (session.getAttribute("user") == null) { response.sendRedirect("login.jsp"); return; } %>',
         ['if session.getAttribute("user") == null']),
        ('<% String u = (String) session.getAttribute("userId");\nif (u == null) response.sendRedirect("/in"); %>',
         ['if session.getAttribute("userId") == null']),
        ('<% if (null == session.getAttribute("user")) { %><jsp:forward page="/login.jsp"/><% } %>',
         ['if null == session.getAttribute("user")']),
        ('<c:if test="${empty sessionScope.user}"><c:redirect url="/in.jsp"/></c:if>', ["if empty sessionScope.user"]),
        ('<%@ include file="check.jsp" %>', ['if session.getAttribute("user") == null']),
        ('<%-- if (session.getAttribute("user") == null) { response.sendRedirect("login.jsp"); } --%>', []),
        ('<% if (session.getAttribute("cart") == null) { response.sendRedirect("shop.jsp"); } %>', []),
        ('<c:if test="${empty sessionScope.user}"><p>Hello</p></c:if><c:redirect url="/x"/>', []),
    ],
)  # fmt: skip
def test_jsp_asks_for_a_login_before_anything_else(top: str, guards: list[str]) -> None:
    check = '<% if (session.getAttribute("user") == null) { response.sendRedirect("login.jsp"); } %>'
    assert pages({"x.jsp": f"{top}\n<html></html>", "check.jsp": check}) == [f"/x.jsp x.jsp {guards}"]


def test_web_xml_guards_what_its_patterns_take_in() -> None:
    constraint = (
        "<security-constraint><web-resource-collection><url-pattern>/in/*</url-pattern></web-resource-collection>"
        "<auth-constraint><role-name>r</role-name></auth-constraint></security-constraint>"
    )
    mapping = "<filter-mapping><filter-name>{}</filter-name><url-pattern>{}</url-pattern></filter-mapping>"
    xml = f"<web-app>{constraint}{mapping.format('AuthFilter', '/my/*')}{mapping.format('Encoding', '/*')}</web-app>"
    names = ("in/a.jsp", "my/b.jsp", "c.jsp")
    files = {f"web/{name}": "<html></html>" for name in names} | {"web/WEB-INF/web.xml": xml}
    assert pages(files) == [
        "/c.jsp web/c.jsp []",
        "/in/a.jsp web/in/a.jsp ['security-constraint']",
        "/my/b.jsp web/my/b.jsp ['AuthFilter']",
    ]


@pytest.mark.parametrize(
    ("path", "named", "claimed"),
    [
        ("/x.php", (), True),
        ("/x", (), True),
        ("/results", ("x.php",), True),
        ("/results", ("*.php",), True),
        ("/results", ("y.php",), False),
        ("/y", (), False),
    ],
)
def test_a_row_stands_for_a_page_by_its_address_or_its_file(path: str, named: tuple[str, ...], claimed: bool) -> None:
    found = discover(project({"x.php": "<html></html>"})).endpoints
    made = claims((Route(path, Access.PUBLIC, (), named, Location("pixelgate.toml"), order=0),), found)
    assert (made.undeclared == ()) is claimed
    assert bool(made.by_row[0]) is claimed


def test_themes_of_wordpress_are_no_pages_by_their_path() -> None:
    files = {
        "functions.php": '<?php add_action("wp_head", "x");',
        "header.php": "<html><?php wp_head(); ?>",
        "page-results.php": "<?php get_header(); ?>",
        "searchform.php": "<html></html>",
    }
    assert {one.framework for one in discover(project(files)).endpoints} == {"wordpress"}


def test_wordpress_itself_is_no_page_but_what_lies_beside_it_is() -> None:
    core = dict.fromkeys(("wp-login.php", "xmlrpc.php", "index.php", "wp-load.php"), "<?php ?><html></html>")
    assert pages(core | {"portal/index.php": "<html></html>"}) == ["/portal portal/index.php []"]
