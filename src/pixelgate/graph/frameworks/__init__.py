"""The frameworks a manifest may name. One file for each that is followed further than its template folders."""

FRAMEWORKS = frozenset(
    {
        *("django", "flask", "fastapi", "rails", "laravel", "symfony", "wordpress", "aspnet", "spring", "express"),
        *("nextjs", "nuxt", "sveltekit", "react-router", "vue-router", "angular", "astro", "gatsby"),
        *("jekyll", "hugo", "eleventy", "static"),
    }
)
