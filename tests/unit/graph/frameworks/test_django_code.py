"""Routes of Django that code puts together: functions, classes, hooks, registries, routers."""

from __future__ import annotations

import pytest
from tests.unit.graph.frameworks.pythonic import guards, routes

from pixelgate.graph.model import Shows

HEAD = "from django.urls import include, path, re_path\nfrom . import views\n"
VIEWS = 'from django.views.generic import TemplateView\nclass V(TemplateView):\n    template_name = "v.html"\n'


def found(urls: str, **others: str) -> set[str]:
    files = {"portal/urls.py": HEAD + urls, "portal/views.py": VIEWS}
    files |= {f"portal/{name}.py": text for name, text in others.items()}
    return set(routes("django", files, "templates/v.html"))


@pytest.mark.parametrize(
    "urls",
    [
        'urlpatterns = [path(f"{name}/", views.V.as_view()) for name in ("a", "b")]\n',
        'urlpatterns = [path(p, v) for p, v in [("a/", views.V.as_view()), ("b/", views.V.as_view())]]\n',
        'urlpatterns = []\nfor name in ["a", "b"]:\n    urlpatterns.append(path(name + "/", views.V.as_view()))\n',
        (
            'urlpatterns = []\nfor name, _ in {"a": 1, "b": 2}.items():\n'
            '    urlpatterns += [path("%s/" % name, views.V.as_view())]\n'
        ),
        'urlpatterns = [path("{}/".format(n), views.V.as_view()) for n in ("a", "b", "c") if n != "c"]\n',
        'a = path("a/", views.V.as_view())\nurlpatterns = [a]\nurlpatterns.extend([path("b/", views.V.as_view())])\n',
        (
            'def of(*names): return [path(n.strip() + "/", views.V.as_view()) for n in names]\n'
            'urlpatterns = of(" a", "b ")\n'
        ),
        (
            'def of():\n    yield path("a/", views.V.as_view())\n'
            '    yield path("b/", views.V.as_view())\nurlpatterns = list(of())\n'
        ),
        (
            "def of(name, more=None):\n    if more is None:\n"
            '        return path(f"{name}/", views.V.as_view())\n'
            '    return path("c/", x)\n'
            'urlpatterns = [of("a"), of(name="b")]\n'
        ),
        (
            'ROUTES = {"a/": views.V.as_view()} | {"b/": views.V.as_view()}\n'
            "urlpatterns = [path(k, v) for k, v in ROUTES.items()]\n"
        ),
        (
            'urlpatterns = [path("a/", views.V.as_view())]\n'
            "try:\n    import tool\nexcept ImportError:\n    tool = None\n"
            'with suppress(KeyError):\n    urlpatterns.insert(0, path("b/", views.V.as_view()))\n'
        ),
        'urlpatterns = sorted([path("a/", views.V.as_view())]) + list((path("b/", views.V.as_view()),))\n',
    ],
)
def test_code_that_makes_a_list_is_followed(urls: str) -> None:
    assert found(urls) == {"/a", "/b"}


def test_a_class_that_makes_its_routes_tells_them_for_each_of_its_children() -> None:
    base = (
        "from django.urls import path\n"
        'ACTIONS = {"list": "get", "update": "form", "delete": "ask"}\n'
        "class Crud(TemplateView):\n"
        '    template_name = "v.html"\n    key = "pk"\n    converter = "int"\n    can_delete = True\n'
        "    @classmethod\n"
        "    def address(cls, base, action):\n"
        '        if action == "list":\n            return f"{base}/"\n'
        '        base = f"{base}/<{cls.converter}:{cls.key}>"\n'
        '        return f"{base}/" if action == "update" else f"{base}/{action}/"\n'
        "    @classmethod\n"
        "    def get_urls(cls, base, actions=None):\n"
        "        actions = actions or ACTIONS.keys()\n"
        "        if not cls.can_delete:\n"
        '            actions = [one for one in actions if one != "delete"]\n'
        "        return [path(cls.address(base, one), cls.as_view(action=one)) for one in actions]\n"
    )
    views = (
        'from portal.base import Crud  # a View\nclass Labs(Crud):\n    key = "code"\n'
        '    converter = "slug"\nclass Notes(Crud):\n    can_delete = False\n'
    )
    urls = 'from portal import crud\nurlpatterns = [*crud.Labs.get_urls("labs"), *crud.Notes.get_urls("notes")]\n'
    assert found(urls, base=base, crud=views) == {
        "/labs",
        "/labs/:code",
        "/labs/:code/delete",
        "/notes",
        "/notes/:pk",
    }


