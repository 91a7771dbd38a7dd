from __future__ import annotations

import pytest

from pixelgate.facts.roles import is_documentation, is_vendored


@pytest.mark.parametrize(
    "path",
    [
        "docs/index.html",
        "README.md",
        "src/__tests__/pixel.tsx",
        "src/pixel.test.ts",
        "src/app/book.component.spec.ts",
        "src/Button.stories.tsx",
        "cypress/support/e2e.js",
        "tests/fixtures/page.html",
        "package/tests/test_page.js",
        ".storybook/preview.js",
        "static/js/lib/bower_components/angular-local-storage/demo/demo.html",
        "vendors/gauge.js/index.html",
        "src/pixel.mock.ts",
        "jest.config.js",
        "docs/build/index.html",
        "build/docs/api.js",
        "docs/.vitepress/config.js",
    ],
)
def test_what_no_visitor_loads(path: str) -> None:
    assert is_documentation(path)


@pytest.mark.parametrize(
    "path",
    [
        "portal/templates/lab/tests.html",
        "templates/tests/results.html",
        "src/pages/docs/index.astro",
        "app/tests/page.tsx",
        "public/demo/index.html",
        "resources/views/vendor/mail/layout.blade.php",
        "src/latest/app.js",
        "src/testing-center.html",
        "templates/docs.html",
        "static/vendor/jquery/jquery.js",
        "vendors/gauge.js/gauge.js",
        "index.html",
        "build/docs/intro/index.html",
        "client/dist/demo/index.html",
        "docs/.vitepress/dist/visits/index.html",
        "docs/.vitepress/dist/assets/app.js",
    ],
)
def test_what_a_visitor_may_load(path: str) -> None:
    assert not is_documentation(path)


def test_a_vendored_copy_of_a_wrapper() -> None:
    packages = frozenset({"react-facebook-pixel", "@scope/pixel", "fbq"})
    assert is_vendored("static/vendor/react-facebook-pixel/dist/fb.js", packages)
    assert is_vendored("vendor/@scope/pixel/index.js", packages)
    assert not is_vendored("src/fbq/index.js", packages)
    assert not is_vendored("vendor/react/index.js", packages)
