"""Frameworks whose routes are files: Next.js, Nuxt, SvelteKit, Gatsby, Astro, Remix, and generators of static sites."""

from __future__ import annotations

from tests.unit.graph.frameworks.scripted import found, project, routes, ties

EMPTY = "export default function Page() {}"


def test_next_folders() -> None:
    files = {
        "src/app/layout.tsx": EMPTY,
        "src/app/(shop)/page.tsx": EMPTY,
        "src/app/(shop)/[...all]/page.jsx": EMPTY,
        "src/app/a/(..)b/[id]/page.tsx": EMPTY,
        "src/app/a/(...)c/page.tsx": EMPTY,
        "src/app/_parts/page.tsx": EMPTY,
        "src/app/api/x/route.ts": "export function GET() {}",
        "src/app/@modal/(.)d/page.tsx": EMPTY,
        "lib/page.tsx": EMPTY,
    }
    assert routes("nextjs", "next", files) == [
        "/ src/app/(shop)/page.tsx",
        "/:all+ src/app/(shop)/[...all]/page.jsx",
        "/api/x data",
        "/b/:id src/app/a/(..)b/[id]/page.tsx",
        "/c src/app/a/(...)c/page.tsx",
        "/d src/app/@modal/(.)d/page.tsx",
    ]


def test_next_layouts_stand_in_the_folders_above_and_guard_from_the_outside() -> None:
    files = {
        "app/layout.tsx": EMPTY,
        "app/x/layout.tsx": "export default async function L() { if (!(await user())) redirect('/login'); }",
        "app/x/loading.js": EMPTY,
        "app/x/@side/default.tsx": EMPTY,
        "app/x/y/page.tsx": "export default async function P() { await requireUser(); }",
        "app/z/layout.tsx": EMPTY,
    }
    discovered = found("nextjs", "next", files)
    assert [[guard.name for guard in one.guards] for one in discovered.endpoints] == [
        ["redirect to a login", "requireUser"]
    ]
    assert ties(discovered) == [
        "app/x/y/page.tsx > app/layout.tsx (implicit layout)",
        "app/x/y/page.tsx > app/x/@side/default.tsx (implicit default)",
        "app/x/y/page.tsx > app/x/layout.tsx (implicit layout)",
        "app/x/y/page.tsx > app/x/loading.js (implicit loading)",
    ]


def test_next_extensions_of_pages_and_the_files_that_are_none() -> None:
    files = {
        "next.config.js": "module.exports = { pageExtensions: ['page.tsx'], basePath: '/my' }",
        "pages/visits/[id].page.tsx": EMPTY,
        "pages/visits/parts.tsx": EMPTY,
        "pages/_app.page.tsx": EMPTY,
    }
    discovered = found("nextjs", "next", files)
    assert [one.pattern for one in discovered.endpoints] == ["/my/visits/:id"]
    assert ties(discovered) == ["pages/visits/[id].page.tsx > pages/_app.page.tsx (implicit layout)"]


def test_nuxt_names() -> None:
    page = "<template><p /></template>"
    meta = "<script setup>definePageMeta({ alias: ['/start'], middleware: [() => {}, 'auth'] })</script>"
    files = {
        "pages/index.vue": meta + page,
        "pages/users-[group]/[id].vue": page,
        "pages/[[lang]]/help.vue": page,
        "pages/(quiet)/[...slug].vue": page,
        "pages/parent.vue": page,
        "pages/parent/child.vue": page,
        "pages/_old.vue": page,
    }
    assert routes("nuxt", "nuxt", files) == [
        "/ pages/index.vue [auth]",
        "/:lang?/help pages/[[lang]]/help.vue",
        "/:old? pages/_old.vue",
        "/:slug* pages/(quiet)/[...slug].vue",
        "/parent pages/parent.vue",
        "/parent/child pages/parent/child.vue,pages/parent.vue",
        "/start pages/index.vue [auth]",
        "/users-:group/:id pages/users-[group]/[id].vue",
    ]


def test_nuxt_pages_may_open_what_a_global_middleware_guards() -> None:
    files = {
        "middleware/session.global.ts": "export default defineNuxtRouteMiddleware(() => navigateTo('/login'))",
        "pages/a.vue": "<script setup>definePageMeta({ auth: false })</script>",
        "pages/login.vue": "<template><p /></template>",
    }
    assert routes("nuxt", "nuxt", files) == ["/a pages/a.vue [navigateTo to a login -auth]", "/login pages/login.vue"]