APPS = {
    "shop/core.py": (
        "from django.apps import AppConfig\n"
        "class Config(AppConfig):\n"
        "    permissions = {}\n    default = None\n    namespace = None\n"
        "    def get_urls(self):\n        return []\n"
        "    def decorated(self, urlpatterns):\n"
        "        for pattern in urlpatterns:\n"
        "            needed = self.permissions.get(pattern.name, self.default)\n"
        "            if needed:\n"
        "                pattern.callback = permissions_required(needed)(pattern.callback)\n"
        "        return urlpatterns\n"
        "    @property\n"
        "    def urls(self):\n        return self.get_urls(), self.label, self.namespace\n"
    ),
    "shop/apps.py": (
        "from django.apps import apps\nfrom django.urls import include, path\nfrom shop.core import Config\n"
        "class Shop(Config):\n"
        '    name = "shop"\n'
        "    def ready(self):\n"
        '        self.labs = apps.get_app_config("labs")\n        self.staff = apps.get_app_config("staff")\n'
        "    def get_urls(self):\n"
        '        return [path("labs/", self.labs.urls), path("staff/", include(self.staff.urls[0]))]\n'
    ),
    "labs/apps.py": (
        "from django.urls import path\nfrom shop.core import Config\nfrom shop.loading import get_class\n"
        "class Plain(Config):\n"
        '    label = "labs"\n    name = "shop.labs"\n'
        "    def ready(self):\n"
        '        super().ready()\n        self.show = get_class("labs.views", "Show")\n'
        "    def get_urls(self):\n"
        "        urls = super().get_urls()\n"
        '        urls += [path("", self.show.as_view(), name="list")]\n'
        '        urls.append(path("<int:pk>/", self.show.as_view(), name="one"))\n'
        "        return self.decorated(urls)\n"
        "class Extra(Config):\n"
        '    label = "labs"\n    name = "shop.labs"\n'
        "    def get_urls(self):\n"
        '        return super().get_urls() + [path("extra/", self.show.as_view(), name="extra")]\n'
        "class Labs(Plain, Extra):\n"
        "    def ready(self):\n"
        "        super().ready()\n"
        '        self.permissions = {"one": ["labs.view"]}\n'
    ),
    "labs/views.py": 'class Show(TemplateView):\n    template_name = "v.html"\n',
    "staff/apps.py": (
        "from django.urls import path\nfrom shop.core import Config\nfrom labs.views import Show\n"
        "class Staff(Config):\n"
        '    name = "shop.staff"\n    default = ["is_staff"]\n'
        "    def get_urls(self):\n"
        '        return self.decorated([path("", Show.as_view(), name="index")])\n'
    ),
    "site/urls.py": (
        "from django.apps import apps\nfrom django.urls import include, path\n"
        'urlpatterns = [path("", include(apps.get_app_config("shop").urls[0]))]\n'
    ),
}


def test_applications_make_their_routes_and_decide_which_ask_for_a_login() -> None:
    said = routes("django", APPS, "templates/v.html")
    assert {pattern: guards(one) for pattern, one in said.items()} == {
        "/labs": [],
        "/labs/:pk": [("permissions_required", 12)],
        "/labs/extra": [],
        "/staff": [("permissions_required", 12)],
    }
    assert {one.pages for one in said.values()} == {("templates/v.html",)}


