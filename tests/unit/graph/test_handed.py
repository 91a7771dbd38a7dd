"""Names of templates that code hands to templates, and what installed packages bring."""

from __future__ import annotations

import pytest
from tests.unit.graph.frameworks.pythonic import project

from pixelgate.facts.model import FileFacts, Reference
from pixelgate.graph.handed import handed
from pixelgate.graph.modules import Modules
from pixelgate.graph.places import places
from pixelgate.graph.resolve import Resolution, Resolver
from pixelgate.manifest.model import Site
from pixelgate.source import Location

CODE = {
    "settings.py": 'INSTALLED_APPS = ["allauth.account", "labs"]\nMIDDLEWARE = []\n',
    "labs/panels.py": (
        "from django.views import View\nimport rest_framework\n"
        'class Bloods(View):\n    panel_template = "labs/bloods.html"\n'
        "    def get_form(self): return 'labs/form.html'\n"
        'class Urine(View):\n    panel_template = "labs/urine.html"\n'
        'def v(request): return render(request, "a.html", {"help": "labs/help.html"})\n'
    ),
}
TEMPLATES = ("templates/labs/bloods.html", "templates/labs/urine.html", "templates/labs/form.html")


def resolved(reference: Reference) -> Resolution:
    facts = project(CODE, *TEMPLATES).facts
    resolver = Resolver(frozenset(facts), places(Site(), facts), Modules({}, ()), handed=handed(facts))
    return resolver.resolve(reference, FileFacts("templates/a.html", "django"))


@pytest.mark.parametrize(
    ("expression", "paths"),
    [
        ("panel.panel_template", ("templates/labs/bloods.html", "templates/labs/urine.html")),
        ("panel.get_form", ("templates/labs/form.html",)),
        ('x.unheard|default:"labs/urine.html"', ("templates/labs/urine.html",)),
    ],
)
def test_a_computed_name_means_what_the_code_calls_so(expression: str, paths: tuple[str, ...]) -> None:
    found = resolved(Reference("include", "template", (), Location("a"), computed=True, expression=expression))
    assert (found.paths, found.reason) == (paths, "")


@pytest.mark.parametrize("expression", ["panel.unheard", "help", "choose(panel_template)"])
def test_a_name_that_no_code_gives_stays_computed(expression: str) -> None:
    found = resolved(Reference("include", "template", (), Location("a"), computed=True, expression=expression))
    assert (found.paths, found.reason) == ((), f"its name is computed ({expression})")


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        ("admin/base.html", "django"),
        ("rest_framework/api.html", "rest_framework"),
        ("account/login.html", "allauth"),
        ("labs/none.html", ""),
        ("base.html", ""),
    ],
)
@pytest.mark.parametrize("space", ["template", "static"])
def test_templates_and_files_of_packages_are_provided(name: str, provider: str, space: str) -> None:
    assert resolved(Reference("extends", space, (name,), Location("a"))).provided == provider


def test_the_catalogue_of_translated_texts_is_djangos() -> None:
    code = {
        "urls.py": (
            "from django.urls import path\nfrom django.views import i18n\n"
            "from django.views.i18n import JavaScriptCatalog\nfrom own import JavaScriptCatalog as Own\n"
            "urlpatterns = [\n"
            "    path('js/', cache_page(60)(JavaScriptCatalog.as_view(packages=['a'])), name='js-catalog'),\n"
            "    path('jt/', i18n.JavaScriptCatalog.as_view(), name='texts'),\n"
            "    path('own/', Own.as_view(), name='own'),\n"
            "    path('pixel/', views.pixel, name='pixel'),\n"
            "]\n"
        )
    }
    found = handed(project(code).facts)
    assert found.catalogs == {"js-catalog", "texts", "admin:jsi18n"}
    asked = ("url 'js-catalog'", 'url "portal:texts"', "url 'admin:jsi18n'", "url 'own'", "url 'pixel'", "url name")
    assert [found.catalog(f"{{{{ {one} }}}}") for one in asked] == [True, True, True, False, False, False]
    assert not found.catalog("{{ url 'js-catalog' }}{{ more }}")


def test_the_catalogue_is_provided_and_no_other_address() -> None:
    def asks(name: str) -> Resolution:
        reference = Reference("script", "url", (), Location("a"), computed=True, expression=f"{{{{ url '{name}' }}}}")
        return resolved(reference)

    assert asks("admin:jsi18n") == Resolution(provided="package django")
    assert asks("js-pixel").reason == "its name is computed ({{ url 'js-pixel' }})"