def test_svelte_layouts_until_a_reset() -> None:
    files = {
        "src/routes/+layout.svelte": "<slot />",
        "src/routes/(app)/+layout.svelte": "<slot />",
        "src/routes/(app)/a/+layout.svelte": "<slot />",
        "src/routes/(app)/a/b/+page@(app).svelte": "<p />",
        "src/routes/(app)/a/c/+page@.svelte": "<p />",
        "src/routes/[x=word]/[[y]]/+page.svelte": "<p />",
        "src/routes/ping/+server.ts": "export const GET = () => new Response('')",
    }
    discovered = found("sveltekit", "@sveltejs/kit", files)
    assert [one.pattern for one in discovered.endpoints] == ["/a/b", "/a/c", "/:x/:y?", "/ping"]
    assert ties(discovered) == [
        "src/routes/(app)/a/b/+page@(app).svelte > src/routes/(app)/+layout.svelte (implicit layout)",
        "src/routes/(app)/a/b/+page@(app).svelte > src/routes/+layout.svelte (implicit layout)",
        "src/routes/(app)/a/c/+page@.svelte > src/routes/+layout.svelte (implicit layout)",
        "src/routes/[x=word]/[[y]]/+page.svelte > src/routes/+layout.svelte (implicit layout)",
    ]


def test_svelte_hooks_guard_the_paths_that_they_compare_with() -> None:
    hook = (
        "export const handle = ({ event, resolve }) => {"
        " if (event.url.pathname.startsWith('/portal') && !event.locals.user) redirect(303, '/login'); };"
    )
    files = {"src/hooks.server.ts": hook, "src/routes/portal/+page.svelte": "", "src/routes/about/+page.svelte": ""}
    assert routes("sveltekit", "@sveltejs/kit", files) == [
        "/about src/routes/about/+page.svelte",
        "/portal src/routes/portal/+page.svelte [redirect to a login]",
    ]


def test_gatsby_creates_pages_of_templates() -> None:
    node = (
        "exports.createPages = ({ actions }) => {"
        " actions.createPage({ path: `/care/${x}/`, component: require.resolve('./src/templates/care.js') });"
        " actions.createPage({ path: '/x', component: chosen }); };"
    )
    files = {
        "gatsby-node.js": node,
        "gatsby-ssr.tsx": "export const onRenderBody = () => {}",
        "src/templates/care.js": EMPTY,
        "src/pages/{Product.slug}.tsx": EMPTY,
        "src/pages/app/[...].js": EMPTY,
    }
    discovered = found("gatsby", "gatsby", files)
    assert [(one.pattern, one.pages, one.unknown) for one in discovered.endpoints] == [
        ("/care/:part", ("src/templates/care.js",), ""),
        ("/x", (), "the name of its component is computed"),
        ("/app/*", ("src/pages/app/[...].js",), ""),
        ("/:slug", ("src/pages/{Product.slug}.tsx",), ""),
    ]
    assert ties(discovered)[0] == "src/pages/app/[...].js > gatsby-ssr.tsx (hooks)"


def test_remix_names() -> None:
    files = {
        "app/root.tsx": EMPTY,
        "app/routes/_index.tsx": EMPTY,
        "app/routes/_auth.tsx": EMPTY,
        "app/routes/_auth.login.tsx": EMPTY,
        "app/routes/visits.tsx": EMPTY,
        "app/routes/visits.$id.tsx": "export async function loader() { throw redirect('/login'); }\n" + EMPTY,
        "app/routes/visits_.$id.edit.tsx": EMPTY,
        "app/routes/files.$.tsx": EMPTY,
        "app/routes/sitemap[.]xml.ts": "export const loader = () => redirect('/x')",
        "app/routes/reports/route.tsx": EMPTY,
    }
    assert routes("react-router", "@remix-run/react", files) == [
        "/ app/routes/_index.tsx",
        "/files/* app/routes/files.$.tsx",
        "/login app/routes/_auth.login.tsx,app/routes/_auth.tsx",
        "/reports app/routes/reports/route.tsx",
        "/sitemap.xml data",
        "/visits app/routes/visits.tsx",
        "/visits/:id app/routes/visits.$id.tsx,app/routes/visits.tsx [redirect to a login]",
        "/visits/:id/edit app/routes/visits_.$id.edit.tsx",
    ]


