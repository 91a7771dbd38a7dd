"""Frameworks whose routes are tables in code: Vue Router, React Router, Angular, Express."""

from __future__ import annotations

import pytest
from tests.unit.graph.frameworks.scripted import found, routes, ties

SHELL = {"index.html": "<!doctype html><html><script type=module src=/src/main.ts></script>"}
VIEW = "export default {}"


def test_vue_records_across_files() -> None:
    files = {
        **SHELL,
        "src/main.ts": "import './router'",
        "src/router.ts": (
            "import { more } from './more';\nimport A from './A.vue';\n"
            "new VueRouter({ routes: [{ path: '/a/:id', component: A, meta: { requiresAuth: true },\n"
            "  children: [{ path: '', component: () => import('./B.vue') }] }, ...more] })"
        ),
        "src/more.ts": "export const more = [{ path: '/c', redirect: '/a/1' }, { path: '*', component: A }]",
        "src/A.vue": VIEW,
        "src/B.vue": VIEW,
    }
    discovered = found("vue-router", "vue-router", files)
    assert routes("vue-router", "vue-router", files) == [
        "/* src/more.ts",
        "/a/:id src/B.vue,src/A.vue [meta.requiresAuth]",
        "/c data",
    ]
    assert [(one.location.line, one.location.column) for one in discovered.endpoints if one.pattern == "/a/:id"] == [
        (4, 14)
    ]
    assert "src/router.ts | src/B.vue (route)" in ties(discovered)
    assert "src/B.vue > index.html (shell)" in ties(discovered)


def test_vue_routes_are_guarded_unless_they_say_otherwise_where_some_do() -> None:
    code = (
        "const router = createRouter({ routes: [{ path: '/a', component: A }, { path: '/in', "
        "component: A, meta: { public: true } }] });"
        "router.beforeEach((to) => { if (!to.meta.public) return goTo({ name: 'login' }); });"
    )
    assert routes("vue-router", "vue-router", {"src/r.ts": code}) == [
        "/a src/r.ts [beforeEach]",
        "/in src/r.ts [beforeEach -meta.public]",
    ]


def test_react_tables_with_wrappers_and_loaders() -> None:
    code = (
        "import { Page } from './page';\nconst wall = () => redirect('/login');\n"
        "createBrowserRouter([{ element: <RequireAuth><Page /></RequireAuth>, children: [{ "
        "index: true, Component: Page }] },"
        " { path: 'x', loader: wall, lazy: () => import('./x') }, { path: 'y', async lazy() { "
        "return import('./y'); } }],"
        " { basename: '/my' })"
    )
    files = {"src/r.tsx": code, "src/page.tsx": "export const Page = 1", "src/x.tsx": VIEW, "src/y.tsx": VIEW}
    assert routes("react-router", "react-router-dom", files) == [
        "/my src/page.tsx [RequireAuth]",
        "/my/x src/x.tsx [wall]",
        "/my/y src/y.tsx",
    ]


def test_elements_of_an_application_below_its_root() -> None:
    code = (
        "import { AppRoute } from './AppRoute'; import Labs from './Labs'; import Chat from './Chat';\n"
        "export default <AccessGuardWrapper><Switch>"
        "<AppRoute exact path={['/labs', '/labs/:id']} key='labs'><Labs /></AppRoute>"
        "<Route path='/chat' render={() => <Chat />} />"
        "<Redirect from='/old' to='/labs' />"
        "<form path='no' />"
        "</Switch></AccessGuardWrapper>"
    )
    files = {
        "src/records/manifest.json": '{"entryName": "records", "rootUrl": "/my-health/records"}',
        "src/records/routes.jsx": code,
        "src/records/AppRoute.jsx": "export const AppRoute = () => null",
        "src/records/Labs.jsx": VIEW,
        "src/records/Chat.jsx": VIEW,
    }
    assert routes("react-router", "react-router-dom", files) == [
        "/my-health/records/chat src/records/Chat.jsx [AccessGuardWrapper]",
        "/my-health/records/labs src/records/Labs.jsx [AccessGuardWrapper]",
        "/my-health/records/labs/:id src/records/Labs.jsx [AccessGuardWrapper]",
    ]


