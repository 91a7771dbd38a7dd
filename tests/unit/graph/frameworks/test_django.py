"""Django's URL patterns, views and logins."""

from __future__ import annotations

import pytest
from tests.unit.graph.frameworks.pythonic import guards, routes

from pixelgate.graph.model import Shows

HEAD = "from django.urls import include, path, re_path\nfrom . import views\n"


def shown(urls: str, views: str, *templates: str) -> dict[str, tuple[str, ...]]:
    files = {"portal/urls.py": HEAD + urls, "portal/views.py": views}
    return {pattern: one.pages for pattern, one in routes("django", files, *templates).items()}


@pytest.mark.parametrize(
    ("line", "pattern"),
    [
        ('path("labs/<int:id>/", views.v)', "/labs/:id"),
        ('path("a/<slug:x>-<int:y>/", views.v)', "/a/:x-:y"),
        ('path("a/<int:x>b/", views.v)', "/a/{:x}b"),
        ('path("files/<path:name>", views.v)', "/files/:name+"),
        ('path("", views.v)', "/"),
        ('path("what*ever/", views.v)', r"/what\*ever"),
        ('path(PREFIX + "x/", views.v)', "/my/x"),
        ('path(_("labs/"), views.v)', "/labs"),
        (r're_path(r"^labs/(?P<id>\d+)/$", views.v)', "/labs/:id"),
        (r're_path(r"^labs/(\d+)/(?P<x>[^/]+)/?$", views.v)', "/labs/:part1/:x"),
        (r're_path(r"^files/(?P<name>.+)$", views.v)', "/files/:name+"),
        (r're_path(r"^labs", views.v)', "/labs*"),
        (r're_path(r"^robots\.txt$", views.v)', "/robots.txt"),
        (r're_path(r"^(?:old|new)/x$", views.v)', "/:part0/x"),
        ('path("<int:id>/", include([path("x/<int:id>/", views.v)]))', "/:id/x/:id_"),
    ],
)
def test_patterns(line: str, pattern: str) -> None:
    view = 'def v(request): return render(request, "v.html")\n'
    assert shown(f'PREFIX = "my/"\nurlpatterns = [{line}]\n', view, "templates/v.html") == {
        pattern: ("templates/v.html",)
    }


@pytest.mark.parametrize(
    "urls",
    [
        'urlpatterns = [path("a/", views.v)]\nif DEBUG:\n    urlpatterns += [path("b/", views.v)]\n',
        'more = [path("b/", views.v)]\nurlpatterns = [path("a/", views.v), *more]\n',
        'more = [path("b/", views.v)]\nurlpatterns = [path("a/", views.v)] + more\n',
        'urlpatterns = decorated([path("a/", views.v), path("b/", views.v)])\n',
        'def make(): return [path("b/", views.v)]\nurlpatterns = [path("a/", views.v)] + make()\n',
    ],
)
def test_lists_are_followed_however_they_are_made(urls: str) -> None:
    assert set(shown(urls, "def v(request): return render(request, 'v.html')\n")) == {"/a", "/b"}


def test_languages_stand_before_the_path() -> None:
    view = "def v(request): return render(request, 'v.html')\n"
    assert list(shown('urlpatterns = i18n_patterns(path("a/", views.v))\n', view)) == ["/:language/a"]
    urls = 'urlpatterns = i18n_patterns(path("a/", views.v), prefix_default_language=False)\n'
    assert list(shown(urls, view)) == ["{/:language}?/a"]


def test_the_root_is_what_settings_name_and_modules_are_found_wherever_they_lie() -> None:
    files = {
        "src/portal/__init__.py": "",
        "src/portal/settings.py": 'ROOT_URLCONF = "portal.urls"\nMIDDLEWARE = ["a.LoginRequiredMiddleware"]\n',
        "src/portal/urls.py": 'urlpatterns = [path("labs/", include("labs.urls", namespace="labs"))]\n',
        "src/labs/urls.py": 'from labs.views import v\nurlpatterns = [path("<int:id>/", v)]\n',
        "src/labs/views.py": "@login_not_required\ndef v(request): return render(request, 'v.html')\n",
        "src/other/urls.py": 'urlpatterns = [path("unused/", x)]\n',
    }
    [(pattern, found)] = routes("django", files, "src/labs/templates/v.html").items()
    assert (pattern, found.pages) == ("/labs/:id", ("src/labs/templates/v.html",))
    assert guards(found) == [("LoginRequiredMiddleware", 2), ("-login_not_required", 1)]
    assert not found.guarded


