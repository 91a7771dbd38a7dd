"""Files that no known engine reads: ``{{ … }}`` is still a place that something fills, perhaps in the browser.

Code may contain ``{{`` too (``if (a) {{fbq("init", "1")}}``), and code must never be masked. So only what cannot
be code is a hole: a bare name with filters, or an expression right after a quote or inside a URL.
"""

from __future__ import annotations

from pixelgate.parse.template.dialect import Delimiter, Dialect, Role

PLAIN = Dialect(
    name="html",
    delimiters=(
        Delimiter(
            Role.OUTPUT,
            r"\{\{(?<![=$]\{\{)(?=[{#/^&>!~-]{0,3}[ \t]*[@$.\w][\w.$ \t-]*(?:\|[^{}\n]*)?[}~-]*\}\})",
            r"\}\}",
            strict=False,
        ),
        Delimiter(Role.OUTPUT, r"\{\{(?<=[\"'/?&]\{\{)(?=[^{}\n]*\}\})", r"\}\}", strict=False),
    ),
)