def test_a_page_that_also_other_code_uses_is_kept_apart_from_its_table_only() -> None:
    files = {
        "src/App.jsx": (
            "import Home from './Home'; import Head from './Head';\nexport default () => <><Head "
            "/><Routes><Route path='/' element={<Home />} /></Routes></>"
        ),
        "src/Head.jsx": "import Home from './Home'; export default Home",
        "src/Home.jsx": VIEW,
    }
    apart = [one for one in ties(found("react-router", "react-router-dom", files)) if "|" in one]
    assert apart == ["src/App.jsx | src/Home.jsx (route)"]


def test_angular_modules_that_load_late() -> None:
    files = {
        "src/app.module.ts": (
            "import { routes } from './routes';\n@NgModule({ imports: [RouterModule.forRoot(routes)] "
            "}) export class AppModule {}"
        ),
        "src/routes.ts": (
            "export const routes: Routes = [{ path: 'p', canActivateChild: [AuthGuard],"
            " loadChildren: () => import('./p/p.module').then((m) => m.PModule) }, { path: '**', redirectTo: '' }];"
        ),
        "src/p/p.module.ts": (
            "import { PRoutes } from './p-routing.module';\n@NgModule({ imports: [PRoutes] }) export class PModule {}"
        ),
        "src/p/p-routing.module.ts": (
            "import { A } from './a';\n"
            "@NgModule({ imports: [RouterModule.forChild([{ path: ':id', component: A, canMatch: "
            "[wall()] }])] }) export class PRoutes {}"
        ),
        "src/p/a.ts": "@Component({ templateUrl: './a.html' }) export class A {}",
        "src/p/a.html": "<p>",
        "src/wall.ts": "",
    }
    discovered = found("angular", "@angular/core", files)
    assert routes("angular", "@angular/core", files) == [
        "/* data",
        "/p/:id src/p/a.ts,src/p/p.module.ts [AuthGuard]",
    ]
    assert "src/p/a.ts > src/p/a.html (template)" in ties(discovered)
    assert "src/routes.ts | src/p/p.module.ts (route)" in ties(discovered)


def test_express_order_decides_what_a_middleware_guards() -> None:
    code = (
        "const app = express();\napp.get('/before', (req, res) => res.render('a'));\napp.use('/in', requireLogin);\n"
        "app.get('/in/x', (req, res) => res.render('a'));\napp.get('/out', (req, res) => res.render(name));\n"
        "app.post('/save', (req, res) => res.json({}));\nfetcher.get('/no', 1);\n"
    )
    files = {"app.js": code, "views/a.ejs": "<p>"}
    assert routes("express", "express", files) == [
        "/before views/a.ejs",
        "/in/x views/a.ejs [requireLogin]",
        "/out ",
        "/save data",
    ]
    [unknown] = [one.unknown for one in found("express", "express", files).endpoints if one.pattern == "/out"]
    assert unknown == "the name of its view is computed"


def test_express_routers_in_files_and_under_several_addresses() -> None:
    files = {
        "app.js": (
            "const app = express();\napp.use('/a', auth, require('./r'));\napp.use('/b', "
            "require('./r')());\nrequire('./more')(app);\n"
        ),
        "r.js": (
            "const router = Router();\nrouter.get('/:id', (req, res) => "
            "res.sendFile(path.join(__dirname, 'public/x.html')));\nmodule.exports = router;\n"
        ),
        "more.js": (
            "module.exports = (app) => { app.route('/c').get(ensureLoggedIn('/login'), (req, res) => "
            "res.render('v')); };"
        ),
        "public/x.html": "<p>",
        "views/v.pug": "p x",
    }
    assert routes("express", "express", files) == [
        "/a/:id public/x.html [auth]",
        "/b/:id public/x.html",
        "/c views/v.pug [ensureLoggedIn]",
    ]