@pytest.mark.parametrize(
    ("base", "page"),
    [
        ("ListView", "labs/lab_list.html"),
        ("DetailView", "labs/lab_detail.html"),
        ("CreateView", "labs/lab_form.html"),
        ("DeleteView", "labs/lab_confirm_delete.html"),
    ],
)
def test_generic_views_take_the_name_of_their_model(base: str, page: str) -> None:
    views = f"from labs.models import Lab\nfrom django.views.generic import {base}\nclass V({base}):\n    model = Lab\n"
    files = {
        "portal/urls.py": HEAD + 'urlpatterns = [path("a/", views.V.as_view())]\n',
        "portal/views.py": views,
        "labs/models.py": "class Lab(Model): pass  # View\n",
    }
    assert routes("django", files, f"templates/{page}")["/a"].pages == (f"templates/{page}",)


@pytest.mark.parametrize(
    "view",
    [
        "class V(TemplateView):\n    template_name = 'v.html'\n",
        "class Base(TemplateView):\n    template_name = 'v.html'\nclass V(Base): pass\n",
        "class V(View):\n    def get(self, request): return TemplateResponse(request, 'v.html')\n",
        "class V(View):\n    page = 'v.html'\n    def get_template_names(self): return ['v.html']\n",
        (
            "def show(request, name): return render(request, name)\n"
            "class V(View):\n    def get(self, r): return show(r, 'v.html')\n"
        ),
        (
            "class V(View):\n    def get(self, request):\n"
            "        t = loader.get_template('v.html')\n        return HttpResponse(t.render())\n"
        ),
    ],
)
def test_a_view_class_names_its_template_in_many_ways(view: str) -> None:
    found = shown('urlpatterns = [path("a/", views.V.as_view())]\n', view, "templates/v.html", "templates/w.html")
    assert found == {"/a": ("templates/v.html",)}


def test_guards_are_found_around_a_view_in_their_order() -> None:
    files = {
        "portal/urls.py": HEAD
        + 'urlpatterns = [\n    path("a/", login_required(views.A.as_view())),\n    path("b/", views.b),\n'
        '    path("c/", views.C.as_view()),\n    path("d/", views.d),\n]\n',
        "portal/views.py": (
            "from django.contrib.auth.mixins import LoginRequiredMixin\n"
            "class Private(LoginRequiredMixin): pass\n"
            "class A(TemplateView):\n    template_name = 'v.html'\n"
            "@never_cache\n@patients_only\ndef b(request): return render(request, 'v.html')\n"
            "def patients_only(view):\n    return user_passes_test(is_patient)(view)\n"
            "@method_decorator(permission_required('labs.view'), name='dispatch')\n"
            "class C(Private, TemplateView):\n    template_name = 'v.html'\n"
            "@require_POST\n@csrf_exempt\ndef d(request): return render(request, 'v.html')\n"
        ),
    }
    found = routes("django", files, "templates/v.html")
    assert guards(found["/a"]) == [("login_required", 4)]
    assert guards(found["/b"]) == [("patients_only", 6)]
    assert sorted(guards(found["/c"])) == [("LoginRequiredMixin", 2), ("permission_required", 10)]
    assert guards(found["/d"]) == []


@pytest.mark.parametrize(
    ("view", "shows", "unknown"),
    [
        ("def v(request): return JsonResponse({})\n", Shows.DATA, "answers without a template"),
        ("def v(request): return redirect('home')\n", Shows.DATA, "answers without a template"),
        ("def v(request): return render(request, pick())\n", Shows.PAGE, "the name of its template is computed"),
        ("def v(request): return render(request, 'none.html')\n", Shows.PAGE, "no template “none.html” in the tree"),
        ("def v(request): return magic(request)\n", Shows.PAGE, "renders no template that can be told"),
        ("from wiki.views import v\n", Shows.PROVIDED, "package wiki renders it"),
    ],
)
def test_what_shows_no_page_says_why(view: str, shows: Shows, unknown: str) -> None:
    files = {"portal/urls.py": HEAD + 'urlpatterns = [path("a/", views.v)]\n', "portal/views.py": "# render\n" + view}
    found = routes("django", files)["/a"]
    assert (found.shows, found.pages) == (shows, ())
    assert unknown in found.unknown


