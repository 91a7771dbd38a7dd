"""What hides a tracker from one parser must not hide it from both.

Each case is markup or code that a browser acts on. The first reading, the second, or both must say so.
"""

from __future__ import annotations

import pytest

from pixelgate import second
from pixelgate.facts import extract
from pixelgate.second.marks import marks
from pixelgate.vendors import catalog

LOADER = "https://connect.facebook.net/en_US/fbevents.js"
SCRIPT = f'<script src="{LOADER}"></script>'
CALL = "fbq('track', 'Lead');"

CASES: dict[str, str | bytes] = {
    "abrupt comment": f"<!-->{SCRIPT}<!-- -->",
    "abrupt comment 2": f"<!--->{SCRIPT}-->",
    "comment ends --!>": f"<!-- a --!>{SCRIPT}<!-- b -->",
    "bogus comment <!": f"<!a>{SCRIPT}<!b>",
    "bogus comment <?": f"<?a ?>{SCRIPT}",
    "bogus </ comment": f"</ a>{SCRIPT}",
    "comment with dashes": f"<!-- a -- b -->{SCRIPT}",
    "comment ends ---->": f"<!-- a ---->{SCRIPT}",
    "nested comment": f"<!-- <!-- -->{SCRIPT}-->",
    "conditional comment": f"<!--[if IE]>{SCRIPT}<![endif]-->",
    "revealed conditional": f"<![if !IE]>{SCRIPT}<![endif]>",
    "revealed 2": f"<!--[if !IE]><!-->{SCRIPT}<!--<![endif]-->",
    "cdata in html": f"<![CDATA[ a ]]>{SCRIPT}",
    "cdata > in html": f"<![CDATA[ > {SCRIPT} ]]>",
    "cdata in svg script": f"<svg><script><![CDATA[{CALL}]]></script></svg>",
    "svg script href": f'<svg><script href="{LOADER}"></script></svg>',
    "svg script xlink": f'<svg><script xlink:href="{LOADER}"/></svg>',
    "svg script entity": "<svg><script>&#102;bq('track', 'Lead');</script></svg>",
    "svg title": f"<svg><title>{SCRIPT}</title></svg>",
    "svg desc": f"<svg><desc>{SCRIPT}</desc></svg>",
    "math": f"<math><mtext>{SCRIPT}</mtext></math>",
    "math annotation": f"<math><annotation-xml encoding='text/html'>{SCRIPT}</annotation-xml></math>",
    "noscript in head": '<head><noscript><img src="https://www.facebook.com/tr?id=1&ev=PageView"></noscript></head>',
    "noscript attr": f'<noscript><p title="</noscript>{SCRIPT.replace(chr(34), chr(39))}"></noscript>',
    "template": f"<template>{SCRIPT}</template>",
    "unclosed tag before": f"<div class=a {SCRIPT}",
    "textarea end in attribute": f'<textarea><a title="</textarea>{SCRIPT.replace(chr(34), "")}"></textarea>',
    "title end in attribute": f'<title><a title="</title>{SCRIPT.replace(chr(34), "")}">',
    "style end in comment": f"<style><!-- </style>{SCRIPT} --></style>",
    "xmp end": f"<xmp><a title='</xmp>{SCRIPT}'></xmp>",
    "script in comment in script": f"<script><!-- </script>{SCRIPT}",
    "double escaped script": f"<script><!--<script></script>--></script>{SCRIPT}",
    "iframe text": f"<iframe></iframe>{SCRIPT}",
    "iframe srcdoc": f'<iframe srcdoc="&lt;script src={LOADER}&gt;&lt;/script&gt;"></iframe>',
    "iframe srcdoc raw": f"<iframe srcdoc='{SCRIPT}'></iframe>",
    "srcdoc js": f'<iframe srcdoc="<script>{CALL}</script>"></iframe>',
    "slash before attribute": f'<script/src="{LOADER}"></script>',
    "slashes": f'<script/x//src="{LOADER}"></script>',
    "form feed": f'<script\x0csrc="{LOADER}"></script>',
    "newline": f'<script\nsrc\n=\n"{LOADER}"\n></script>',
    "no quotes": f"<script src={LOADER}></script>",
    "upper": f'<SCRIPT SRC="{LOADER.replace("https", "HTTPS").replace("connect", "CONNECT")}"></SCRIPT>',
    "no end": f'<script src="{LOADER}">',
    "end with attr": f'<script src="{LOADER}"></script foo="bar">',
    "end with space": f"<script>{CALL}</script  >",
    "end with slash": f"<script>{CALL}</script/>",
    "entities": '<script src="&#104;ttps&colon;&sol;&sol;connect.facebook.net/en_US/fbevents.js"></script>',
    "entities no semicolon": '<script src="&#104ttps://connect&#46facebook&#46net/en_US/fbevents.js"></script>',
    "entities hex": '<script src="&#x68;&#x74;&#x74;&#x70;s://connect.facebook.net/en_US/fbevents.js"></script>',
    "tab in url": '<script src="ht\ttps://connect.face\nbook.net/en_US/fbevents.js"></script>',
    "entity tab": '<script src="https://connect.face&Tab;book.net/en_US/fbevents.js"></script>',
    "backslashes": '<script src="https:\\\\connect.facebook.net\\en_US\\fbevents.js"></script>',
    "backslash relative": '<script src="\\\\connect.facebook.net/en_US/fbevents.js"></script>',
    "mixed slashes": '<script src="/\\connect.facebook.net/en_US/fbevents.js"></script>',
    "many slashes": '<script src="https:////connect.facebook.net/en_US/fbevents.js"></script>',
    "userinfo": '<script src="https://www.hospital.org@connect.facebook.net/en_US/fbevents.js"></script>',
    "port": '<script src="https://connect.facebook.net:443/en_US/fbevents.js"></script>',
    "trailing dot": '<script src="https://connect.facebook.net./en_US/fbevents.js"></script>',
    "percent host": '<script src="https://connect%2Efacebook%2Enet/en_US/fbevents.js"></script>',
    "percent path": '<script src="https://connect.facebook.net/en_US/fbevents%2Ejs"></script>',
    "fullwidth host": '<script src="https://connect\uff0efacebook\uff0enet/en_US/fbevents.js"></script>',
    "ideographic dot": '<script src="https://connect\u3002facebook\u3002net/en_US/fbevents.js"></script>',
    "fullwidth letters": '<script src="https://\uff43onnect.facebook.net/en_US/fbevents.js"></script>',
    "soft hyphen": '<script src="https://connect.face\u00adbook.net/en_US/fbevents.js"></script>',
    "dot segments": '<script src="https://connect.facebook.net/x/../en_US/fbevents.js"></script>',
    "spaces around": f'<script src="  {LOADER}  "></script>',
    "control before": f'<script src="\x01{LOADER}"></script>',
    "duplicate attribute": f'<script src="{LOADER}" src="/ok.js"></script>',
    "duplicate reversed": f'<script data-x=1 src="{LOADER}" SRC="/ok.js"></script>',
    "type odd": f'<script type=" text/JavaScript ">{CALL}</script>',
    "type charset": f'<script type="text/javascript;charset=utf-8">{CALL}</script>',
    "type x-javascript": f'<script type="application/x-javascript">{CALL}</script>',
    "language": f'<script language="JavaScript1.5">{CALL}</script>',
    "type unknown with src": f'<script type="module" src="{LOADER}"></script>',
    "type empty": f'<script type="">{CALL}</script>',
    "onload": f'<img src=x onerror="{CALL}">',
    "onload entities": '<img src=x onerror="&#102;bq(&apos;track&apos;, &quot;Lead&quot;)">',
    "onload upper": f'<body ONLOAD="{CALL}">',
    "javascript url": f'<a href="javascript:{CALL}">',
    "javascript url odd": "<a href=\"\x01java\nscript\t:fbq('track', 'Lead')\">",
    "javascript iframe": f'<iframe src="javascript:{CALL}">',
    "javascript percent": '<a href="javascript:fbq(%27track%27,%27Lead%27)">',
    "svg animate": f'<svg><a><animate attributeName=href values="javascript:{CALL}"/></a></svg>',
    "foreignObject": f"<svg><foreignObject>{SCRIPT}</foreignObject></svg>",
    "select": f"<select><option>{SCRIPT}</option></select>",
    "table": f"<table><tr>{SCRIPT}</tr></table>",
    "plaintext before": f"{SCRIPT}<plaintext>",
    "after html": f"<html></html>{SCRIPT}",
    "unknown element": f"<x-y><z>{SCRIPT}</z></x-y>",
    "object data": '<object data="https://www.facebook.com/tr?id=1&ev=PageView"></object>',
    "embed": '<embed src="https://www.facebook.com/tr?id=1&ev=PageView">',
    "input image": '<input type=image src="https://www.facebook.com/tr?id=1&ev=PageView">',
    "a ping": '<a href=/x ping="https://www.facebook.com/tr?id=1&ev=PageView">x</a>',
    "link prefetch": f'<link rel="preload" as=script href="{LOADER}">',
    "js html comment": f"<script><!--\n{CALL}\n//--></script>",
    "js html-close": f"<script>\n--> x\n{CALL}</script>",
    "js unicode escape": "<script>\\u0066bq('track', 'Lead')</script>",
    "js unicode brace": "<script>\\u{66}bq('track', 'Lead')</script>",
    "js window bracket": "<script>window['f'+'bq']('track', 'Lead')</script>",
    "js string escape": "<script>window['\\x66bq']('\\x74rack', 'Lead')</script>",
    "js comma": "<script>(0,fbq)('track', 'Lead')</script>",
    "js optional": "<script>window?.fbq?.('track', 'Lead')</script>",
    "js call": "<script>fbq.call(null,'track', 'Lead')</script>",
    "js apply": "<script>fbq.apply(window,['track', 'Lead'])</script>",
    "js template": "<script>fbq(`track`, `Lead`)</script>",
    "js tagged": "<script>setTimeout(\"fbq('track', 'Lead')\",1)</script>",
    "js eval": "<script>eval(\"fbq('track', 'Lead')\")</script>",
    "js Function": "<script>new Function(\"fbq('track', 'Lead')\")()</script>",
    "js atob": "<script>eval(atob('ZmJxKCd0cmFjaycsICdMZWFkJyk='))</script>",
    "js document.write": f"<script>document.write('<script src=\"{LOADER}\"><\\/script>')</script>",
    "js write split": f"<script>document.write('<scr'+'ipt src=\"{LOADER}\"></scr'+'ipt>')</script>",
    "js innerHTML": "<script>x.innerHTML='<img src=\"https://www.facebook.com/tr?id=1&ev=PageView\">'</script>",
    "js line separator": "<script>//a\u2028fbq('track', 'Lead')</script>",
    "js paragraph separator": "<script>//a\u2029fbq('track', 'Lead')</script>",
    "js CR": "<script>//a\rfbq('track', 'Lead')</script>",
    "js nbsp": "<script>fbq\u00a0(\u3000'track',\ufeff'Lead')</script>",
    "js hashbang": "<script>#!\nfbq('track', 'Lead')</script>",
    "js regex slash": "<script>a=/[/]'/;fbq('track', 'Lead')</script>",
    "js division": "<script>a=b\n/c;fbq('track','Lead');d/1</script>",
    "js broken before": "<script>var = ;</script>" + f"<script>{CALL}</script>",
    "js broken after": f"<script>{CALL}\nvar = ;</script>",
    "js dynamic import": f"<script>import('{LOADER}')</script>",
    "js module import": f"<script type=module>import '{LOADER}'</script>",
    "js worker": f"<script>new Worker('{LOADER}')</script>",
    "js image": "<script>new Image().src='https://www.facebook.com/tr?id=1&ev=PageView'</script>",
    "js beacon": "<script>navigator['sendBeacon']('https://www.facebook.com/tr?id=1&ev=PageView')</script>",
    "js fetch": "<script>fetch(`https://www.facebook.com/tr?id=${1}&ev=PageView`)</script>",
    "js xhr": "<script>x.open('get','https://www.facebook.com/tr?id=1&ev=PageView')</script>",
    "js setAttribute": f"<script>s.setAttribute('src','{LOADER}')</script>",
    "js assign object": f"<script>Object.assign(document.createElement('script'),{{src:'{LOADER}'}})</script>",
    "js reversed": "<script>s.src='" + LOADER[::-1] + "'.split('').reverse().join('')</script>",
    "js join": "<script>s.src=['https:','','connect.facebook.net','en_US','fbevents.js'].join('/')</script>",
    "js concat": "<script>s.src='https://connect.'.concat('facebook.net/en_US/fbevents.js')</script>",
    "js fromCharCode": "<script>s.src=String.fromCharCode(" + ",".join(str(ord(x)) for x in LOADER) + ")</script>",
    "js unescape": "<script>s.src=unescape('https%3A//connect.facebook.net/en_US/fbevents.js')</script>",
    "js replace": "<script>s.src='https://connect.XX.net/en_US/fbevents.js'.replace('XX','facebook')</script>",
    "js octal": "<script>s.src='\\150ttps://connect.facebook.net/en_US/fbevents.js'</script>",
    "utf-16": (SCRIPT.encode("utf-16")),
    "utf-16 le no bom": (SCRIPT.encode("utf-16-le")),
    "utf-16 be bom": b"\xfe\xff" + SCRIPT.encode("utf-16-be"),
    "utf-8 bom": b"\xef\xbb\xbf" + SCRIPT.encode(),
    "invalid utf-8": b"\xff\xe9<p>" + SCRIPT.encode(),
    "declared utf-7": b'<meta charset="utf-7">' + SCRIPT.encode(),
    "declared utf-16": b'<meta charset="utf-16">' + SCRIPT.encode(),
    "shift_jis": '<meta charset="shift_jis"><p>表</p>'.encode("shift_jis") + SCRIPT.encode(),
    "declared unknown": b'<meta charset="x-nope">\xe9' + SCRIPT.encode(),
    "unclosed directive": f"{{% if x {SCRIPT}",
    "unclosed output": f"{{{{ x {SCRIPT}",
    "directive in attribute": '<script src="{% if x %}//connect.facebook.net/en_US/fbevents.js{% endif %}"></script>',
    "quotes in directive": '<img src="{% if "a" == "b" %}//www.facebook.com/tr?id=1{% endif %}">',
    "directive between attrs": "<img {% if x > 1 %}a{% endif %} src=//www.facebook.com/tr?id=1>",
    "raw block": f"{{% raw %}}{SCRIPT}{{% endraw %}}",
    "verbatim": f"{{% verbatim %}}{SCRIPT}{{% endverbatim %}}",
    "output in tag": f'<{{{{ tag }}}} a="b">{SCRIPT}',
    "output subdomain": '<img src="https://{{ www }}.facebook.com/tr?id=1&ev=PageView">',
}

