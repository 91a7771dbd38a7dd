"""Static files behind a host that is computed, and tags of a project's own that name static files."""

from __future__ import annotations

import pytest

from pixelgate.facts.references import references
from pixelgate.parse import parse
from pixelgate.parse.document import Interest


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('{{ settings.HOST }}{% static "js/a.js" %}', ("js/a.js",)),
        ('https://{{ host }}{% static "js/a.js" %}?v=1', ("js/a.js",)),
        ('http{% if s %}s{% endif %}://{{ host }}{% static "js/a.js" %}', ("js/a.js",)),
        ('{% versioned_static "js/a.js" %}', ("js/a.js",)),
        ('{{ host }}/{{ path }}{% static "js/a.js" %}', ()),
    ],
)
def test_only_the_host_is_computed(source: str, names: tuple[str, ...]) -> None:
    text, document = parse("a.html", f"{{% load static %}}<script src='{source}'></script>".encode(), Interest())
    assert [one.names for one in references(document, text) if one.kind == "script"] == [names]
