"""The names that a manifest may mention; whoever loads a manifest brings them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

FRAMEWORKS = frozenset({
    "angular", "aspnet", "astro", "django", "drupal", "eleventy", "express", "fastapi", "flask", "functions",
    "gatsby", "hugo", "jekyll", "laravel", "nextjs", "nuxt", "rails", "react-router", "server-pages", "slim", "spring",
    "static", "sveltekit", "symfony", "vue-router", "wordpress",
})  # fmt: skip
"""What ``[site] framework`` may name; a file for each stands in ``graph/frameworks``."""


class Known(msgspec.Struct, frozen=True):
    """Vendor slugs, rules (code -> name), frameworks, and other names of vendors (``facebook-pixel`` -> slug).

    No ``frameworks`` means the web frameworks at large.
    """

    vendors: frozenset[str] = frozenset()
    rules: Mapping[str, str] = {}
    frameworks: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = {}

    @property
    def framework_names(self) -> frozenset[str]:
        """What ``[site] framework`` may say."""
        return (self.frameworks or FRAMEWORKS) | {"none"}
