"""The shapes in which public code carries trackers, each reduced to its least; and those that only look like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgate.facts import extract
from pixelgate.vendors import entities
from pixelgate.vendors.catalog import Catalog, load

FBEVENTS = "https://connect.facebook.net/en_US/fbevents.js"
BEACON = "https://www.facebook.com/tr?id=1234567890&amp;ev=PageView&amp;noscript=1"
SNIPPET = (
    "!function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.callMethod?n.callMethod.apply(n,arguments)"
    ":n.queue.push(arguments)};if(!f._fbq)f._fbq=n;n.push=n;n.loaded=!0;n.version='2.0';n.queue=[];t=b.createElement(e);"
    f"t.async=!0;t.src=v;s=b.getElementsByTagName(e)[0];s.parentNode.insertBefore(t,s)}}(window,document,'script','{FBEVENTS}');"
)
GTM = (
    "(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':new Date().getTime(),event:'gtm.js'});"
    "var f=d.getElementsByTagName(s)[0],j=d.createElement(s),dl=l!='dataLayer'?'&l='+l:'';j.async=true;"
    "j.src='https://www.googletagmanager.com/gtm.js?id='+i+dl;f.parentNode.insertBefore(j,f);"
    "})(window,document,'script','dataLayer','GTM-ABC123');"
)
LOADED, INIT = ("meta-pixel", "loader", "", ""), ("meta-pixel", "init", "1234567890", "")
PAGE, LEAD = ("meta-pixel", "event", "", "PageView"), ("meta-pixel", "event", "", "Lead")
NOSCRIPT = ("meta-pixel", "beacon", "1234567890", "PageView")
GTAG = ("google-analytics", "loader", "G-ABC1234567", "")
CONFIG = ("google-analytics", "init", "G-ABC1234567", "")


def seen(path: str, text: str, *, active: bool = True) -> list[tuple[str, str, str, str]]:
    found = extract(path, text.encode(), load(), thorough=True).sightings
    return [(one.vendor, one.kind.value, one.id, one.event) for one in found if one.active or not active]


SHAPES = {
    # where the code sits
    "inline script": ("a.html", f"<script>{SNIPPET}fbq('init','1234567890');</script>", [LOADED, INIT]),
    "only the image is left": ("a.html", f'<noscript><img src="{BEACON}"></noscript>', [NOSCRIPT]),
    "two IDs": (
        "a.html",
        f"<script>fbq('init','{{{{ pixel }}}}')</script><noscript><img src=\"{BEACON}\"></noscript>",
        [("meta-pixel", "init", "{pixel}", ""), NOSCRIPT],
    ),
    "an image in JSX": (
        "a.jsx",
        f"export const A=()=><noscript><img height={{1}} style={{{{display:'none'}}}} src=\"{BEACON}\"/></noscript>",
        [NOSCRIPT],
    ),
    "a snippet in a template literal of JSX": (
        "a.jsx",
        "export const A=({id})=><script dangerouslySetInnerHTML={{__html:`"
        + SNIPPET.replace("\\", "\\\\")
        + "fbq('init','${id}');fbq('track','PageView')`}}/>",
        [LOADED, ("meta-pixel", "init", "{id}", ""), PAGE],
    ),
    "next/script with children": (
        "a.tsx",
        (
            "import Script from 'next/script';"
            "export const A=()=>ID?<Script id='x' strategy='lazyOnload'>{`fbq('track','Lead')`}</Script>:null"
        ),
        [LEAD],
    ),
    "a string of server code": ("server/a.js", f"Inject.rawHead('x',`<script src='{FBEVENTS}'></script>`)", [LOADED]),
    "a function that returns the snippet": (
        "a.js",
        "export const html=()=>`<script>fbq('init','1234567890')</script>`",
        [INIT],
    ),
    "a protocol-relative loader": (
        "a.html",
        "<script src=//static.hotjar.com/c/hotjar-12.js></script>",
        [("hotjar", "loader", "12", "")],
    ),
    "an element made by code": (
        "a.ts",
        f"const s=document.createElement('script');s.async=true;s.src='{FBEVENTS}';document.head.append(s)",
        [LOADED],
    ),
    "a cast": ("a.ts", "(window as any).fbq?.('track','Lead')", [LEAD]),
    "a configuration of Nuxt": (
        "nuxt.config.js",
        "export default {head:{script:[{src:'https://www.googletagmanager.com/gtag/js?id=G-ABC1234567'}]}}",
        [GTAG],
    ),
    "a module of Nuxt": (
        "nuxt.config.ts",
        "export default defineNuxtConfig({modules:['nuxt-gtag'],gtag:{id:'G-ABC1234567'}})",
        [("google-analytics", "emitter", "", ""), ("google-analytics", "emitter", "G-ABC1234567", "")],
    ),
    "Partytown": ("a.html", f"<script type=text/partytown src='{FBEVENTS}'></script>", [LOADED]),
    "gated by consent": (
        "a.html",
        f"<script type=text/plain data-cookiecategory=targeting>{SNIPPET}fbq('track','Lead')</script>",
        [LOADED, LEAD],
    ),
    "the source waits": ("a.html", f"<script data-src='{FBEVENTS}'></script>", [LOADED]),
    "the source waits in an iframe": (
        "a.html",
        "<iframe data-src='https://www.googletagmanager.com/ns.html?id=GTM-ABC123'></iframe>",
        [("google-tag-manager", "iframe", "GTM-ABC123", "")],
    ),
    "a job of tarteaucitron": (
        "a.html",
        (
            "<script>tarteaucitron.user.facebookpixelId='1234567890';"
            "(tarteaucitron.job=tarteaucitron.job||[]).push('facebookpixel');</script>"
        ),
        [INIT],
    ),
    # loaders
    "the tag manager": ("a.html", f"<script>{GTM}</script>", [("google-tag-manager", "loader", "GTM-ABC123", "")]),
    "the Google tag": (
        "a.html",
        (
            "<script async src='https://www.googletagmanager.com/gtag/js?id=G-ABC1234567'></script><script>"
            "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}gtag('js',new Date());"
            "gtag('config','G-ABC1234567')</script>"
        ),
        [GTAG, CONFIG],
    ),
    "a renamed layer": (
        "a.html",
        (
            "<script src='https://www.googletagmanager.com/gtag/js?id=G-ABC1234567&l=gLayer'></script>"
            "<script>gLayer.push({event:'lead'})</script>"
        ),
        [GTAG, ("google-tag-manager", "event", "", "lead")],
    ),
    "a renamed analytics.js": (
        "a.html",
        (
            "<script>(function(i,s,o,g,r,a,m){i['GoogleAnalyticsObject']=r;i[r]=i[r]||function(){"
            "(i[r].q=i[r].q||[]).push(arguments)},i[r].l=1*new Date();a=s.createElement(o),"
            "m=s.getElementsByTagName(o)[0];"
            "a.async=1;a.src=g;m.parentNode.insertBefore(a,m)})(window,document,'script',"
            "'https://www.google-analytics.com/analytics.js','visit');visit('create','UA-1-1','auto');"
            "visit('send','pageview')</script>"
        ),
        [
            ("universal-analytics", "loader", "", ""),
            ("universal-analytics", "init", "UA-1-1", ""),
            ("universal-analytics", "event", "", "pageview"),
        ],
    ),
    "a host in pieces": (
        "a.js",
        "var s=document.createElement('script');s.src='https://connect.'+'facebook.net/en_US/fbevents.js'",
        [LOADED],
    ),
    "a loader that names its queue": (
        "a.html",
        """<script>!function(w,d,t){w.TiktokAnalyticsObject=t;var ttq=w[t]=w[t]||[];ttq.methods=["page","track"];
        ttq.load=function(e,n){var i="https://analytics.tiktok.com/i18n/pixel/events.js";
        n=d.createElement("script");n.src=i+"?sdkid="+e+"&lib="+t};ttq.load('A1');ttq.page()}(window,document,'ttq')</script>""",
        [
            ("tiktok-pixel", "loader", "", ""),
            ("tiktok-pixel", "init", "A1", ""),
            ("tiktok-pixel", "event", "", "page"),
        ],
    ),
    "a block inside the parent's script": (
        "templates/a.html",
        "{% extends 'base.html' %}\n{% block tracking %}\n  fbq('track', 'Lead', {x: '{{ y }}'});\n{% endblock %}",
        [LEAD],
    ),
    # calls
    "an inline handler": ("a.html", "<a onclick=\"fbq('track','Lead')\">x</a>", [LEAD]),
    "a handler in JSX": ("a.jsx", "export const A=()=><a onClick={()=>fbq('track','Lead')}/>", [LEAD]),
    "a property of window": ("a.js", "window['fbq']('track','Lead')", [LEAD]),
    "the parent's": ("a.js", "parent.fbq('track','Lead')", [LEAD]),
    "an optional call": ("a.js", "window?.['fbq']?.('track','Lead')", [LEAD]),
    "a guard in minified code": (
        "a.js",
        '"undefined"!=typeof window&&"function"==typeof window.fbq&&window.fbq("track","Lead")',
        [LEAD],
    ),
    "an alias": ("a.js", "const q=window.fbq;q('track','Lead')", [LEAD]),
    "destructured": ("a.js", "const {fbq}=window;fbq('track','Lead')", [LEAD]),
    "transpiled optional call": ("a.js", 'var t;null==(t=window.fbq)||t.call(window,"track","Lead")', [LEAD]),
    "a detached call": (
        "a.js",
        "import x from 'react-facebook-pixel';(0,x.track)('Lead')",
        [("meta-pixel", "import", "", ""), LEAD],
    ),
    "a name that the page decides": (
        "a.js",
        "window.fbq('track',`${el.dataset.event}`)",
        [("meta-pixel", "event", "", "{el.dataset.event}")],
    ),
    "a queue": ("a.js", "fbq.push(['track','Lead'])", [LEAD]),
    "several commands in one push": (
        "a.js",
        "_gaq.push(['_setAccount','UA-1-1'],['_trackPageview'])",
        [("universal-analytics", "init", "UA-1-1", ""), ("universal-analytics", "event", "", "_trackPageview")],
    ),
    "a layer by assignment": (
        "a.js",
        "dataLayer=[{event:'login',userId:'1'}]",
        [("google-tag-manager", "event", "", "login"), ("google-tag-manager", "user-data", "", "login")],
    ),
    "a package": (
        "a.js",
        "import P from 'react-facebook-pixel';P.init('1234567890',{em:mail},{autoConfig:false});P.track('Lead')",
        [
            ("meta-pixel", "import", "", ""),
            INIT,
            ("meta-pixel", "user-data", "1234567890", ""),
            ("meta-pixel", "config", "1234567890", "autoConfig=false"),
            LEAD,
        ],
    ),
    "an ID in a constant": (
        "environment.prod.ts",
        "export const e={gtm:'GTM-ABC123'}",
        [("google-tag-manager", "config", "GTM-ABC123", "")],
    ),
    "an ID handed over": (
        "a.js",
        "report('editor','UA-129966929-1')",
        [("universal-analytics", "event", "UA-129966929-1", "editor")],
    ),
    "an attribute that sends": (
        "a.html",
        "<input analytics-on analytics-event=Search analytics-category=patients>",
        [("universal-analytics", "event", "", "Search")],
    ),
    # odd URLs
    "a line break in a URL": (
        "a.html",
        f"<script src='{FBEVENTS[:28]}\n{FBEVENTS[28:]}'></script>",
        [LOADED],
    ),
    "an escaped snippet that is written": (
        "a.js",
        "document.write(unescape(\"%3Cscript src='https://connect.facebook.net/en_US/fbevents.js'%3E%3C/script%3E\"))",
        [LOADED],
    ),
    "a file behind an unknown root": (
        "a.js",
        "var s=document.createElement('script');s.src=root+'matomo.js'",
        [("matomo", "loader", "", "")],
    ),
    "the first of two sources": ("a.html", f"<script src=/own.js src='{FBEVENTS}'></script>", []),
    "AMP": (
        "a.html",
        (
            "<amp-analytics type=gtag><script type=application/json>"
            '{"vars":{"gtag_id":"G-ABC1234567","config":{"G-ABC1234567":{}}}}</script></amp-analytics>'
        ),
        [("google-analytics", "emitter", "", ""), ("google-analytics", "init", "G-ABC1234567", "")],
    ),
    "an AMP pixel": ("a.html", f'<amp-pixel src="{BEACON}"></amp-pixel>', [NOSCRIPT]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shape(name: str) -> None:
    path, text, expected = SHAPES[name]
    assert seen(path, text) == expected


TRAPS = {
    "a stub for tests": ("a.js", "window.fbq = () => {}"),
    "a stub that switches off": ("a.js", "window.fbq = window.fbq || function(){}"),
    "a comment around it": ("a.html", f"<!-- <script>{SNIPPET}fbq('track','Lead')</script> -->"),
    "a comment at once": ("a.html", "<script>/* fbq('track','Lead') */</script>"),
    "a comment in JSX": (
        "a.jsx",
        f"export const A=()=><div>{{/* <script src='{FBEVENTS}'/> */}}</div>",
    ),
    "dead code": ("a.js", "if(false){fbq('track','Lead')}"),
    "a list of hosts": ("a.js", "const blocked=['connect.facebook.net','www.google-analytics.com/analytics.js']"),
    "a policy": ("a.js", "app.use(csp({directives:{scriptSrc:[\"'self'\",'https://www.googletagmanager.com']}}))"),
    "a selector": ("a.js", "document.querySelector('script[src*=\"googletagmanager\"]')"),
    "a local ga": ("a.js", "!function(){function ga(e,t){return e+t}ga('send','pageview')}()"),
    "a local ym": ("a.js", "!function(ym){ym(123,'hit')}(x)"),
    "a letter": ("a.js", "!function(s,qp){s.t();qp('track','x')}(x)"),
    "clarity as a word": ("a.js", "clarity('high');image.clarity('event','x')"),
    "analytics of its own": ("a.js", "import analytics from './analytics';analytics.track('x')"),
    "a social widget": ("a.html", "<iframe src='https://www.facebook.com/plugins/like.php?href=x'></iframe>"),
    "a look-alike": ("a.html", "<script src='https://connect.facebook.net.example.com/en_US/fbevents.js'></script>"),
    "another look-alike": ("a.html", "<script src='https://notconnect-facebook.net/en_US/fbevents.js'></script>"),
    "a host in a path": ("a.html", "<script src='/static/www.googletagmanager.com/own.js'></script>"),
    "documentation": ("docs/a.html", f"<script src='{FBEVENTS}'></script>"),
    "a test": ("tests/a.test.js", "fbq('track','Lead')"),
    "a setting by a common name": ("vite.config.js", "export default {siteId:'5', id:'7', apiKey:'x', host:'y'}"),
}


@pytest.mark.parametrize("name", TRAPS)
def test_trap(name: str) -> None:
    ours = [one for one in seen(*TRAPS[name]) if not one[0].startswith("other:")]
    assert ours == []


FORMS = {
    "target": "e.target.subject.value",
    "elements": "e.currentTarget.elements.dob.value",
    "named": "form.elements['dob'].value",
    "entries": "Object.fromEntries(new FormData(form))",
    "spread": "Object.fromEntries(new FormData(e.target).entries()).dob",
    "by ID": "document.getElementById('dob').value",
    "jQuery": "$('#dob').val()",
    "a reference": "inputRef.current.value",
}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_typed_into_a_form_is_a_field(name: str) -> None:
    code = f"function f(e){{fbq('track','Lead',{{x:{FORMS[name]}}})}}"
    [one] = extract("a.js", code.encode(), load()).sightings
    assert [parameter.source for parameter in one.parameters] == ["form-field"]


def test_a_hint_is_its_vendors_by_the_host() -> None:
    text = "<link rel=preconnect href=https://connect.facebook.net><link rel=dns-prefetch href=//www.clarity.ms>"
    assert seen("a.html", text) == [("meta-pixel", "hint", "", ""), ("microsoft-clarity", "hint", "", "")]


TRACKERS = sorted(host for host in entities.hosts() if (known := entities.entity(host)) and known.tracks)
ALL_HOSTS = frozenset(entities.hosts())


def scripts(host: str) -> list[str]:
    text = f"<script src='https://{host}/x/y.js'></script>"
    return [vendor for vendor, *_ in seen("a.html", text)]


@pytest.mark.parametrize("start", range(0, len(TRACKERS), 250))
def test_every_tracker_of_third_party_web_is_recognised_as_a_script(start: int) -> None:
    hosts = TRACKERS[start : start + 250]
    text = "".join(f"<script src='https://{host}/x/y.js'></script>\n" for host in hosts)
    found = extract("a.html", text.encode(), load(), thorough=True).sightings
    assert {one.location.line for one in found} == set(range(1, len(hosts) + 1))


@given(st.sampled_from(TRACKERS), st.sampled_from(["a", "cdn", "x.y", "static-2"]))
def test_so_are_sub_domains(host: str, label: str) -> None:
    assert scripts(f"{label}.{host}") != []


@given(st.sampled_from(TRACKERS), st.sampled_from(["{}.example.org", "x{}", "{}x", "not-{}", "{}.evil"]))
def test_look_alikes_are_not(host: str, form: str) -> None:
    other = form.format(host)
    labels = other.split(".")
    if load().url(f"https://{other}/x/y.js") or any(".".join(labels[at:]) in ALL_HOSTS for at in range(len(labels))):
        return  # another host of a tracker after all
    assert scripts(other) == []


FRESH = """\
name = "Example Pixel"
company = "Example"
category = "advertising"
about = "Tells Example which pages a person opens."
globals = ["exq"]
sources = ["docs.example.com/pixel"]
loader = [{ url = "cdn.example-pixel.com/px.js?id={id}" }]
call = [{ pattern = "exq('track', $event, $parameters)", kind = "event" }]
emitter = [{ framework = "django-example", setting = "EXAMPLE_PIXEL_ID" }]
"""


def test_a_fresh_vendor_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "example-pixel.toml").write_text(FRESH, "utf-8")
    catalog: Catalog = load(tmp_path)
    page = "<script src='https://cdn.example-pixel.com/px.js?id=7'></script><script>exq('track','Lead',{a:1})</script>"
    found = extract("a.html", page.encode(), catalog).sightings
    assert [(one.vendor, one.kind.value, one.id, one.event) for one in found] == [
        ("example-pixel", "loader", "7", ""),
        ("example-pixel", "event", "", "Lead"),
    ]
    [setting] = extract("settings.py", b'EXAMPLE_PIXEL_ID = "7"\n', catalog).sightings
    assert (setting.vendor, setting.kind.value, setting.id) == ("example-pixel", "emitter", "7")


def test_a_parameter_named_like_the_global_is_the_vendor_handed_in() -> None:
    code = "export default ({ ttq }) => { ttq.track('ViewContent', { content_id: id }) }"
    [found] = extract("src/watch.js", code.encode(), load()).sightings
    told = (found.vendor, found.kind, found.event, [parameter.name for parameter in found.parameters])
    assert told == ("tiktok-pixel", "event", "ViewContent", ["content_id"])