CATALOG = catalog.load()
KNOWN = marks(CATALOG.vendors)


@pytest.mark.parametrize("name", CASES)
def test_one_of_the_readings_sees_it(name: str) -> None:
    page = CASES[name]
    data = page if isinstance(page, bytes) else page.encode()
    first = {sighting.vendor for sighting in extract("a.html", data, CATALOG).sightings if sighting.active}
    again = {
        subject for item in second.read("a.html", data, KNOWN).evidence for subject in (item.subject, *item.others)
    }
    assert "meta-pixel" in first | again


HARMLESS = {
    "text of a textarea": f"<textarea>{SCRIPT}</textarea>",
    "text of a title": f"<title>{SCRIPT}</title>",
    "style sheet": f"<style>{SCRIPT}</style>",
    "comment": f"<!-- {SCRIPT} -->",
    "comment of a template": f"{{# {SCRIPT} #}}{{% comment %}}{SCRIPT}{{% endcomment %}}<%-- {SCRIPT} --%>",
    "text of an attribute": f"<p title='{SCRIPT}'></p>",
    "escaped": f"<pre>{SCRIPT.replace('<', '&lt;')}</pre>",
    "data": f'<script type="application/json">{{"a": "{LOADER}"}}</script>',
    "list in code": f"<script>var blocked = ['{LOADER}'];</script>",
    "comparison": f"<script>if (s.src === '{LOADER}') stop();</script>",
    "message": "<script>log(\"fbq('track', 'Lead')\");</script>",
    "a function's own name": "<script>(function (fbq) { fbq('track', 'Lead'); })(mine);</script>",
    "an unknown command": "<script>fbq('ready', start);</script>",
    "path that only looks like it": '<img src="/connect.facebook.net/en_US/fbevents.js">',
    "host that only looks like it": '<a href="https://connect.facebook.net.example-health.org/en_US/fbevents.js">x</a>',
    "link": f'<a href="{LOADER}">their script</a>',
    "canonical": f'<link rel="canonical" href="{LOADER}">',
}


@pytest.mark.parametrize("name", HARMLESS)
def test_the_second_reading_does_not_see_what_is_not_there(name: str) -> None:
    assert second.read("a.html", HARMLESS[name].encode(), KNOWN).evidence == ()