HOOKED = {
    "cms/hooks.py": "def register(name, fn=None): pass\ndef get_hooks(name): return _hooks.get(name, [])  # route\n",
    "cms/urls.py": (
        "from django.urls import path\nfrom cms import hooks\nfrom cms.views import Show, sprite\n"
        "from cms.decorators import decorate\n"
        'urlpatterns = [path("", Show.as_view())]\n'
        'for fn in hooks.get_hooks("register_urls"):\n    urls = fn()\n    if urls:\n        urlpatterns += urls\n'
        "urlpatterns = decorate(urlpatterns, login_required)\n"
        'urlpatterns += [path("sprite/", sprite)]\n'
    ),
    "cms/decorators.py": (
        "from functools import update_wrapper\n"
        "def decorate(urlpatterns, decorator):\n"
        "    for pattern in urlpatterns:\n"
        '        if hasattr(pattern, "url_patterns"):\n            decorate(pattern.url_patterns, decorator)\n'
        '        if getattr(pattern, "callback", None):\n'
        "            pattern.callback = update_wrapper(decorator(pattern.callback), pattern.callback)\n"
        "    return urlpatterns\n"
    ),
    "cms/views.py": (
        'class Show(TemplateView):\n    template_name = "v.html"\n'
        'def sprite(request): return HttpResponse("x", content_type="image/svg+xml")\n'
    ),
    "cms/sets.py": (
        "from django.urls import include, path\nfrom cms import hooks\nfrom cms.views import Show\n"
        "class Set:\n"
        "    reorder = False\n"
        "    def __init__(self, name, **kwargs):\n"
        "        self.name = name\n"
        "        for key, value in kwargs.items():\n            self.__dict__[key] = value\n"
        "    @property\n"
        "    def show(self):\n        return Show.as_view()\n"
        "    def get_urlpatterns(self):\n"
        '        urls = [path("", self.show), path("<int:pk>/", self.show)]\n'
        "        if self.reorder:\n"
        '            urls.append(path("reorder/", self.show))\n'
        "        return urls\n"
        "class Sets:\n"
        "    def __init__(self):\n        self.known = []\n"
        "    def populate(self):\n"
        '        for fn in hooks.get_hooks("register_set"):\n'
        "            made = fn()\n"
        "            if isinstance(made, (list, tuple)):\n"
        "                for one in made:\n                    self.known.append(one)\n"
        "            else:\n                self.known.append(made)\n"
        "    def get_urlpatterns(self):\n"
        '        return [path(f"{one.prefix}/", include((one.get_urlpatterns(), one.name))) for one in self.known]\n'
        "sets = Sets()\n"
        '@hooks.register("register_urls")\n'
        "def all_sets():\n    sets.populate()\n    return sets.get_urlpatterns()\n"
    ),
    "labs/cms_hooks.py": (
        "from django.urls import include, path\nfrom cms import hooks\n"
        "from cms.sets import Set\nfrom labs import urls\n"
        '@hooks.register("register_urls")\n'
        'def labs_urls():\n    return [path("labs/", include(urls, namespace="labs"))]\n'
        '@hooks.register("register_set")\n'
        'def labs_sets():\n    return [Set("a", prefix="a"), Set("b", prefix="b", reorder=True)]\n'
    ),
    "labs/urls.py": (
        'from django.urls import path\nfrom cms.views import Show\nurlpatterns = [path("", Show.as_view())]\n'
    ),
    "other/cms_hooks.py": (
        "from django.urls import path\nfrom cms import hooks\nfrom cms.views import Show\n"
        '@hooks.register("register_urls")\ndef other(): return [path("other/", Show.as_view())]\n'
    ),
    "site/settings.py": 'ROOT_URLCONF = "site.urls"\nINSTALLED_APPS = ["cms", "labs"]\n',
    "site/urls.py": 'from django.urls import include, path\nurlpatterns = [path("", include("cms.urls"))]\n',
}


def test_hooks_and_registries_of_installed_applications_are_asked() -> None:
    said = routes("django", HOOKED, "templates/v.html")
    assert {pattern: [name for name, _ in guards(one)] for pattern, one in said.items()} == {
        "/": ["login_required"],
        "/a": ["login_required"],
        "/a/:pk": ["login_required"],
        "/b": ["login_required"],
        "/b/:pk": ["login_required"],
        "/b/reorder": ["login_required"],
        "/labs": ["login_required"],
        "/sprite": [],
    }


def test_hooks_of_all_applications_are_asked_where_the_installed_ones_are_not_all_known() -> None:
    files = HOOKED | {"site/settings.py": 'ROOT_URLCONF = "site.urls"\nINSTALLED_APPS = ["cms", *plugins()]\n'}
    assert "/other" in routes("django", files, "templates/v.html")


ROUTER = (
    "from rest_framework import routers, viewsets, mixins\nfrom rest_framework.decorators import action\n"
    "class Labs(viewsets.ModelViewSet):\n"
    '    lookup_field = "code"\n'
    '    @action(detail=True, methods=["post"], url_path="sign-off")\n'
    "    def sign(self, request, code): pass\n"
    "    @action(detail=False)\n"
    "    def recent(self, request): pass\n"
    "class Notes(mixins.ListModelMixin, viewsets.GenericViewSet): pass\n"
)


