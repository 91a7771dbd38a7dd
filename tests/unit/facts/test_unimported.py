"""What is used without an import."""

from __future__ import annotations

import pytest

from pixelgate.facts.unimported import asked, offered, offers


@pytest.mark.parametrize(
    ("path", "text", "names"),
    [
        ("app/components/base/foo/Button.vue", "", ["Button", "BaseFooButton"]),
        ("components/base/BaseButton.client.vue", "", ["BaseButton", "BaseButton"]),
        ("composables/use-pixel.ts", "export default () => 1", ["usePixel"]),
        ("utils/a.ts", "export const a = 1\nexport async function b() {}\nexport type C = 1", ["a", "b"]),
        ("portal/templatetags/marketing.py", "", ["tags/marketing"]),
        ("themes/x/layouts/shortcodes/video/box.html", "", ["shortcode/video/box"]),
    ],
)
def test_offered_names(path: str, text: str, names: list[str]) -> None:
    assert offers(path)
    assert [name for name, _ in offered(path, text)] == [f"auto:{name}" for name in names]


@pytest.mark.parametrize(
    ("path", "dialect", "text", "names"),
    [
        ("a.vue", "vue", "<template><lazy-my-box/><div/></template>", ["LazyMyBox", "MyBox"]),
        ("a.vue", "vue", "<script>\nimport { a } from 'x'\nconst { b } = c()\na(); b(); x.d()</script>", ["c"]),
        ("a.vue", "vue", "<script>\nmethods: {\n track(x) {\n } }</script><p @click='track(1)'><!-- <Box/> -->", []),
        ("plugins/a.ts", "javascript", "export default () => { useIt() }", ["useIt"]),
        ("src/a.ts", "javascript", "useIt()", []),
        ("a.html", "django", "{% load static a_b %}{% load x from c %}", ["tags/static", "tags/a_b", "tags/c"]),
        ("a.md", "markdown", "{{< box id=1 >}}{{% note %}}{{% /note %}}", ["shortcode/box", "shortcode/note"]),
    ],
)
def test_asked_names(path: str, dialect: str, text: str, names: list[str]) -> None:
    found = list(asked(path, dialect, text))
    assert [name for one, _ in found for name in one if "//" not in name] == [f"auto:{name}" for name in names]
