"""The language of URLs: what browsers make of odd spellings, and that no look-alike is taken for the real one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.vendors.urls import Address, UrlError, UrlIndex, UrlPattern, split


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/x/y?k=v&e", Address("a.example", "/x/y", (("k", "v"), ("e", "")))),
        ("//a.example/x", Address("a.example", "/x")),
        ("HTTP://A.Example:8080/X", Address("a.example", "/X")),
        (" https://a.exam\n  ple/x\t".replace("  ", ""), Address("a.example", "/x")),
        ("https:\\\\a.example\\x", Address("a.example", "/x")),
        ("https:///a.example/x", Address("a.example", "/x")),
        ("https://user:pass@a.example/x", Address("a.example", "/x")),
        ("https://a.example@evil.example/x", Address("evil.example", "/x")),
        ("https://a.example./x", Address("a.example", "/x")),
        ("https://a%2Eexample/x", Address("a.example", "/x")),
        ("https://\uff41\u3002example/x", Address("a.example", "/x")),
        ("https://bücher.example/", Address("xn--bcher-kva.example", "/")),
        ("https://[::1]:80/x", Address("[::1]", "/x")),
        ("https://a.example?x=1#f", Address("a.example", "/", (("x", "1"),))),
        ("https://a.example/x?q=a+b%26c&cd%5Bn%5D=1", Address("a.example", "/x", (("q", "a b&c"), ("cd[n]", "1")))),
        ("/x?y=1", Address("", "/x", (("y", "1"),))),
        ("x/y.js", Address("", "x/y.js")),
        ("data:text/html,//a.example/x", Address()),
        ("javascript://a.example/%0aalert(1)", Address()),
        ("", Address()),
        ("{}", Address("", "{}")),
        ("https://{}/x", Address("{}", "/x")),
        ("{}//a.example/x", Address("a.example", "/x")),
        ("{}://a.example/x", Address("a.example", "/x")),
        ("https://{}.a.example/{}?id={}", Address("{}.a.example", "/{}", (("id", "{}"),))),
        ("https://\ud800.example/", Address("xn--zn7c.example", "/")),
    ],
)
def test_a_url_is_taken_apart_as_a_browser_does(url: str, address: Address) -> None:
    assert split(url) == address


@given(st.text(max_size=80))
def test_any_text_can_be_taken_apart(text: str) -> None:
    address = split(text)
    assert address.host == address.host.lower()


@pytest.mark.parametrize(
    ("pattern", "url", "captures"),
    [
        ("connect.facebook.net/*/fbevents.js", "https://connect.facebook.net/en_US/fbevents.js?v=1", {}),
        ("connect.facebook.net/*/fbevents.js", "https://connect.facebook.net/fbevents.js", None),
        ("connect.facebook.net/*/fbevents.js", "https://connect.facebook.net/en_US/sdk.js", None),
        ("connect.facebook.net/*/fbevents.js", "https://connect.facebook.net/en_US/fbevents.js/x", None),
        ("www.facebook.com/tr?id={id}", "https://www.facebook.com/tr/?noscript=1&id=5", {"id": "5"}),
        ("www.facebook.com/tr?id={id}", "https://www.facebook.com/tr", {}),
        ("www.facebook.com/tr?id={id!}", "https://www.facebook.com/tr", None),
        ("www.facebook.com/tr?noscript=1", "https://www.facebook.com/tr?noscript=0", None),
        ("www.facebook.com/tr?ev=Page*", "https://www.facebook.com/tr?ev=PageView", {}),
        ("www.facebook.com/tr?ev", "https://www.facebook.com/tr?id=1", None),
        ("*.clarity.ms/collect", "https://x.y.clarity.ms/collect", {}),
        ("*.clarity.ms/collect", "https://clarity.ms/collect", {}),
        ("*.clarity.ms/collect", "https://notclarity.ms/collect", None),
        ("region*.google-analytics.com/g/collect", "https://region1.google-analytics.com/g/collect", {}),
        ("{id}.chat.example/x", "https://acme.chat.example/x", {"id": "acme"}),
        ("{id}.chat.example/x", "https://a.b.chat.example/x", None),
        ("static.hotjar.com/c/hotjar-{id}.js", "//static.hotjar.com/c/hotjar-123.js?sv=6", {"id": "123"}),
        ("static.hotjar.com/c/hotjar-{id}.js", "//static.hotjar.com/c/hotjar-{}.js?sv={}", {"id": "{}"}),
        ("a.example/src={id};type={type};*", "https://a.example/src=1;type=b;cat=c", {"id": "1", "type": "b"}),
        ("a.example/*/x/*/{id}.js", "https://a.example/1/x/2/x/3/4.js", {"id": "4"}),
        ("*/b/ss/{id}/*", "https://metrics.clinic.example/b/ss/suite/1/x", {"id": "suite"}),
        ("*/b/ss/{id}/*", "/b/ss/suite/1", {"id": "suite"}),
        ("*/b/ss/{id}/*", "b/ss/suite/1", None),
        ("bat.bing.com", "https://bat.bing.com/whatever/it/is", {}),
        ("bat.bing.com/", "https://bat.bing.com/x", None),
        ("ssl.google-analytics.com/ga.js", "{}.google-analytics.com/ga.js", {}),
        ("static.ads-twitter.com/uwt.js", "{}static.ads-twitter.com/uwt.js", {}),
        ("*.google-analytics.com/ga.js", "{}google-analytics.com/ga.js", {}),
        ("static.ads-twitter.com/uwt.js", "{}/static.ads-twitter.com/uwt.js", None),
        ("static.ads-twitter.com/uwt.js", "https://{}/uwt.js", None),
        ("static.ads-twitter.com/uwt.js", "{}.com/uwt.js", None),
    ],
)
def test_a_pattern_matches_whole(pattern: str, url: str, captures: dict[str, str] | None) -> None:
    found = [captured for _, _, captured in UrlIndex([(UrlPattern(pattern), None)]).find(url)]
    assert found == ([] if captures is None else [captures])


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("https://a.example/x", 1),
        ("", 1),
        ("/x", 1),
        ("com/x", 1),
        ("*.com/x", 1),
        ("a.*/x", 1),
        ("a.example/x y", 1),
        ("a.example/{}", 11),
        ("a.example/{id}?x={id}", 18),
        ("a.example/x?{id}", 1),
    ],
)
def test_a_bad_pattern_is_refused(text: str, column: int) -> None:
    with pytest.raises(UrlError) as caught:
        UrlPattern(text).check()
    assert caught.value.column == column


_LABEL = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12)


@given(_LABEL, _LABEL, st.sampled_from(["connect.facebook.net", "*.facebook.net", "facebook.net", "{id}.facebook.net"]))
def test_no_look_alike_host_matches(before: str, after: str, host: str) -> None:
    pattern = UrlPattern(f"{host}/x")
    known = host.removeprefix("*.").removeprefix("{id}.")
    for fake in (
        f"{before}{known}",
        f"{known}.{after}",
        f"{known}{after}",
        f"{before}.{known}.{after}",
        f"{known}@{after}.example",
    ):
        assert pattern.match(split(f"https://{fake}/x")) is None
    if not host.startswith(("*.", "{")):
        assert pattern.match(split(f"https://{before}.{known}/x")) is None


@given(_LABEL)
def test_sub_domains_match_where_the_pattern_says_so(label: str) -> None:
    assert UrlPattern("*.facebook.net/x").match(split(f"https://{label}.facebook.net/x")) == {}


def test_long_hostile_paths_take_no_time() -> None:
    pattern = UrlPattern("a.example/*-{id}-*/{x}.js")
    start = time.process_time()
    assert pattern.match(split("https://a.example/" + "-" * 2000)) is None
    assert pattern.match(split("https://a.example/" + "-a" * 500_000)) is None
    assert time.process_time() - start < 60


@pytest.mark.parametrize(
    ("pattern", "mark"),
    [
        ("connect.facebook.net/*/x.js", "connect.facebook.net"),
        ("*.clarity.ms/collect", "clarity.ms"),
        ("region*.google-analytics.com/g", "google-analytics.com"),
        ("{id}.chat.example", "chat.example"),
        ("*/b/ss/{id}/*", "/b/ss/"),
        ("*/*.js?id=GTM-*", "id=gtm-"),
    ],
)
def test_a_mark_is_what_every_match_must_hold(pattern: str, mark: str) -> None:
    assert UrlPattern(pattern).mark == mark