def test_routers_make_a_route_for_what_a_view_set_can_do() -> None:
    urls = (
        "from rest_framework import routers\nfrom . import sets\nrouter = routers.SimpleRouter()\n"
        'router.register("labs", sets.Labs)\nrouter.register(r"notes", sets.Notes)\n'
        'urlpatterns = [path("api/", include(router.urls)), path("v2/", include((router.urls, "v2")))]\n'
    )
    files = {"portal/urls.py": HEAD + urls, "portal/views.py": VIEWS, "portal/sets.py": ROUTER}
    said = routes("django", files)
    below = {"/labs", "/labs/:code", "/labs/:code/sign-off", "/labs/recent", "/notes"}
    assert set(said) == {f"/{prefix}{one}" for prefix in ("api", "v2") for one in below}
    assert {one.shows for one in said.values()} == {Shows.DATA}
    assert said["/api/labs/:code/sign-off"].location.path == "portal/sets.py"


def test_what_other_modules_register_with_a_router_counts() -> None:
    files = {
        "portal/routers.py": "from rest_framework.routers import DefaultRouter\nrouter = DefaultRouter()\n",
        "portal/urls.py": HEAD
        + 'from portal.routers import router\nurlpatterns = [path("api/", include(router.urls))]\n',
        "labs/api.py": (
            'from portal.routers import router\nfrom portal.sets import Notes\nrouter.register("notes", Notes)\n'
        ),
        "portal/views.py": VIEWS,
        "portal/sets.py": ROUTER,
    }
    assert set(routes("django", files)) == {"/api", "/api/notes{.:format}?"}


@pytest.mark.parametrize(
    ("urls", "pattern", "unknown"),
    [
        ("urlpatterns = [path('x/', include(registry.pick().urls))]\n", "/x/*", "computed"),
        ("urlpatterns = build(settings)\n", "/*", "which routes `build` makes is computed"),
        ("from shop import urls\nurlpatterns = [path('x/', include(urls.make()))]\n", "/x/*", "computed"),
    ],
)
def test_what_code_makes_that_cannot_be_followed_is_said(urls: str, pattern: str, unknown: str) -> None:
    said = routes("django", {"portal/urls.py": HEAD + urls, "portal/views.py": VIEWS})
    assert list(said) == [pattern]
    assert unknown in said[pattern].unknown


@pytest.mark.parametrize(
    "urls",
    [
        "def f(n): return f(n) + f(n)\nurlpatterns = f(1)\n",
        "def f(): return g()\ndef g(): return f()\nurlpatterns = f()\n",
        "urlpatterns = []\n" + "urlpatterns += urlpatterns + [path('a/', views.V.as_view())]\n" * 60,
        "x = 'ab'\n" + "x = x + x\n" * 60 + "urlpatterns = [path(x, views.V.as_view())]\n",
        "class A(B): pass\nclass B(A): pass\nurlpatterns = A().urls\n",
        "urlpatterns = [x for a in Y for b in Y for c in Y for d in Y for x in Y]\n".replace(
            "Y", str(list("abcdefghij"))
        ),
        "f = lambda n: f(f)\nurlpatterns = f(f)\n",
        "urlpatterns = " + "f(" * 150 + "1" + ")" * 150 + "\n",
        "urlpatterns = " + "[" * 90 + "]" * 90 + "\n",
        "urlpatterns = urlpatterns\n",
        "a = []\n" + "a = [a, a, a, a, a, a]\n" * 30 + "urlpatterns = a\n",
        "for urlpatterns in urlpatterns: urlpatterns.append(urlpatterns)\nurlpatterns.append(urlpatterns)\n",
        "urlpatterns = []\nurlpatterns.append(urlpatterns)\n",
        "d = {}\nd['d'] = d\nurlpatterns = [d, d['d']['d']]\n",
    ],
)
def test_code_without_an_end_ends(urls: str) -> None:
    found(urls)


