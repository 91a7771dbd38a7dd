"""Templates that name what code writes into pages, and those that have something of their own by the name."""

from __future__ import annotations

import pytest

from pixelgate.facts import helpers
from pixelgate.source import Source


def asked(text: str, dialect: str, name: str) -> list[tuple[int, int]]:
    """Return where a template asks for a helper."""
    found = helpers.asked(Source("page", text), dialect, (f"{helpers.PREFIX}{name}",))
    return [(span.start, span.end) for _, span in found]


@pytest.mark.parametrize(
    ("dialect", "text", "place"),
    [
        ("django", "{{ snippet|safe }}", (3, 10)),
        ("django", "{% snippet %}", (3, 10)),
        ("django", "{% if snippet %}{{ snippet }}", (19, 26)),
        ("erb", "<%= snippet.html_safe %>", (4, 11)),
        ("erb", "<%= raw snippet %>", (8, 15)),
        ("php", "<?php if ($a) { echo $snippet; } ?>", (21, 29)),
        ("razor", "<p>@Html.Raw(snippet)</p>", (13, 20)),
        ("django", "{# a #}{{ snippet }}", (10, 17)),
    ],
)
def test_a_template_that_writes_it(dialect: str, text: str, place: tuple[int, int]) -> None:
    assert asked(text, dialect, "snippet") == [place]


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("django", "{{ snippet.visits }}"),
        ("django", "{{ snippet|length }}"),
        ("django", "{% if snippet %}yes{% endif %}"),
        ("django", "{% for snippet in all %}{{ snippet }}{% endfor %}"),
        ("django", "{% for key, snippet in all %}{{ snippet }}{% endfor %}"),
        ("django", "{# {{ snippet }} #}"),
        ("django", "<!-- {{ snippet }} -->"),
        ("erb", "<% all.each do |snippet| %><%= snippet %><% end %>"),
        ("php", "<?php foreach ($all as $snippet) { echo $snippet; } ?>"),
        ("php", "<?= $snippet->visits ?>"),
        ("razor", "desk@example.org sends the snippet"),
        ("django", "desk@example.org sends the snippet"),
    ],
)
def test_a_template_that_means_another(dialect: str, text: str) -> None:
    assert asked(text, dialect, "snippet") == []
