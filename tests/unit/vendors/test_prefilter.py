"""The pass over the bytes: it must miss nothing that the data can recognise, however it is written, and be fast."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.vendors.catalog import load
from pixelgate.vendors.model import Beacon, Frame, Loader
from pixelgate.vendors.patterns import AnyArg, Argument, ArrayArg, Capture, Exact, ObjectArg, Pattern
from pixelgate.vendors.prefilter import CHUNK, PATIENCE, Prefilter
from pixelgate.vendors.words import Word

CALLS = (
    "{root}{rest}({args})",
    "  {root}{rest} (\n    {args}\n  );",
    "{root}{rest}?.({args})",
    "window.{root}{rest}({args})",
    "window['{root}']{rest}({args})",
    'globalThis["{root}"]?.{rest}({args})',
    "self.{root}{rest}({args})",
    "parent.{root}{rest}({args});top.{root}",
    "(window as any).{root}{rest}?.({args})",
    "(<any>window).{root}!{rest}({args})",
    "(0,n.{root}{rest})({args})",
    "{root}{rest}.apply(null, [{args}])",
    "{root}{rest}.call(window, {args})",
    "typeof window<'u'&&window.{root}&&window.{root}{rest}({args})",
    "null==(t=window.{root})||t{rest}.call(window,{args})",
    "const f = window.{root}; f{rest}({args})",
    "const {{{root}}} = window; {root}{rest}({args})",
    "const {{ a, {root}: f }} = window as any;\nf{rest}({args})",
    'let e=window["{root}"];e{rest}({args})',
    'x.innerHTML = "<script>\\n{root}{rest}({args})"',
    '<a onclick="{root}{rest}({args})">',
    "%3Cscript%3E{root}{rest}({args})",
    "\\u003cscript\\u003e{root}{rest}({args})",
)
ASSIGNMENTS = (
    "{root}{rest} = {args};",
    "var {root}{rest}={args};",
    "window.{root}{rest} = {args}",
    "window['{root}']{rest} = {args}",
    "(window as any).{root}{rest} = {args}",
)


def code(argument: Argument) -> str:
    match argument:
        case Exact(values=values):
            return f"'{values[0].replace('*', 'x')}'"
        case Capture() | AnyArg():
            return "value"
        case ObjectArg(entries=entries):
            return f"{{{', '.join(f'{key!r}: {code(value)}' for key, value in entries)}}}"
        case ArrayArg(items=items):
            return f"[{', '.join(map(code, items))}]"


def written(pattern: Pattern) -> Iterator[str]:
    forms = ASSIGNMENTS if pattern.assignment else CALLS
    root, *rest = (segment.replace("*", "x") for segment in pattern.path)
    parts = {"root": root, "rest": "".join(f".{segment}" for segment in rest)}
    for form in forms:
        yield form.format(**parts, args=", ".join(map(code, pattern.arguments)))


GLOBALS = sorted(load().patterns.names)


@pytest.mark.parametrize("name", GLOBALS)
def test_every_call_hits_in_every_form(name: str) -> None:
    catalog = load()
    for rule in catalog.patterns.of_global(name):
        if not rule.ambiguous:
            assert [text for text in written(rule.pattern) if not catalog.hits(text.encode())] == []


@pytest.mark.parametrize(
    "text",
    [
        "window.amplitude.getInstance().logEvent('x')",
        "const {heap} = window; heap.track('x')",
        "https://cdn.jsdelivr.net/npm/@snowplow/javascript-tracker@3/dist/sp.js",
        "'https://www.google.com' + '/recaptcha/api.js'",
        "'//www.youtube.com/embed/' + id",
        "host + '/array/' + key + '/array.js'",
        "handler :bing, { tracker: '1' }",
    ],
)
def test_common_words_hit_where_they_are_a_vendors(text: str) -> None:
    assert load().hits(text.encode())


def test_ambiguous_globals_hit_where_they_set_an_id_or_are_put_up_as_queues() -> None:
    catalog = load()
    assert catalog.hits(b"analytics.load('abcdefghijklmnopqrstuvwxyz012345')")
    assert not catalog.hits(b"analytics.track('x')")
    for vendor in catalog.vendors.values():
        for stub in vendor.stub:
            body = ",".join(stub.marks)
            for text in (f"e.{stub.global_}=e.{stub.global_}||function(){{{body}}}", f"w['{stub.global_}'] = [{body}]"):
                assert catalog.hits(text.encode()), text


def test_settings_of_packages_hit_by_their_path() -> None:
    catalog = load()
    for vendor in catalog.vendors.values():
        for package in vendor.package:
            for path, meaning in package.config_keys.items():
                keys = [key for key in path.split(".") if key != "*"]
                if meaning == "id" and len(keys) > 1:
                    assert catalog.hits(("export default {" + ": {\n  ".join(keys) + ": 'x'}").encode())


def test_every_package_component_and_tag_hits() -> None:
    catalog = load()
    for vendor in catalog.vendors.values():
        names = {package.name for package in vendor.package if package.registry == "npm"} | set(vendor.modules)
        for name in names:
            assert catalog.hits(f"import x from '{name}'".encode())
            assert catalog.hits(f'<script src="/node_modules/{name}/dist/x.js">'.encode())
        for emitter in vendor.emitter:
            if emitter.tag:
                assert catalog.hits(f"{{% {emitter.tag} %}}".encode())
            if emitter.element:
                assert catalog.hits(f"<{emitter.element} id='x'/>".encode())
            if emitter.setting:
                assert catalog.hits(emitter.setting.encode() + b" = 'x'")
                assert catalog.hits(b":\n  ".join(emitter.setting.encode().split(b".")) + b": x")


def test_every_url_hits_in_any_case_and_loaders_in_base64() -> None:
    catalog = load()
    for vendor in catalog.vendors.values():
        entries: tuple[Loader | Beacon | Frame, ...] = (*vendor.loader, *vendor.beacon, *vendor.iframe)
        for entry in entries:
            url = "https://" + entry.url.replace("*.", "x.").replace("{", "").replace("}", "").replace(
                "*", "x"
            ).replace("!", "")
            assert catalog.hits(f'"{url}"'.encode())
            assert catalog.hits(url.upper().encode())
    for shift in range(3):
        assert catalog.hits(b64encode(b"x" * shift + b"<script src=//connect.facebook.net/en_US/fbevents.js>"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ga(e)",
        "saga('send')",
        "function ga(e){return e}ga(1)",
        "endpoint",
        "myfbq('track')",
        "fbqx",
        "t.cookie",
        "e.ga=1",
        "ga=+kt.apply(this,arguments)",
        "s.apply(h,e.concat([t,n]))",
        "this.amplitude = 1, this.period = 0.3",
        "this.parent.drift(dx, dy); e.drift(r,o,t)",
        "'image/vnd.adobe.photoshop'; // to save heap memory",
        "<a data-alloy-tabstop='true' class='ol-attribution-bing-tos'>",
        "https://cdn.jsdelivr.net/npm/@mathjax/x.js https://storage.googleapis.com/wvdocs/Widevine.pdf",
        "['youtube.com', 'vimeo.com'] https://www.youtube.com/@clinic http://www.google.com/kml/ext/2.2",
        "@rc-component/async-validator/es/validator/array.js",
    ],
)
def test_words_within_words_and_short_variables_do_not_hit(text: str) -> None:
    assert load().hit_words(text.encode()) == frozenset()


def test_words_are_found_across_the_border_of_chunks() -> None:
    for shift in range(8):
        data = b"x" * (CHUNK - 9 + shift) + b" fbq(1);"
        assert load().hit_words(data) == {"fbq"}


def test_a_file_written_to_wear_out_the_reader_is_a_hit() -> None:
    words = Prefilter([Word(b"ga(", "ga", b"ga(", bounded=False, around=rb"never")])
    assert not words.hits(b"ga(" * PATIENCE)
    assert words.hits(b"ga(" * (PATIENCE + 1))


def test_patience_is_for_a_chunk_so_that_large_files_do_not_run_out_of_it() -> None:
    words = Prefilter([Word(b"ga(", "ga", b"ga(", bounded=False, around=rb"never")])
    chunk = (b"ga(" * (PATIENCE // 2)).ljust(CHUNK)
    assert not words.hits(chunk * 4)


def test_an_automaton_of_no_words_finds_nothing() -> None:
    assert not Prefilter([]).hits(b"anything")


@given(st.binary(max_size=200))
def test_any_bytes_can_be_searched(data: bytes) -> None:
    assert load().hits(data) == bool(load().hit_words(data))
