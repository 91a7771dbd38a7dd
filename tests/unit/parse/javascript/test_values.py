from __future__ import annotations

import pytest

from pixelgate.parse.document import Interest
from pixelgate.parse.javascript import parse_script
from pixelgate.parse.javascript.structures import parsed
from pixelgate.parse.values import Constant, Hole, How, Object, Text, Unknown
from pixelgate.source import HOLE, Fragment, Span


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("'a'", "a"),
        ("`a`", "a"),
        ("''", ""),
        (
            r"'\x41\u0042\u{43}\103\n\'\/\
'",
            "ABCC\n'/",
        ),
        ("'a' + 'b' + `c`", "abc"),
        ("('a' + 'b') + 'c'", "abc"),
        ("'a' + 1", "a1"),
        ("1 + 2", 3),
        ("'a'.concat('b', 'c')", "abc"),
        ("''.concat(x, '/tr')", "<x>/tr"),
        ("`a${1}b${'c'}`", "a1bc"),
        ("`G-${id}`", "G-<id>"),
        ("'G-' + id + '!'", "G-<id>!"),
        ("['a', 'b'].join('.')", "a.b"),
        ("['a', 'b'].join('')", "ab"),
        ("['c', 'b', 'a'].reverse().join('')", "abc"),
        ("'cba'.split('').reverse().join('')", "abc"),
        ("'a,b'.split(',')[1]", "b"),
        ("atob('aHR0cHM6Ly94')", "https://x"),
        ("window.atob('YQ')", "a"),
        ("unescape('%3Cscript%3E%u0041')", "<script>A"),
        ("decodeURIComponent('%C3%BC')", "ü"),
        ("String.fromCharCode(102, 98, 113)", "fbq"),
        ("String(7)", "7"),
        ("(7).toString()", "7"),
        ("' a '.trim()", " a "),
        ("'AB'.toLowerCase()", "ab"),
        ("'x_y'.replace('_', '-')", "x-y"),
        ('JSON.parse(\'{"a": "b"}\').a', "b"),
        ("JSON.parse('[1, true]')[1]", True),
        ("123", 123),
        ("0x10", 16),
        ("1_000", 1000),
        ("12n", 12),
        ("-1.5", -1.5),
        ("9007199254740993", "9007199254740993"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("!0", True),
        ("!1", False),
        ("void 0", None),
        ("undefined", None),
        ("null", None),
        ("true ? 'a' : 'b'", "a"),
        ("c ? 'a' : 'b'", ("a", "b")),
        ("a || 'b'", ("<a>", "b")),
        ("'a' || b", "a"),
        ("'' || 'b'", "b"),
        ("a ?? 'b'", ("<a>", "b")),
        ("a && 'b'", "b"),
        ("('https:' == p ? 'https://ssl' : 'http://www') + '.x'", ("https://ssl.x", "http://www.x")),
        ("(log(), 'a')", "a"),
        ("x = 'a'", "a"),
        (
            "{a: 1, 'b': 2, [`c`]: 3, [k]: 4, d, e() {}, get f() { return 1 }}",
            {"a": 1, "b": 2, "c": 3, None: 4, "d": "<d>", "e": "function()"},
        ),
        ("{a: {b: {c: ['x', {d: 1}]}}}", {"a": {"b": {"c": ["x", {"d": 1}]}}}),
        ("{...{a: 1}, ...rest}", {"a": 1, "...": "<rest>"}),
        ("[1, ...[2], ...rest]", [1, 2, "<...rest>"]),
        ("Object.assign({}, {a: 1}, {b: 2})", {"a": 1, "b": 2}),
        ("Object.freeze({a: 1})", {"a": 1}),
        ("(a, b = 1) => a", "function(a, b = 1)"),
        ("user?.email", "<user.email>"),
        ("window.location.href", "<location.href>"),
        ("user['e-mail']", "<user['e-mail']>"),
        ("user['email']", "<user.email>"),
        ('document.getElementById("email").value', "<document.getElementById('email').value>"),
        ("process.env.NEXT_PUBLIC_ID", "<process.env.NEXT_PUBLIC_ID>"),
        ("new Date()", "<new Date()>"),
        ("sha256(user.email)", "<sha256(user.email)>"),
    ],
)
def test_expressions(value, code, expected):
    assert value(code) == expected


