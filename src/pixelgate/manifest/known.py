"""The names that a manifest may mention; whoever loads a manifest brings them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

_FRAMEWORKS = frozenset({
    "angular", "aspnet", "astro", "django", "eleventy", "express", "fastapi", "flask", "gatsby", "hugo", "jekyll",
    "laravel", "next", "nuxt", "rails", "react-router", "spring", "sveltekit", "symfony", "vue-router", "wordpress",
})  # fmt: skip


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
        return (self.frameworks or _FRAMEWORKS) | {"none"}
