"""Python code as an outline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse import backend
from pixelgate.parse.backend import python
from pixelgate.parse.outline import Definition, Outline
from pixelgate.parse.values import Array, Choice, Constant, Unknown, pattern
from pixelgate.source import Location, Source


def outline(text: str) -> Outline:
    return python.outline(Source("portal/urls.py", text))


def defined(text: str, name: str) -> Definition:
    [found] = [one for one in outline(text).definitions if one.name == name]
    return found


def test_imports_keep_their_dots() -> None:
    found = outline("import a.b\nimport a.b as c\nfrom . import views\nfrom ..x import Y as Z\nfrom q import *\n")
    assert [(one.name, one.target) for one in found.imports] == [
        ("a", "a"),
        ("c", "a.b"),
        ("views", ".views"),
        ("Z", "..x.Y"),
        ("*", "q"),
    ]


def test_calls_in_arguments_stand_inside_their_call() -> None:
    [call] = outline('path("labs/", login_required(views.Lab.as_view(template_name="lab.html")), name="lab")').calls
    assert call.name == "path"
    assert call.location == Location("portal/urls.py", 1, 1, 1, 87)
    [wrapper] = call.body
    [view] = wrapper.body
    assert (wrapper.name, view.name) == ("login_required", "views.Lab.as_view")
    assert [(one.name, pattern(one.value)) for one in view.arguments] == [("template_name", "lab.html")]


def test_what_is_called_on_a_result_is_chained_and_a_curried_call_is_one() -> None:
    chained, curried = outline("a.b(1).c(2).d()\ncache_page(60)(view)").calls
    assert (chained.name, [one.name for one in chained.chained]) == ("a.b", ["c", "d"])
    assert curried.name == "cache_page"
    assert isinstance(curried.arguments[1].value, Unknown)
    assert curried.arguments[1].value.path == "view"


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ('"a" + "b.html"', ["ab.html"]),
        ('f"labs/{kind}.html"', ["labs/{}.html"]),
        ('"labs/%s.html" % kind', ["labs/{}.html"]),
        ('"labs/{}.html".format(kind)', ["labs/{}.html"]),
        ('"a.html" if new else "b.html"', ["a.html", "b.html"]),
        ('given or "b.html"', ["{}", "b.html"]),
        ("FOLDER + '/a.html'", ["labs/a.html"]),
        ("name", ["x.html", "y.html"]),
    ],
)
def test_texts_are_put_together(code: str, texts: list[str]) -> None:
    found = defined(
        f'FOLDER = "labs"\nif new:\n    name = "x.html"\nelse:\n    name = "y.html"\nhere = {code}\n', "here"
    )
    value = found.value
    assert value is not None
    assert [pattern(one) for one in (value.options if isinstance(value, Choice) else (value,))] == texts


def test_a_parameter_hides_what_is_outside_and_its_default_counts() -> None:
    code = 'name = "x.html"\ndef a(name): f(name)\ndef b(name="y.html"): f(name)\n'
    values = [one.calls[0].arguments[0].value for one in outline(code).definitions if one.kind == "function"]
    assert isinstance(values[0], Unknown)
    assert [pattern(value) for value in values] == ["{}", "y.html"]


def test_lists_that_are_joined_keep_the_names_in_them() -> None:
    value = defined("urlpatterns = public + [path('a', b)] + [*more]\n", "urlpatterns").value
    assert isinstance(value, Array)
    assert [one.path for one in value.items if isinstance(one, Unknown)] == ["public", "path", "more"]


def test_classes_functions_and_what_is_inside() -> None:
    code = (
        "@login_required\nclass V(Private, generic.View[int]):\n    template_name = 'v.html'\n"
        "    @method_decorator(never_cache)\n    def get(self, request, user: Annotated[U, Depends(who)]):\n"
        "        return render(request, self.template_name)\n"
    )
    cls, attribute, method = outline(code).definitions
    assert (cls.name, cls.bases, cls.marks[0].name) == ("V", ("Private", "generic.View"), "login_required")
    assert cls.location == Location("portal/urls.py", 2, 7, 2, 8)
    assert (attribute.name, attribute.kind) == ("V.template_name", "variable")
    assert (method.name, method.marks[0].body, method.calls[0].name) == ("V.get", (), "render")
    value = method.parameters[2].value
    assert isinstance(value, Unknown)
    assert [one.path for one in value.inputs if isinstance(one, Unknown)] == ["Annotated", "U", "Depends", "who"]


def test_objects_that_a_function_makes_are_known_by_its_name() -> None:
    code = (
        "def create():\n    app = Flask(__name__)\n    count = len(x)\n    @app.get('/')\n    def home(): return 'x'\n"
    )
    assert [one.name for one in outline(code).definitions] == ["create", "create.app", "create.home"]


def test_places_count_characters_not_bytes() -> None:
    [call] = outline('"ü"; path("é", x)').calls
    assert call.location == Location("portal/urls.py", 1, 6, 1, 18)


@pytest.mark.parametrize(
    "text", ["route = (", "route\0", "route" + "(" * 5000, "route = " + "-" * 100_000 + "1", "print 'route'"]
)
def test_what_is_no_python_is_said(text: str) -> None:
    found, [failure] = backend.outline(Source("a.py", text))
    assert found is None
    assert failure.kind == "unread-language"
    assert "not Python as it is read here" in failure.message


def test_names_that_stand_for_one_another_do_not_multiply() -> None:
    lines = "".join(f"a{at} = a{at + 1} + a{at + 1} + 'x'\n" for at in range(60))
    assert outline(lines + "f(a0)\n").calls[0].name == "f"


def test_long_code_and_deep_code_are_read() -> None:
    deep = "".join(f"{'    ' * at}if a:\n" for at in range(90)) + "    " * 90 + "render(x)\n"
    assert outline(deep).calls[0].name == "render"
    assert len(outline("x.y()" + ".z()" * 200).calls[0].chained) == 200
    assert outline("f(" * 80 + ")" * 80).calls[0].name == "f"


def test_a_file_without_a_word_of_routes_has_no_outline() -> None:
    assert backend.outline(Source("a.py", "x = 1\n")) == (None, ())


@given(st.text(alphabet="abf(){}[]=:.,'\"@\n \\%+#é\ud800", max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    found, failures = backend.outline(Source("a.py", "# route\n" + text))
    assert (found is None) == bool(failures)
    assert isinstance(found, Outline | None)


def test_numbers_and_bytes_are_plain_values() -> None:
    values = [one.value for one in outline("f(1, True, None, b'x', 10**99)\n").calls[0].arguments]
    assert [one.value for one in values if isinstance(one, Constant)] == [1.0, True, None, None]