def test_react_router_in_framework_mode() -> None:
    table = (
        "export default [ index('./home.tsx'), ...prefix('my', [ layout('./shell.tsx', ["
        " route('visits/:id', './visit.tsx', [ index('./summary.tsx') ]) ]) ]) ]"
    )
    files = {
        "app/routes.ts": f"import {{ route }} from '@react-router/dev/routes';\n{table}",
        "app/root.tsx": EMPTY,
        **{f"app/{name}.tsx": EMPTY for name in ("home", "shell", "visit", "summary")},
    }
    assert routes("react-router", "react-router", files) == [
        "/ app/home.tsx",
        "/my/visits/:id app/summary.tsx,app/visit.tsx,app/shell.tsx",
        "/my/visits/:id app/visit.tsx,app/shell.tsx",
    ]


def test_jekyll_addresses() -> None:
    files = {
        "_config.yml": "permalink: /news/:year/:title/\nbaseurl: /site\ncollections:\n  care:\n    output: true\n",
        "about.md": "---\ntitle: About\n---\n",
        "plain.html": "<p>copied as it is</p>",
        "help/index.html": "---\n---\n",
        "_posts/2026-01-31-flu.md": "---\n---\n",
        "_care/hip.md": "---\npermalink: /hips/\n---\n",
        "_includes/x.html": "---\n---\n",
    }
    assert routes("jekyll", "nothing", files) == [
        "/site/about about.md",
        "/site/help help/index.html",
        "/site/hips _care/hip.md",
        "/site/news/2026/flu _posts/2026-01-31-flu.md",
    ]


def test_jekyll_makes_pages_of_plain_markdown_where_a_plugin_says_so() -> None:
    files = {
        "about.md": "# About\n",
        "care/hips.md": "# Hips\n",
        "README.md": "# The project\n",
        "docs/guide.md": "# How to build it\n",
        "CHANGELOG.md": "# Changes\n",
    }
    assert routes("jekyll", "nothing", {"_config.yml": "title: A\n", **files}) == []
    plugins = "permalink: pretty\nplugins:\n  - jekyll-feed\n  - jekyll-optional-front-matter\n"
    assert routes("jekyll", "nothing", {"_config.yml": plugins, **files}) == [
        "/about about.md",
        "/care/hips care/hips.md",
    ]


def test_no_generator_makes_a_page_of_markdown_by_itself() -> None:
    files = {"README.md": "<!doctype html><script src=a.js></script>", "templates/help.md": "<html><body>"}
    assert routes("", "nothing", files) == []
    assert not any(file.page for file in project(files).facts.shared.values())


def test_hugo_looks_in_the_section_then_in_the_default_then_in_the_theme() -> None:
    files = {
        "hugo.toml": 'theme = "calm"\n',
        "content/a/one.md": "Without front matter\n",
        "content/b/two.md": "---\nurl: /second/\nlayout: wide\n---\n",
        "content/c/three.md": "---\nslug: third\n---\n",
        "layouts/a/single.html": "<p>",
        "layouts/_default/wide.html": "<p>",
        "themes/calm/layouts/_default/single.html": "<p>",
        "themes/calm/layouts/_default/list.html": "<p>",
    }
    assert routes("hugo", "nothing", files) == [
        "/a themes/calm/layouts/_default/list.html",
        "/a/one content/a/one.md,layouts/a/single.html",
        "/b themes/calm/layouts/_default/list.html",
        "/c themes/calm/layouts/_default/list.html",
        "/c/third content/c/three.md,themes/calm/layouts/_default/single.html",
        "/second content/b/two.md,layouts/_default/wide.html",
    ]


def test_eleventy_permalinks_and_data_of_folders() -> None:
    files = {
        ".eleventy.js": "module.exports = () => ({ dir: { input: 'site' } })",
        "site/_includes/base.njk": "<p>",
        "site/posts/posts.11tydata.json": '{"layout": "base.njk", "permalink": "/news/{{ page.fileSlug }}/"}',
        "site/posts/2026-01-31-flu.md": "---\ntitle: Flu\n---\n",
        "site/tag.njk": "---\npermalink: /tags/{{ tag }}/\n---\n",
        "site/hidden.njk": "---\npermalink: false\n---\n",
        "README.md": "---\n---\n",
    }
    discovered = found("eleventy", "nothing", files)
    assert [one.pattern for one in discovered.endpoints] == ["/news/flu", "/tags/:part1"]
    assert ties(discovered) == [
        "site/posts/2026-01-31-flu.md > .eleventy.js (configuration)",
        "site/posts/2026-01-31-flu.md > site/_includes/base.njk (implicit layout)",
        "site/tag.njk > .eleventy.js (configuration)",
    ]
