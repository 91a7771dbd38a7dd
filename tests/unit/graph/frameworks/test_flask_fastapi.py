"""Routes of Flask, FastAPI and Starlette."""

from __future__ import annotations

from tests.unit.graph.frameworks.pythonic import guards, routes

from pixelgate.graph.model import Shows

TEMPLATE = "templates/v.html"


def test_only_decorators_below_the_route_guard_it() -> None:
    code = (
        "app = Flask(__name__)\n"
        "@app.route('/a')\n@login_required\ndef a(): return render_template('v.html')\n"
        "@login_required\n@app.route('/b')\ndef b(): return render_template('v.html')\n"
    )
    found = routes("flask", {"app.py": code}, TEMPLATE)
    assert guards(found["/a"]) == [("login_required", 3)]
    assert guards(found["/b"]) == []


def test_blueprints_nest_and_the_prefix_of_the_registration_wins() -> None:
    files = {
        "web/__init__.py": (
            "from web.inner import inner, outer\ndef create():\n    app = Flask(__name__)\n"
            "    app.register_blueprint(outer, url_prefix='/o')\n    return app\n"
        ),
        "web/inner.py": (
            "outer = Blueprint('outer', __name__, url_prefix='/unused')\n"
            "inner = Blueprint('inner', __name__, url_prefix='/i')\nouter.register_blueprint(inner)\n"
            "@inner.get('/<int:id>')\ndef v(id): return render_template('v.html')\n"
            "@inner.post('/save')\ndef save(): return {'saved': True}\n"
        ),
    }
    found = routes("flask", files, TEMPLATE)
    assert {pattern: one.shows for pattern, one in found.items()} == {"/o/i/:id": Shows.PAGE, "/o/i/save": Shows.DATA}


def test_what_runs_before_requests_guards_its_own_routes_or_all() -> None:
    code = (
        "app = Flask(__name__)\nbp = Blueprint('b', __name__)\napp.register_blueprint(bp)\n"
        "@bp.before_request\ndef check():\n    if not current_user.is_authenticated:\n"
        "        return redirect(url_for('auth.login'))\n"
        "@bp.before_request\ndef count(): hits.add(1)\n"
        "@bp.route('/a')\ndef a(): return render_template('v.html')\n"
        "@app.route('/b')\ndef b(): return render_template('v.html')\n"
    )
    found = routes("flask", {"app.py": code}, TEMPLATE)
    assert guards(found["/a"]) == [("check", 4)]
    assert guards(found["/b"]) == []
    everywhere = code.replace("@bp.before_request\ndef check", "@bp.before_app_request\ndef check")
    assert guards(routes("flask", {"app.py": everywhere}, TEMPLATE)["/b"]) == [("check", 4)]


def test_view_classes_are_added_by_rule() -> None:
    code = (
        "app = Flask(__name__)\nclass V(MethodView):\n    decorators = [login_required]\n"
        "    def get(self): return render_template('v.html')\n"
        "app.add_url_rule('/a', view_func=V.as_view('a'))\n"
        "def f(): return render_template('v.html')\napp.add_url_rule('/b', 'b', f)\n"
    )
    found = routes("flask", {"app.py": code}, TEMPLATE)
    assert [(pattern, one.pages) for pattern, one in found.items()] == [("/a", (TEMPLATE,)), ("/b", (TEMPLATE,))]
    assert guards(found["/a"]) == [("login_required", 3)]


def test_other_objects_with_such_methods_are_no_applications() -> None:
    code = "app = Flask(__name__)\nclient = Client()\n@client.get('/x')\ndef x(): return render_template('v.html')\n"
    assert routes("flask", {"app.py": code}, TEMPLATE) == {}


def test_dependencies_of_routes_routers_and_types_guard() -> None:
    code = (
        "app = FastAPI()\nrouter = APIRouter(prefix='/r', dependencies=[Depends(verify_token)])\n"
        "def who(request):\n    if not request.user:\n        raise HTTPException(status_code=401)\n"
        "def nurse(user=Depends(who)): return user\n"
        "Nurse = Annotated[str, Depends(nurse)]\n"
        "@router.get('/a/{id}')\ndef a(id: int): return templates.TemplateResponse('v.html', {})\n"
        "@app.get('/b')\ndef b(n: Nurse): return templates.TemplateResponse(request, 'v.html')\n"
        "@app.get('/c')\ndef c(db=Depends(get_db)): return templates.TemplateResponse(request, 'v.html')\n"
        "app.include_router(router, prefix='/p')\n"
    )
    found = routes("fastapi", {"app.py": code}, TEMPLATE)
    assert {pattern: [name for name, _ in guards(one)] for pattern, one in found.items()} == {
        "/p/r/a/:id": ["verify_token"],
        "/b": ["nurse"],
        "/c": [],
    }


def test_tables_of_starlette_nest() -> None:
    code = (
        "def v(request): return templates.TemplateResponse(request, 'v.html')\n"
        "app = Starlette(routes=[Route('/', v), Mount('/m', routes=[Route('/{name:path}', endpoint=v)])])\n"
    )
    assert list(routes("fastapi", {"app.py": code}, TEMPLATE)) == ["/", "/m/:name+"]


