"""The strings of Ruby, Java, C# and of servers' settings: joined as the program joins them, each in its place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.parse import parse
from pixelgate.parse.document import Interest
from pixelgate.parse.values import pattern

INTEREST = Interest(names=frozenset({"fbq"}))


def sources(path: str, text: str) -> list[str]:
    """Return the tags that a program writes, with their sources."""
    _, document = parse(path, text.encode(), INTEREST)
    found = ((e.tag, e.attribute("src")) for e in document.elements)
    return [f"{tag} {pattern(source.value) if source else ''}" for tag, source in found]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.rb", '%(<script src="//a/b.js"></script>)', ["script //a/b.js"]),
        ("a.rb", "%q{<img src='//a/#{id}'>}", ["img //a/{}"]),
        ("a.rb", "x = <<~HTML\n  <img src='//a/1'>\nHTML\n", ["img //a/1"]),
        ("a.rb", '"<img src=\'" +\n  url + "\'>"', ["img {}"]),
        ("a.rb", 'html = "<img src=\'//a/"\nhtml << "b\'>"', ["img //a/b"]),
        ("a.rb", 'javascript_include_tag "https://a/b.js"', ["script https://a/b.js"]),
        ("a.rb", 'image_tag("https://a/b.gif")', ["img https://a/b.gif"]),
        ("a.rb", 'javascript_include_tag "local"', []),
        ("a.rb", '# "<img src=//a/1>"\nlink_to "https://a/b"', []),
        ("a.java", 's = "<img src=\\"//a/" + id + "\\">";', ["img //a/{}"]),
        ("a.java", 'out.print("<img src=\'//a/");\n out.print("b\'>");', ["img //a/b"]),
        ("a.java", 'sb.append("<img src=\'//a/").append("b\'>");', ["img //a/b"]),
        ("a.java", 's = """\n  <img src="//a/1">""";', ["img //a/1"]),
        ("a.java", '// "<img src=//a/1>"\n/* "<img src=//a/2>" */', []),
        ("a.cs", 's = @"<img src=""//a/1"">";', ["img //a/1"]),
        ("a.cs", "s = $\"<img src='//a/{id}'>\";", ["img //a/{}"]),
        ("a.cs", 's = $@"<img src=""//a/{id}"">";', ["img //a/{}"]),
        ("a.cs", 's = """<img src="//a/1">""";', ["img //a/1"]),
        ("a.cs", "s = string.Format(\"<img src='//a/{0}'>\", id);", ["img //a/{}"]),
        ("a.cs", 'output.Attributes.SetAttribute("src", "https://a/b.js");', ["script https://a/b.js"]),
        ("nginx.conf", "sub_filter '</head>' '<img src=\"//a/1\"></head>';", ["img //a/1"]),
        ("a/.htaccess", "Substitute \"s|</head>|<img src='//a/1'></head>|ni\"", ["img //a/1"]),
    ],
)
def test_markup_in_strings(path: str, text: str, expected: list[str]) -> None:
    assert sources(path, text) == expected


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.rb", "page.include?('<script src=\"https://t.org/a.js\"></script>')"),
        ("a.rb", "page.gsub('<script src=\"https://t.org/a.js\"></script>', '')"),
        ("a.java", "boolean b = page.contains(\"<script src='https://t.org/a.js'></script>\");"),
        ("a.cs", 'page = page.Replace("<script src=\'https://t.org/a.js\'></script>", "");'),
    ],
)
def test_what_is_looked_for_or_taken_out_is_written_nowhere(path: str, text: str) -> None:
    assert sources(path, text) == []


def test_code_in_strings_stands_at_its_place() -> None:
    text = "content_tag(:script, \"fbq('init', '1')\", async: true)"
    _, document = parse("a.rb", text.encode(), INTEREST)
    (call,) = document.scripts[0].calls
    assert (call.callee, text[call.span.start : call.span.end]) == ("fbq", "fbq('init', '1')")


@pytest.mark.parametrize(
    ("path", "text", "names"),
    [
        ("a.rb", "def a\n  1\nend\ndef b?\n  '<img src=//a/1>'\nend\n", ["b?"]),
        ("a.py", "A = '<img src=//a/1>'\ndef b():\n    return 1\n", ["A"]),
        ("A.java", 'class A {\n  public String b() {\n    return "<img src=//a/1>";\n  }\n}', ["A.b"]),
        ("A.cs", 'public static class A {\n  public static IHtml B(this X x) => new H("<img src=//a/1>");\n}', ["A.B"]),
        ("a.rb", "def a\nend\n", []),
    ],
)
def test_what_writes_markup_can_be_asked_for_by_its_name(path: str, text: str, names: list[str]) -> None:
    _, document = parse(path, text.encode(), INTEREST)
    assert [region.name for region in document.regions] == names


HOSTILE = (
    '"',
    "'",
    "%(",
    "%q[",
    "<<~A\n",
    '"""',
    "$" * 9,
    "(",
    "def a ",
    "public a(",
    "\\",
    "#{",
    "{",
    "\n",
    " " * 40,
    "x",
    "+=",
)


@given(st.sampled_from(["a.rb", "a.java", "a.cs", "a.conf", "a.py"]), st.lists(st.sampled_from(HOSTILE), max_size=30))
def test_any_text_is_read(path: str, parts: list[str]) -> None:
    source, document = parse(path, "".join(parts).encode(), INTEREST)
    assert all(0 <= region.span.start <= region.span.end <= len(source.text) for region in document.regions)


@pytest.mark.parametrize("path", ["a.rb", "a.java", "a.cs", "a.conf", "a.py"])
@pytest.mark.parametrize("part", [*HOSTILE, "%(a", "public a(b ", '"a\\', "%|", "x.append(", "class "])
def test_hostile_text_takes_no_more_time_than_it_is_long(path: str, part: str) -> None:
    began = time.process_time()
    parse(path, (part * 20_000).encode(), INTEREST)
    assert time.process_time() - began < 2
