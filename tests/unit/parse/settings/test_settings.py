from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse.settings import Setting, read_settings
from pixelgate.parse.values import Array, Choice, Constant, Unknown, constant

YAML = """\
site_name: Clinic # the name
extra:
  analytics:
    provider: google
    property: !ENV [KEY, 'G-1']
google_analytics: ["UA-1-1", auto]
plugins:
- search
- privacy:
    enabled: true
text: |
  google_analytics: not a setting
  clarity: neither
params: {clarity: abc, x: 'it''s'}
empty:
nothing: null
"""

PYTHON = """\
'''A docstring: FACEBOOK_PIXEL_ID = "no"'''
é = "ü"; HOTJAR_SITE_ID = 12
if os.environ.get("LIVE"):
    FACEBOOK_PIXEL_ID = os.environ.get("PIXEL", "123")
else:
    FACEBOOK_PIXEL_ID = None
html_theme_options = {"analytics": {"google_analytics_id": "G-1"}, **more}
class Base(Configuration):
    IDS: list[str] = ["a", "b"]
SETTINGS["x"]["y"] = "z"
OPTIONS.update({"k": True})
def view(request):
    MIXPANEL_API_TOKEN = "local"
"""

RUBY = """\
config.middleware.use(Rack::Tracker) do
  handler :google_analytics, { tracker: 'U-1' }
  # handler :bing, { tracker: 'no' }
  handler :facebook_pixel, id: ENV['PIXEL']
  handler :hotjar, {
    site_id: '12'
  }
  handler :heap
end
"""


def seen(path: str, text: str) -> dict[str, object]:
    return {".".join(one.keys): plain(one) for one in read_settings(path, text)}


def plain(one: Setting) -> object:
    match one.value:
        case Constant(value=value):
            return value
        case Unknown(path=path):
            return f"?{path}"
        case Choice(options=options):
            return [constant(option) for option in options]
        case Array(items=items):
            return [constant(item) for item in items]
        case _:
            raise AssertionError(one)


def test_yaml() -> None:
    assert seen("_config.yml", YAML) == {
        "site_name": "Clinic",
        "extra.analytics.provider": "google",
        "extra.analytics.property": "?!ENV [KEY, 'G-1']",
        "google_analytics": "auto",
        "plugins": "search",
        "plugins.privacy.enabled": True,
        "params.clarity": "abc",
        "params.x": "it's",
        "nothing": None,
    }


def test_yaml_places() -> None:
    [one] = read_settings("a.yaml", "a:\n  b: c # d\n")
    assert (one.span.start, one.span.end) == (5, 9)


def test_python_is_read_and_not_run() -> None:
    assert seen("settings.py", PYTHON) == {
        "é": "ü",
        "HOTJAR_SITE_ID": 12.0,
        "FACEBOOK_PIXEL_ID": None,
        "html_theme_options.analytics.google_analytics_id": "G-1",
        "IDS": ["a", "b"],
        "SETTINGS.x.y": "z",
        "OPTIONS.k": True,
    }
    known = [one for one in read_settings("settings.py", PYTHON) if one.keys == ("FACEBOOK_PIXEL_ID",)]
    assert [plain(one) for one in known] == [["123", None], None]


def test_python_places_count_characters_behind_letters_of_several_bytes() -> None:
    place = next(one.span for one in read_settings("settings.py", PYTHON) if one.keys == ("HOTJAR_SITE_ID",))
    assert PYTHON[place.start : place.end] == "HOTJAR_SITE_ID = 12"


@pytest.mark.parametrize("text", ["print 'Python 2'", "(" * 5000, "x = " + "-" * 20_000 + "1", "a\0b", "\ud800 = 1"])
def test_what_is_no_python_has_no_settings(text: str) -> None:
    assert read_settings("settings.py", text) == ()


def test_toml() -> None:
    text = 'googleAnalytics = "G-é"\n[services.googleAnalytics]\nid = "UA-1"\n[[many]]\non = true\n'
    assert seen("hugo.toml", text) == {"googleAnalytics": "G-é", "services.googleAnalytics.id": "UA-1", "many.on": True}
    place = read_settings("hugo.toml", text)[1].span
    assert text[place.start : place.end] == 'id = "UA-1"'
    assert read_settings("hugo.toml", "= no toml") == ()


def test_json() -> None:
    text = '{// why\n"a": {"b": "c", "d": [1, "x"]}, "e": null, "f": "q\\"q"}'
    assert seen("a.json", text) == {"a.b": "c", "a.d": "x", "e": None, "f": 'q"q'}


def test_ini() -> None:
    assert seen("ckan.ini", "[app:main]\ngoogleanalytics.id = UA-1 ; why\n# a = b\n") == {"googleanalytics.id": "UA-1"}


def test_handlers_of_rack_tracker() -> None:
    assert seen("application.rb", RUBY) == {
        "google_analytics": "U-1",
        "facebook_pixel": "{ENV['PIXEL']}",
        "hotjar": "12",
        "heap": True,
    }
    assert read_settings("application.rb", "handler :google_analytics, { tracker: 'U-1' }") == ()


PIECES = st.lists(
    st.sampled_from([*"{}[]:,'\"#|->!=\n \\é", "  ", "a", "key: ", "- ", '"x"', "handler :a "]), max_size=60
)


@given(PIECES, st.sampled_from(["yml", "toml", "json", "ini", "py", "rb"]))
def test_any_text_is_read_and_every_place_is_in_it(pieces: list[str], extension: str) -> None:
    text = "Rack::Tracker\n" * (extension == "rb") + "".join(pieces)
    for one in read_settings(f"x.{extension}", text):
        assert one.keys
        assert 0 <= one.span.start <= one.span.end <= len(text)