def test_tables_of_starlette_have_names_in_other_modules() -> None:
    files = {
        "labs.py": (
            "def v(request): return templates.TemplateResponse(request, 'v.html')\nroutes = [Route('/labs', v)]\n"
            "again = [Mount('/again', routes=again), Route('/x', v)]\n"
        ),
        "app.py": (
            "import labs\nfrom labs import again, v\nroutes = [Route('/', v), Mount('/m', routes=labs.routes)]\n"
            "app = Starlette(debug=True, routes=routes)\n"
        ),
    }
    found = routes("fastapi", files, TEMPLATE)
    assert {pattern: one.pages for pattern, one in found.items()} == {"/": (TEMPLATE,), "/m/labs": (TEMPLATE,)}
    endless = files | {"app.py": "from labs import again\napp = Starlette(routes=again)\n"}
    assert "/again/again/x" in routes("fastapi", endless, TEMPLATE)


HELPED = {
    "web/helpers.py": (
        "def register_view(on, routes, view_func, **more):\n"
        "    for route in routes:\n        on.add_url_rule(route, view_func=view_func, **more)\n"
    ),
    "web/settings.py": "class Default:\n    LABS_PREFIX = '/labs'  # a template\n",
    "web/views.py": (
        "from web.helpers import register_view\n"
        "class Show(MethodView):\n"
        "    decorators = [login_required]\n    def get(self, id): return render_template('v.html')\n"
        "def home(): return render_template('v.html')\n"
        "def load(app):\n"
        "    labs = Blueprint('labs', __name__)\n"
        "    register_view(labs, routes=['/<int:id>', '/<int:id>/print'], view_func=Show.as_view('show'))\n"
        "    register_view(labs, ['/'], home)\n"
        "    app.register_blueprint(labs, url_prefix=app.config['LABS_PREFIX'])\n"
    ),
}


def test_functions_declare_routes_on_what_they_are_given() -> None:
    found = routes("flask", HELPED, TEMPLATE)
    assert {pattern: guards(one) for pattern, one in found.items()} == {
        "/labs": [],
        "/labs/:id": [("login_required", 3)],
        "/labs/:id/print": [("login_required", 3)],
    }
    assert {(one.pages, one.location.path) for pattern, one in found.items() if ":" in pattern} == {
        ((TEMPLATE,), "web/views.py")
    }


def test_a_function_whose_callers_cannot_be_followed_still_declares_something() -> None:
    views = "app = Flask(__name__)\nfor one in plugins():\n    register_view(app, one.routes, one.view)\n"
    later = "app = Flask(__name__)\ndef later(rule): app.add_url_rule(rule, view_func=pick())\n"
    files = HELPED | {"web/views.py": f"from web.helpers import register_view\n{views}", "web/direct.py": later}
    assert {pattern: one.unknown for pattern, one in routes("flask", files).items()} == {
        "/:part": "its view is computed"
    }


def test_decorators_in_a_function_declare_on_the_blueprint_that_it_is_given() -> None:
    files = {
        "feed/__init__.py": (
            "from feed.main import add_routes\ndef construct(store):\n    feed = Blueprint('feed', __name__)\n"
            "    add_routes(feed, store)\n    return feed\n"
        ),
        "feed/main.py": (
            "def add_routes(on, store):\n    @on.route('/labs/<id>')\n    def labs(id):\n"
            "        return render_template('v.html')\n"
        ),
        "app.py": (
            "import feed\ndef create():\n    app = Flask(__name__)\n"
            "    app.register_blueprint(feed.construct(None), url_prefix='/feed')\n"
        ),
    }
    assert list(routes("flask", files, TEMPLATE)) == ["/feed/labs/:id"]


def test_resources_of_flask_restful_answer_with_data() -> None:
    code = (
        "from flask_restful import Api, Resource\n"
        "v2 = Blueprint('v2', __name__, url_prefix='/v2')\n"
        "api = Api(v2)\n"
        "class Lab(Resource):\n    method_decorators = [auth_required]\n"
        "    @login_required\n    def get(self, id): return {}\n"
        "api.add_resource(Lab, '/labs/<int:id>', '/labs/by-id/<int:id>', endpoint='lab')\n"
    )
    found = routes("flask", {"app.py": code})
    assert {pattern: (one.shows, guards(one)) for pattern, one in found.items()} == {
        "/v2/labs/:id": (Shows.DATA, [("auth_required", 5), ("login_required", 6)]),
        "/v2/labs/by-id/:id": (Shows.DATA, [("auth_required", 5), ("login_required", 6)]),
    }


def test_routers_of_other_packages_are_none_of_starlette() -> None:
    code = "from ninja import Router\nrouter = Router()\n@router.get('/labs')\ndef labs(request): return {}\n"
    assert routes("fastapi", {"app.py": code}) == {}
