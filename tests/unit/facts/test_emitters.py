from __future__ import annotations

import pytest

from pixelgate.facts import extract, reads
from pixelgate.facts.model import Sighting
from pixelgate.vendors.catalog import Catalog, load


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


def seen(catalog: Catalog, path: str, text: str) -> list[tuple[str, str, str]]:
    return [(one.vendor, one.kind.value, one.id) for one in extract(path, text.encode(), catalog).sightings]


def only(catalog: Catalog, path: str, text: str) -> Sighting:
    [one] = extract(path, text.encode(), catalog).sightings
    return one


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("portal/settings.py", 'FACEBOOK_PIXEL_ID = "12345"\n', [("meta-pixel", "emitter", "12345")]),
        ("portal/env/live.py", 'HOTJAR_SITE_ID = os.environ["HJ"]\n', [("hotjar", "emitter", '{os.environ["HJ"]}')]),
        (
            "settings.py",
            'GOOGLE_ANALYTICS_ID = get_env("GA", "UA-1-1")\n',
            [("universal-analytics", "emitter", "UA-1-1")],
        ),
        ("settings.py", 'FACEBOOK_PIXEL_ID = ""\nHOTJAR_SITE_ID = None\n', []),
        ("settings.py", '# FACEBOOK_PIXEL_ID = "1"\n', []),
        ("views.py", 'def f():\n    FACEBOOK_PIXEL_ID = "1"\n', []),
        ("_config.yml", "google_analytics: G-ABC123\n", [("google-analytics", "emitter", "G-ABC123")]),
        ("_config.yml", "google_analytics:\n", []),
        ("_config.butterfly.yml", "microsoft_clarity: abc\n", [("microsoft-clarity", "emitter", "abc")]),
        (
            "mkdocs.yml",
            "extra:\n  analytics:\n    provider: google\n    property: G-ABC123\n",
            [("google-analytics", "emitter", "G-ABC123")],
        ),
        ("hugo.toml", '[services.googleAnalytics]\nid = "G-ABC123"\n', [("google-analytics", "emitter", "G-ABC123")]),
        ("site/config.toml", 'googleAnalytics = "UA-1-2"\n', [("universal-analytics", "emitter", "UA-1-2")]),
        ("site/config.yaml", "unrelated:\n  googleAnalytics: G-ABC123\n", []),
        ("ckan.ini", "googleanalytics.id = UA-1-1\n", [("universal-analytics", "emitter", "UA-1-1")]),
        (
            "config/application.rb",
            "use(Rack::Tracker) do\n  handler :facebook_pixel, { id: '7' }\nend\n",
            [("meta-pixel", "emitter", "7")],
        ),
        ("docker-compose.yml", "google_analytics: G-ABC123\n", []),
    ],
)
def test_settings(catalog: Catalog, path: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert reads(path) or not expected
    assert seen(catalog, path, text) == expected


def test_the_place_is_the_setting(catalog: Catalog) -> None:
    place = only(catalog, "settings.py", 'X = 1\nFACEBOOK_PIXEL_ID = "12345"\n').location
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 1, 2, 28)


def test_settings_of_tests_are_not_active(catalog: Catalog) -> None:
    assert not only(catalog, "tests/settings.py", 'FACEBOOK_PIXEL_ID = "12345"\n').active


DJANGO_ANALYTICAL = {
    "chartbeat": (("chartbeat_top", "chartbeat_bottom"), ("CHARTBEAT_USER_ID",)),
    "crazy-egg": (("crazy_egg",), ("CRAZY_EGG_ACCOUNT_NUMBER",)),
    "meta-pixel": (("facebook_pixel_head", "facebook_pixel_body"), ("FACEBOOK_PIXEL_ID",)),
    "google-analytics": (("google_analytics_gtag",), ("GOOGLE_ANALYTICS_GTAG_PROPERTY_ID",)),
    "universal-analytics": (
        ("google_analytics", "google_analytics_js"),
        ("GOOGLE_ANALYTICS_PROPERTY_ID", "GOOGLE_ANALYTICS_JS_PROPERTY_ID"),
    ),
    "heap": (("heap",), ("HEAP_TRACKER_ID",)),
    "hotjar": (("hotjar",), ("HOTJAR_SITE_ID",)),
    "intercom": (("intercom",), ("INTERCOM_APP_ID",)),
    "kissmetrics": (("kiss_metrics",), ("KISS_METRICS_API_KEY",)),
    "lucky-orange": (("luckyorange",), ("LUCKYORANGE_SITE_ID",)),
    "matomo": (("matomo",), ("MATOMO_DOMAIN_PATH", "MATOMO_SITE_ID")),
    "mixpanel": (("mixpanel",), ("MIXPANEL_API_TOKEN",)),
    "olark": (("olark",), ("OLARK_SITE_ID",)),
    "optimizely": (("optimizely",), ("OPTIMIZELY_ACCOUNT_NUMBER",)),
    "woopra": (("woopra",), ("WOOPRA_DOMAIN",)),
    "yandex-metrica": (("yandex_metrica",), ("YANDEX_METRICA_COUNTER_ID",)),
}


@pytest.mark.parametrize("vendor", sorted(DJANGO_ANALYTICAL))
def test_each_service_of_django_analytical_is_found_as_tag_and_as_setting(catalog: Catalog, vendor: str) -> None:
    tags, settings = DJANGO_ANALYTICAL[vendor]
    for tag in tags:
        template = f"{{% load {vendor.replace('-', '_')} %}}\n<head>{{% {tag} %}}</head>\n"
        assert seen(catalog, "templates/base.html", template) == [(vendor, "emitter", "")], tag
    for setting in settings:
        assert seen(catalog, "settings.py", f'{setting} = "x"\n') == [(vendor, "emitter", "x")], setting


OTHER_SERVICES = {
    "clickmap": "CLICKMAP_TRACKER_ID",
    "clicky": "CLICKY_SITE_ID",
    "gauges": "GAUGES_SITE_ID",
    "gosquared": "GOSQUARED_SITE_TOKEN",
    "hubspot": "HUBSPOT_PORTAL_ID",
    "kiss_insights": "KISS_INSIGHTS_ACCOUNT_NUMBER",
    "performable": "PERFORMABLE_API_KEY",
    "rating_mailru": "RATING_MAILRU_COUNTER_ID",
    "snapengage": "SNAPENGAGE_WIDGET_ID",
    "spring_metrics": "SPRING_METRICS_TRACKING_ID",
    "uservoice": "USERVOICE_WIDGET_KEY",
}


@pytest.mark.parametrize("tag", sorted(OTHER_SERVICES))
def test_so_are_the_services_that_few_sites_still_use(catalog: Catalog, tag: str) -> None:
    [found] = seen(catalog, "templates/base.html", f"<head>{{% {tag} %}}</head>\n")
    assert seen(catalog, "settings.py", f'{OTHER_SERVICES[tag]} = "x"\n') == [(found[0], "emitter", "x")]