SETTINGS = 'ROOT_URLCONF = "portal.urls"\nINSTALLED_APPS = ["portal", "labs"]\n'
PREFIXED = (
    "from django.conf import settings\nPREFIX = settings.URL_PREFIX\n"
    'if PREFIX:\n    PREFIX = PREFIX.strip("/") + "/"\n'
    'urlpatterns = [path(f"{PREFIX}a/", views.V.as_view())]\n'
    'if settings.DEBUG:\n    urlpatterns += [path("debug/", views.V.as_view())]\n'
    'if "labs" in settings.INSTALLED_APPS:\n    urlpatterns += [path("labs/", views.V.as_view())]\n'
)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('URL_PREFIX = ""\nDEBUG = False\n', {"/a", "/debug", "/labs"}),
        ('URL_PREFIX = "/my/"\nDEBUG = True\n', {"/my/a", "/debug", "/labs"}),
        ('URL_PREFIX = env("PREFIX")\n', {"/:part/a", "/{:part}a", "/debug", "/labs"}),
    ],
)
def test_settings_say_what_a_prefix_is_and_never_that_a_route_is_not(settings: str, expected: set[str]) -> None:
    assert found(PREFIXED, settings=SETTINGS + settings) == expected


def test_a_function_that_hands_its_request_on_shows_what_the_other_view_shows() -> None:
    views = (
        "from django.contrib.auth import views as auth\nfrom django.contrib.auth.mixins import LoginRequiredMixin\n"
        'class One(LoginRequiredMixin, TemplateView):\n    template_name = "one.html"\n'
        'class Two(TemplateView):\n    template_name = "two.html"\n'
        'shown = auth.LoginView.as_view(template_name="login.html")\n'
        "def login(request):\n    return shown(request)\n"
        "def one(request):\n    return One.as_view()(request)\n"
        "def both(request):\n"
        "    if request.user.is_staff:\n        return One.as_view()(request)\n    return Two.as_view()(request)\n"
        "def twice(request):\n    return framed(request)\n"
        'def framed(request):\n    return render(request, "two.html")\n'
        "framed = cache_page(60)(framed)\n"
    )
    urls = "".join(f'path("{name}/", views.{name}), ' for name in ("login", "one", "both", "twice"))
    files = {"portal/urls.py": f"{HEAD}urlpatterns = [{urls}]\n", "portal/views.py": views}
    said = routes("django", files, "templates/one.html", "templates/two.html", "templates/login.html")
    assert {pattern: (one.pages, guards(one)) for pattern, one in said.items()} == {
        "/login": (("templates/login.html",), [("-LoginView", 7)]),
        "/one": (("templates/one.html",), [("LoginRequiredMixin", 3)]),
        "/both": (("templates/one.html", "templates/two.html"), []),
        "/twice": (("templates/two.html",), []),
    }


def test_what_is_exempt_from_something_else_opens_nothing() -> None:
    views = (
        "@login_required\n@xframe_options_exempt\n@csrf_exempt\ndef a(request): return render(request, 'v.html')\n"
        "@login_required\n@login_exempt\ndef b(request): return render(request, 'v.html')\n"
    )
    files = {"portal/urls.py": HEAD + 'urlpatterns = [path("a/", views.a), path("b/", views.b)]\n'}
    said = routes("django", files | {"portal/views.py": views}, "templates/v.html")
    assert {pattern: one.guarded for pattern, one in said.items()} == {"/a": True, "/b": False}


def test_what_one_round_of_a_loop_finds_is_nothing_to_the_next() -> None:
    apps = (
        "from django.apps import AppConfig\nfrom django.urls import path\nfrom labs.views import Show\n"
        "class Labs(AppConfig):\n"
        '    name = "labs"\n    permissions = {"b": ["labs.view"]}\n'
        "    def asks(self, pattern):\n"
        "        if self.permissions.get(pattern.name):\n            return permissions_required(self.permissions)\n"
        "    @property\n"
        "    def urls(self):\n"
        '        made = [path(f"{name}/", Show.as_view(), name=name) for name in ("a", "b", "c")]\n'
        "        for pattern in made:\n"
        "            if isinstance(pattern, URLPattern):\n"
        "                decorator = self.asks(pattern)\n"
        "                if decorator:\n                    pattern.callback = decorator(pattern.callback)\n"
        "        return made, self.label, None\n"
    )
    head = "from django.apps import apps\nfrom django.urls import path\n"
    site = f'{head}urlpatterns = [path("", apps.get_app_config("labs").urls)]\n'
    files = {"labs/apps.py": apps, "labs/views.py": APPS["labs/views.py"], "site/urls.py": site}
    said = routes("django", files, "templates/v.html")
    assert {pattern: guards(one) for pattern, one in said.items()} == {"/a": [], "/b": [("asks", 17)], "/c": []}