def test_a_view_that_writes_markup_itself_is_its_own_page() -> None:
    assert shown(
        'urlpatterns = [path("a/", views.v)]\n', "def v(r): return HttpResponse('<html><script src=x></script>')\n"
    ) == {"/a": ("portal/views.py",)}


def test_packages_and_the_administration_bring_routes_of_their_own() -> None:
    urls = 'urlpatterns = [path("accounts/", include("allauth.urls")), path("admin/", admin.site.urls)]\n'
    files = {"portal/urls.py": HEAD + urls}
    found = routes("django", files, "templates/admin/base_site.html")
    assert {pattern: one.shows for pattern, one in found.items()} == {
        "/accounts/*": Shows.PROVIDED,
        "/admin/*": Shows.PROVIDED,
    }
    assert found["/admin/*"].pages == ("templates/admin/base_site.html",)


def test_a_view_that_is_wrapped_under_its_own_name_is_still_itself() -> None:
    views = (
        "from django.contrib.auth.decorators import login_required\n"
        'def visits(request): return render(request, "v.html")\n'
        "visits = login_required(visits)\n"
    )
    files = {"portal/urls.py": f'{HEAD}urlpatterns = [path("visits/", views.visits)]\n', "portal/views.py": views}
    found = routes("django", files, "templates/v.html")["/visits"]
    assert (found.pages, [(one.name, one.location.line) for one in found.guards]) == (
        ("templates/v.html",),
        [("login_required", 3)],
    )


def test_circles_end() -> None:
    files = {
        "a/urls.py": 'urlpatterns = [path("x/", include("b.urls"))]\n',
        "b/urls.py": 'urlpatterns = [path("y/", include("a.urls")), path("z/", v)]\n',
        "s.py": 'ROOT_URLCONF = "a.urls"\n',
    }
    assert list(routes("django", files)) == ["/x/z"]


def test_what_is_included_by_a_computed_name_is_said() -> None:
    [found] = routes("django", {"portal/urls.py": HEAD + 'urlpatterns = [path("x/", include(find()))]\n'}).values()
    assert (found.pattern, found.shows, found.unknown) == ("/x/*", Shows.PAGE, "what is included here is computed")


@pytest.mark.parametrize(
    ("urls", "unknown"),
    [
        ("urlpatterns = [path('a/', views.v), *plugin_urls()]\n", "which routes `plugin_urls` makes is computed"),
        ("urlpatterns = [path('a/', views.v)] + registry.patterns()\n", "which routes `patterns` makes is computed"),
        ("urlpatterns = [path('a/', views.v)] + static(settings.MEDIA_URL)\n", None),
        ("urlpatterns = [path('a/', views.v)]\nurlpatterns += staticfiles_urlpatterns()\n", None),
    ],
)
def test_routes_that_nobody_can_tell_are_said(urls: str, unknown: str | None) -> None:
    view = 'def v(request): return render(request, "v.html")\n'
    files = {"portal/urls.py": HEAD + urls, "portal/views.py": view}
    found = routes("django", files, "templates/v.html")
    assert {*found} == ({"/a", "/*"} if unknown else {"/a"})
    assert not unknown or found["/*"].unknown == unknown


def test_the_administration_shows_what_its_classes_name_and_render() -> None:
    admin = """from django.contrib import admin
@admin.register(Lab)
class LabAdmin(admin.ModelAdmin):
    change_form_template = "labs/edit.html"
    def get_urls(self):
        return [path("x/", self.admin_site.admin_view(self.x)), *super().get_urls()]
    def x(self, request):
        return render(request, "labs/x.html")
class Other:
    change_form_template = "labs/other.html"
"""
    urls = 'from django.contrib import admin\nurlpatterns = [path("admin/", admin.site.urls)]\n'
    names = ("admin/base_site", "admin/labs/lab/change_list", "labs/edit", "labs/other", "labs/x")
    files = {"portal/urls.py": HEAD + urls, "portal/views.py": "", "labs/admin.py": admin}
    [(pattern, one)] = routes("django", files, *(f"templates/{name}.html" for name in names)).items()
    shown = [f"templates/{name}.html" for name in names if name != "labs/other"]
    assert (pattern, sorted(one.pages), guards(one)) == ("/admin/*", shown, [("admin.site", 4)])