def test_fastify_options_and_prefixes() -> None:
    files = {
        "server.js": (
            "const fastify = Fastify();\nfastify.register(require('./r'), { prefix: '/v1' });\n"
            "fastify.route({ method: 'GET', url: '/x', preHandler: [verifySession], handler: (req, "
            "reply) => reply.view('/views/v.ejs') });\n"
        ),
        "r.js": (
            "module.exports = async (fastify) => { fastify.get('/y', { onRequest: checkJwt }, async "
            "(req, reply) => reply.view('v')); };"
        ),
        "views/v.ejs": "<p>",
    }
    assert routes("express", "fastify", files) == ["/v1/y views/v.ejs [checkJwt]", "/x views/v.ejs [verifySession]"]


def test_express_answers_with_a_page_in_its_own_code() -> None:
    files = {
        "app.js": (
            "const express = require('express');\nconst Authentication = require('./in');\n"
            "module.exports = function (config) {\n  const app = express();\n"
            "  app.on('mount', function () {\n"
            "    app.get('/visits', requireLogin, (req, res) => res.send(`<!DOCTYPE html><p>${name}</p>`));\n"
            "    app.get('/{*rest}', Authentication.csrfProtection, (req, res) => {\n"
            "      res.status(404).type('html').send('<html><p>gone</p></html>') });\n"
            "    app.get('/ping', (req, res) => res.send('a < b'));\n"
            "    app.get('/late{/:id}', (req, res) => res.status(410).render('late'));\n  });\n  return app;\n};"
        ),
        "in.js": "exports.csrfProtection = (req, res, next) => next();",
        "views/late.ejs": "<p>late</p>",
    }
    assert routes("express", "express", files) == [
        "/:rest* app.js",
        "/late{/:id}? views/late.ejs",
        "/ping data",
        "/visits app.js [requireLogin]",
    ]


@pytest.mark.parametrize(
    ("scripts", "put"),
    [
        ('["src/a.js", {"input": "src/b.js", "inject": false}]', ["src/a.js"]),
        ('[{"inject": false, "input": "src/a.js"}, {"input": "src/b.js", "inject": true}]', ["src/b.js"]),
        ('[{"input": "src/a.js"}, {"input": "src/b.js", "inject": false}]', ["src/a.js", "src/b.js"]),
    ],
)
def test_angular_puts_scripts_into_every_page_but_those_that_it_only_builds(scripts: str, put: list[str]) -> None:
    files = {
        "angular.json": '{"projects": {"p": {"architect": {"build": {"options": {"scripts": ' + scripts + "}}}}}}",
        "src/a.js": "a()",
        "src/b.js": "b()",
        "src/labs.ts": "export class Labs {}",
        "src/routes.ts": (
            "import { RouterModule } from '@angular/router';\nimport { Labs } from './labs';\n"
            "RouterModule.forRoot([{ path: 'labs', component: Labs }]);\n"
        ),
    }
    made = found("angular", "@angular/core", files).ties
    assert sorted(one.target for one in made if one.kind == "configuration") == put


def test_everything_below_a_path_may_only_lead_elsewhere() -> None:
    code = (
        "import { Redirect, Route } from 'react-router-dom';\n"
        "export const App = () => <Switch><Route path='/c/*' element={<Redirect to='/d' />} /></Switch>;\n"
    )
    (only,) = found("react-router", "react-router-dom", {"src/App.jsx": code}).endpoints
    assert (only.pattern, only.pages) == ("/c/*", ())


def test_the_base_of_a_router_stands_before_whole_paths() -> None:
    code = "createBrowserRouter([{ path: '/login', lazy: () => import('./x') }], { basename: '/my' })"
    assert routes("react-router", "react-router-dom", {"src/r.tsx": code, "src/x.tsx": VIEW}) == ["/my/login src/x.tsx"]