@pytest.mark.parametrize(
    ("code", "around", "expected"),
    [
        ("ID", "const ID = '1'", "1"),
        ("ID", "var ID = '1'", "1"),
        ("ID", "let ID; ID = '1'", "1"),
        ("ID", "let ID = '1'; ID = '2'", "<ID>"),
        ("ID", "let ID = '1'; function f() { let ID; ID = 2 }", "1"),
        ("C.P.ID", "const C = {P: {ID: '1'}}", "1"),
        ("C['ID']", "const C = {ID: '1'}", "1"),
        ("L[1]", "const L = ['a', 'b']", "b"),
        ("C.ID", "class C { static ID = '1' }", "1"),
        ("`${A}-${B}`", "const A = 'x', B = A + 'y'", "x-xy"),
        ("ID", "const {ID} = {ID: '1'}", "1"),
        ("ID", "const {ID = '1'} = options", "1"),
        ("f('b')", "const f = x => 'a' + x", "ab"),
        ("f()", "function f() { return 'a' }", "a"),
        ("o", "const o = {a: 1}; o.b = 2; o['c'] = 3", {"a": 1, "b": 2, "c": 3}),
        ("o", "const o = {}; for (const k in p) o[k] = p[k]; const p = {a: 1}", {"a": 1}),
        ("a", "const a = b; const b = a", "<a>"),
        ("email", "const email = form.email.value", "<email>"),
    ],
)
def test_names_in_the_file(value, code, around, expected):
    assert value(code, around) == expected


def test_typescript_values(value):
    assert value("E.Lead", "enum E { View = 'v', Lead = 'lead' }", "typescript") == "lead"
    assert value("E.B", "enum E { A, B }", "typescript") == 1
    assert value("ID as string", "const ID = '1' as const", "typescript") == "1"
    assert value("{a: 1} satisfies T", "", "typescript") == {"a": 1}


def test_parameters_of_immediate_functions_and_defaults(read):
    reading = read("(function (w, id) { fbq('init', id) })(window, '1'); (id = '2') => fbq('init', id)")
    assert reading.calls == [("fbq", "init", "1"), ("fbq", "init", "2")]


def test_field_of_the_class(read):
    assert read("class A { id = '1'; m() { fbq('init', this.id) } }").calls == [("fbq", "init", "1")]


def test_unknown_values_tell_what_they_are_made_of(read):
    (call,) = read("const email = form.email.value; fbq(sha(email))").script.calls
    (value,) = call.arguments
    assert isinstance(value, Unknown)
    assert value.path == "sha(email)"
    (email,) = value.inputs
    assert isinstance(email, Unknown)
    assert [inner.path for inner in email.inputs] == ["form.email.value"]


def test_how_a_constant_was_read(read):
    (call,) = read("const A = 'x'; fbq('a', 'b' + 'c', A, `d`)").script.calls
    assert [a.how for a in call.arguments] == [How.LITERAL, How.FOLDED, How.FOLDED, How.LITERAL]


def test_spans_of_values(read):
    reading = read("const o = {k: 'v'}; fbq('a' + x, o)")
    (call,) = reading.script.calls
    text, given = call.arguments
    assert isinstance(text, Text)
    assert isinstance(given, Object)
    assert [reading.at(part.span) for part in text.parts] == ["'a'", "x"] or [
        reading.at(part.span) for part in text.parts
    ] == ["a", "x"]
    assert reading.at(given.span) == "o"
    assert reading.at(given.entries[0].span) == "k: 'v'"


def test_holes_of_a_template():
    run = HOLE * 6
    source = f"fbq('init', '{run}'); fbq('init', {run}); fbq('GTM-{run}!')"
    first, second, third = (at for at in range(len(source)) if source.startswith(run, at))
    holes = tuple(Hole(name, Span(at, at + 6)) for name, at in (("a", first), ("b", second), ("c", third)))
    script = parse_script(Fragment(source), Interest(names=frozenset({"fbq"})), holes=holes)
    one, two, three = (call.arguments[-1] for call in script.calls)
    assert one == Text((holes[0],), Span(first - 1, first + 7))
    assert two == holes[1]
    assert isinstance(three, Text)
    assert three.parts[1] == holes[2]
    assert [part.value for part in three.parts if isinstance(part, Constant)] == ["GTM-", "!"]


def test_depth_and_size_are_limited(value):
    assert isinstance(value("{a:" * 100 + "1" + "}" * 100), dict)
    doubling = "const a0 = 'xxxxxxxx';" + "".join(f"const a{i + 1} = a{i} + a{i};" for i in range(40))
    assert isinstance(value("a40", doubling), str)
    assert value(" + ".join(["'a'"] * 3000)) == "a" * 3000


@pytest.mark.parametrize("text", ["", "{", "[" * 90_000, "'" * 3, '"' + "x" * 200_000 + '"', "\ud800"])
def test_damaged_deep_and_vast_json_is_not_known(text):
    assert parsed(text, Span(0, 1)) is None
