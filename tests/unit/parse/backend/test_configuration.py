"""Configuration that says who answers an address and who may see it: XML, YAML, directives of Razor."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.parse.backend.spelled import outline, spelled

from pixelgate.parse import backend
from pixelgate.parse.backend import razor_page, xml_file, yaml_file
from pixelgate.source import Location, Source

XML = """<?xml version="1.0"?>
<!-- <http/> -->
<web-app>
  <security-constraint>
    <url-pattern> /portal/&amp;x </url-pattern>
    <auth-constraint role='a&gt;b'/>
  </security-constraint>
</web-app>
"""


def test_elements_nest_and_say_their_text() -> None:
    assert spelled(outline("WEB-INF/web.xml", XML)) == [
        "web-app()",
        "  security-constraint()",
        "    url-pattern('/portal/&x')",
        "    auth-constraint(role='a>b')",
    ]


def test_an_element_stands_where_it_begins() -> None:
    found = outline("WEB-INF/web.xml", XML).calls[0].body[0].body[1]
    assert found.location == Location("WEB-INF/web.xml", 6, 5, 6, 37)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<http><a></http><b/>", ["http()", "  a()", "b()"]),
        ("</x><http>", ["http()"]),
        ("<http><!-- <a/>", ["http()"]),
        ("<http><![CDATA[<a/>]]></http>", ["http('<a/>')"]),
    ],
)
def test_broken_xml(text: str, lines: list[str]) -> None:
    assert spelled(outline("web.xml", text)) == lines


def test_settings_of_yaml_keep_their_order() -> None:
    text = (
        "security:\n  access_control:\n    - { path: ^/a, roles: PUBLIC_ACCESS }\n    - { path: ^/, roles: ROLE_X }\n"
    )
    assert spelled(outline("config/packages/security.yaml", text)) == [
        "variable security.access_control.path = '^/a'",
        "variable security.access_control.roles = 'PUBLIC_ACCESS'",
        "variable security.access_control.path = '^/'",
        "variable security.access_control.roles = 'ROLE_X'",
    ]


def test_directives_of_razor_outside_of_comments() -> None:
    text = '@page "{id:int}"\n@model A.B\n@* @attribute [AllowAnonymous] *@\n  @attribute [Authorize(Roles = "x")]\n'
    text += "<p>a@page.org</p>\n"
    assert spelled(outline("Pages/A.cshtml", text)) == ["page('{id:int}')", "model(<A.B>)", "Authorize()"]
    assert spelled(outline("Pages/A.cshtml", "@page\n")) == ["page()"]


@pytest.mark.parametrize(
    "path", ["web.config", "sub/Web.Release.config", "a-security.xml", "config/routes/a/b.yaml", "A.razor"]
)
def test_what_is_read(path: str) -> None:
    assert backend.reads(path)


@pytest.mark.parametrize("path", ["pom.xml", "app.config", "docker-compose.yaml", "config/services.yaml"])
def test_what_is_not(path: str) -> None:
    assert not backend.reads(path)


@given(st.text(alphabet="<>/!-[]@=\"' \nahttp:{},#", max_size=80) | st.text())
@settings(deadline=None, max_examples=150)
def test_any_text_has_an_outline(text: str) -> None:
    for read in (xml_file.outline, yaml_file.outline, razor_page.outline):
        read(Source("x", text))


def test_depth_does_not_cost_the_stack() -> None:
    deep = xml_file.outline(Source("web.xml", "<a>" * 5000 + "</a>" * 5000))
    assert len(deep.calls) == 1
