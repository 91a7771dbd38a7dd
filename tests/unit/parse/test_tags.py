"""Components that a visitor enters something in are known by their names."""

from __future__ import annotations

import pytest

from pixelgate.parse.tags import is_entered


@pytest.mark.parametrize(
    "tag", ["TextField", "Field", "Form.Item", "v-text-field", "el-input", "MatSelect", "DatePicker", "b-form-textarea"]
)
def test_what_is_entered(tag: str) -> None:
    assert is_entered(tag)


@pytest.mark.parametrize(
    "tag", ["input", "Fieldset", "Layout", "SelectedItems", "InputLabel", "v-btn", "div", "Footer"]
)
def test_what_is_not(tag: str) -> None:
    assert not is_entered(tag)
