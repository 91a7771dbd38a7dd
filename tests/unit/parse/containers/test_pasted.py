"""Exports of Google Tag Manager that stand in other text: in a module, behind a comment, or broken off."""

from __future__ import annotations

import json

import pytest

from pixelgate.parse import containers

EXPORT = {
    "exportFormatVersion": 2,
    "containerVersion": {
        "containerVersionId": "3",
        "container": {"publicId": "GTM-ABC1234", "usageContext": ["WEB"]},
        "tag": [{"name": "Größe", "type": "awct", "firingTriggerId": ["2147479553"]}],
    },
}
WHOLE = json.dumps(EXPORT, ensure_ascii=False, indent=2)


@pytest.mark.parametrize(
    "text",
    [
        f"module.exports = {WHOLE};\n",
        f"// größer\nexport default {WHOLE}",
        f"const other = {{a: 1}}, gtm = {WHOLE};\nsend(gtm, {{b: 2}})",
        f"/* é */ {WHOLE}",
    ],
)
def test_an_export_in_other_text_with_the_places_in_that_text(text: str) -> None:
    assert containers.holds(text.encode())
    (found,) = containers.read(text)
    assert (found.manager, found.id, found.version) == ("gtm", "GTM-ABC1234", 3)
    (tag,) = found.tags
    assert (text[tag.span.start : tag.span.end], tag.type) == ('"Größe"', "awct")


@pytest.mark.parametrize("end", range(len('{ "exportFormatVersion": 2'), len(WHOLE), 7))
def test_one_that_breaks_off_cannot_be_read(end: int) -> None:
    with pytest.raises(ValueError, match=r"line \d+ column \d+"):
        containers.read(f"x{WHOLE[:end]}\n ")


def test_one_that_breaks_off_in_a_word_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        containers.read('x{"exportFormatVersion": 2, "containerVersion": {"tag": [{"paused": fals')


def test_one_that_is_nested_too_deeply_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        containers.read('x{"exportFormatVersion":' + "[" * 200_000)


@pytest.mark.parametrize(
    "code",
    [
        'out["exportFormatVersion"] = 2; out["containerVersion"] = version',
        'send({"exportFormatVersion": 2, "exportTime": now(), "containerVersion": {"tag": tags}})',
        'const out = {"exportFormatVersion": 2, "containerVersion": {tag: []}}',
    ],
)
def test_code_that_writes_exports_holds_none(code: str) -> None:
    assert containers.read(code) == ()
