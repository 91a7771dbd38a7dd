"""A manifest that says everything there is to say, and the names it may mention."""

from pixelgate.manifest import Known

KNOWN = Known(
    frozenset({"google-analytics", "meta-pixel"}),
    {"PG101": "tracker-loaded", "PG301": "csp-allows-tracker"},
    frozenset({"django", "next"}),
    {"facebook-pixel": "meta-pixel"},
)
WHOLE = """\
#:schema ./pixelgate.schema.json
version = 1

[site]
origins   = ["https://www.example-health.org", "HTTPS://MyChart.example-health.org:8443/"]
third-party = ["metrics.example-health.org"]
templates = ["templates/", "."]
static    = { "/static" = "./assets/" }
build     = ["dist"]
exclude   = ["docs/**", "**/*.stories.tsx"]
framework = "django"
containers = { "GTM-XXXX" = "gtm/export.json" }

[policy]
profile   = "ftc"
unlisted  = "public"
unproven  = "warning"
fail-on   = "note"
second-reading = true
inline-suppressions = true
rules     = { "csp-allows-tracker" = "error", PG101 = "off" }

[[route]]
path   = "/appointments/:id"
access = "authenticated"
phi    = ["appointment", "provider", "appointment"]
pages  = ["templates/appointments/*.html", "app/[id]/page.tsx"]
note   = "MyChart scheduling"

[[route]]
path   = "/"
access = "public"

[[exempt]]
vendor  = "google-analytics"
routes  = ["/billing/*"]
rules   = ["PG101"]
events  = ["page_view"]
reason  = "server-side proxy strips identifiers, contract 2026-014"
baa     = "legal/baa-2026-014.pdf"
expires = 2027-01-31

[[exempt]]
host    = "Fonts.example.com"
routes  = ["/*"]
reason  = "fonts"
baa     = "https://example.org/baa.pdf"
expires = 2027-01-31
"""
