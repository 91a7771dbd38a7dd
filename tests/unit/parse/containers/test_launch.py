"""Built libraries of Adobe Launch: rules, conditions, custom code, and what is not one."""

from __future__ import annotations

from pixelgate.parse import containers, parse
from pixelgate.parse.containers.model import Condition, Container, Firing, Moment, Origin, Trigger, Variable, on
from pixelgate.parse.document import Interest

CORE = "core/src/lib"


def read(rules: str, **more: str) -> tuple[Container, ...]:
    extra = "".join(f"{name}: {value}," for name, value in more.items())
    text = f"window._satellite.container = {{environment: {{id: 'EN1'}}, {extra} rules: [{rules}]}};"
    _, document = parse("launch.js", text.encode(), Interest(names=frozenset({"_satellite"})))
    return containers.read(text, document.scripts)


def rule(event: str, conditions: str = "", actions: str = "") -> str:
    return f"{{id: 'R', name: 'Rule', events: [{event}], conditions: [{conditions}], actions: [{actions}]}}"


def test_a_rule_with_a_path_that_is_left_out() -> None:
    path = f"{{modulePath: '{CORE}/conditions/path.js', settings: {{paths: [{{value: '/a.b'}}]}}, negate: !0}}"
    (found,) = read(rule(f"{{modulePath: '{CORE}/events/libraryLoaded.js'}}", path))
    (trigger,) = found.triggers
    left_out = Condition((Variable("path", Origin.PATH),), "regex", (r"^/a\.b$",), negate=True)
    assert found.id == "EN1"
    assert trigger == Trigger(trigger.id, "Rule", "library loaded", (on(Moment.PAGE), left_out))


def test_every_event_fires_every_action() -> None:
    events = f"{{modulePath: '{CORE}/events/click.js'}}, {{modulePath: 'x/y/custom.js'}}"
    actions = f"{{modulePath: 'adobe-analytics/src/lib/actions/sendBeacon.js'}}, {{modulePath: '{CORE}/actions/z.js'}}"
    (found,) = read(rule(events, actions=actions))
    both = tuple(Firing(trigger.id) for trigger in found.triggers)
    assert [(tag.type, tag.firing) for tag in found.tags] == [("adobe-analytics", both), ("z", both)]
    assert [trigger.known for trigger in found.triggers] == [True, False]


def test_custom_code_as_text_as_a_function_and_as_a_file() -> None:
    sources = ("'<b>'", "function () { a(); }", "'https://assets.adobedtm.com/RC1-source.min.js'")
    actions = ", ".join(
        f"{{modulePath: '{CORE}/actions/customCode.js', settings: {{language: 'html', source: {source}}}}}"
        for source in sources
    )
    (found,) = read(rule(f"{{modulePath: '{CORE}/events/domReady.js'}}", actions=actions))
    assert [tag.html for tag in found.tags] == [
        "<b>",
        "<script>(function () { a(); })()</script>",
        '<script src="https://assets.adobedtm.com/RC1-source.min.js"></script>',
    ]


def test_an_extension_may_do_more_than_the_rules_say() -> None:
    (found,) = read("", extensions="{core: {}, 'adobe-mcid': {displayName: 'ECID'}}")
    assert found.unread == ("the extension adobe-mcid may run by itself",)


def test_what_is_no_library_has_no_container() -> None:
    text = "_satellite.container = load('modulePath');"
    _, document = parse("a.js", text.encode(), Interest(names=frozenset({"_satellite"})))
    assert containers.read(text, document.scripts) == ()
