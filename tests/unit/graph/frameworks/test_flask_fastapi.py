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
