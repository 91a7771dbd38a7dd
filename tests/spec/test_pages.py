"""Every page says what the checker does, and every rule has a page."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pixelgate import rules
from pixelgate.findings.severity import PRESETS
from pixelgate.manifest.model import Level, Profile
from pixelgate.rules import ALL_RULES, Rule
from pixelgate.rules.retired import RETIRED

if TYPE_CHECKING:
    from tests.spec.conftest import Case

FOLDER = Path(__file__).parents[2] / "docs/rules"
SHARED = {"base", "contained", "flowing", "retired"}
SECTIONS = ["What it does", "Why is this bad?", "How to fix", "When it does not fire", "Examples"]

each_rule = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.info.name)


def test_case(case: Case, told: dict[str, str]) -> None:
    for fence in case.expected:
        assert told[fence.language] == fence.text


def test_every_module_is_a_rule_in_the_order_of_codes() -> None:
    modules = {module.name for module in pkgutil.iter_modules(rules.__path__)} - SHARED
    found = {name: importlib.import_module(f"pixelgate.rules.{name}").RULE for name in modules}
    assert sorted(found.values(), key=lambda rule: rule.info.code) == list(ALL_RULES)
    assert {name.replace("_", "-") for name in found} == {rule.info.name for rule in ALL_RULES}


def test_no_code_is_used_twice() -> None:
    codes = [rule.info.code for rule in ALL_RULES]
    assert len({*codes, *RETIRED}) == len(codes) + len(RETIRED)


def test_every_page_is_of_a_rule() -> None:
    assert {page.stem for page in FOLDER.glob("*.md")} == {rule.info.name for rule in ALL_RULES} | {"README"}


@each_rule
def test_page_says_what_the_metadata_say(rule: Rule) -> None:
    text = (FOLDER / f"{rule.info.name}.md").read_text("utf-8")
    assert text.startswith(f"# {rule.info.name} ({rule.info.code})\n")
    headings = [line.removeprefix("## ") for line in text.split("\n") if line.startswith("## ")]
    assert headings == SECTIONS
    assert rule.info.summary in " ".join(text.split())
    assert rule.info.why
    assert rule.info.fix


@each_rule
def test_page_shows_the_rule_firing_and_not_firing(rule: Rule, pages: dict[str, tuple[Case, ...]]) -> None:
    said = [fence.text for case in pages[rule.info.name] if (fence := case.fence("findings"))]
    assert any(f" {rule.info.code} " in text for text in said)
    assert "" in said


def levels(rule: Rule, profile: Profile) -> str:
    """Return what the overview says of a rule under a profile: on guarded routes, warned ones, all others."""
    if rule.info.scale not in PRESETS:
        return f"as `{rule.info.scale}`"
    return " / ".join("-" if level is Level.OFF else level for level in PRESETS[rule.info.scale][profile])


@each_rule
def test_overview_tells_the_severities(rule: Rule) -> None:
    info = rule.info
    row = [info.code, f"[{info.name}]({info.name}.md)", info.summary, *(levels(rule, profile) for profile in Profile)]
    assert f"\n| {' | '.join(row)} |\n" in (FOLDER / "README.md").read_text("utf-8")
