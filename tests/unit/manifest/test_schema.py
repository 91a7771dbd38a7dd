"""The JSON Schema says what the checker says, as far as a schema can."""

import datetime as dt
import json
from typing import Any

import jsonschema
import pytest
from tests.unit.manifest.samples import KNOWN, WHOLE

from pixelgate import toml
from pixelgate.errors import ManifestError
from pixelgate.manifest import load_manifest, schema
from pixelgate.manifest.fields import SECTIONS
from pixelgate.manifest.model import Exemption, Phi, Policy, Route, Site

SCHEMA: Any = json.loads(json.dumps(schema(KNOWN)))
PLAIN: Any = json.loads(json.dumps(schema()))
BASE = "version = 1\n"
EXEMPT = "[[exempt]]\nreason='x'\nexpires=2027-01-31\nroutes=['/a']\n"
ROUTE = "[[route]]\npath='/a'\naccess='public'\n"


def as_json(value: Any) -> Any:
    match value:
        case dict():
            return {key: as_json(item) for key, item in value.items()}
        case list():
            return [as_json(item) for item in value]
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return value


def accepted(rules: Any, text: str) -> bool:
    checker = jsonschema.Draft7Validator(rules, format_checker=jsonschema.FormatChecker())
    return bool(checker.is_valid(as_json(toml.load(text.encode()))))


def test_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    jsonschema.Draft7Validator.check_schema(PLAIN)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        BASE,
        BASE + EXEMPT + "vendor='other:Some Company'",
        BASE + EXEMPT + "host='a.org'",
        BASE + "site.framework='none'\nsite.templates=['.']",
        BASE + "site.build=['a..b']\n" + ROUTE + "pages=['app/[...all]/page.tsx']",
    ],
)
def test_good_manifests_pass_both(text: str) -> None:
    load_manifest(text.encode(), "pixelgate.toml", KNOWN)
    assert accepted(SCHEMA, text)
    assert accepted(PLAIN, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "version = 2",
        "version = '1'",
        "version = true",
        BASE + "[sites]",
        BASE + "[route]",
        BASE + "[[site]]",
        BASE + "[site]\nzzz = 1",
        BASE + "site.origins = 'x'",
        BASE + "site.origins = ['a.org']",
        BASE + "site.origins = ['https://a.org/b']",
        BASE + "site.third-party = ['https://a.org']",
        BASE + "site.templates = ['/etc']",
        BASE + "site.templates = ['a/../b']",
        BASE + "site.build = ['C:/x']",
        BASE + "site.exclude = ['a\\b']",
        BASE + "site.static = { x = 'a' }",
        BASE + "site.static = { '/x' = '..' }",
        BASE + "site.containers = { x = 'a' }",
        BASE + "site.framework = 'djnago'",
        BASE + "policy.profile = 'x'",
        BASE + "policy.unlisted = 'off'",
        BASE + "policy.unproven = 'note'",
        BASE + "policy.fail-on = 'off'",
        BASE + "policy.second-reading = 1",
        BASE + "policy.rules = { zzz = 'off' }",
        BASE + "policy.rules = { PG101 = 'fatal' }",
        BASE + "[[route]]\npath = '/a'",
        BASE + "[[route]]\naccess = 'public'",
        BASE + "[[route]]\npath = 'a'\naccess = 'public'",
        BASE + ROUTE + "phi = ['x']",
        BASE + ROUTE + "pages = 'a'",
        BASE + ROUTE + "note = 1",
        BASE + EXEMPT,
        BASE + EXEMPT + "host = 'a.org'\nvendor = 'meta-pixel'",
        BASE + EXEMPT + "vendor = 'zzz'",
        BASE + EXEMPT + "vendor = 'other:'",
        BASE + EXEMPT + "host = 'a.org'\nrules = ['zzz']",
        BASE + EXEMPT + "host = 'a.org'\nbaa = '../x'",
        BASE + EXEMPT.replace("'x'", "' '") + "host = 'a.org'",
        BASE + EXEMPT.replace("['/a']", "[]") + "host = 'a.org'",
        BASE + EXEMPT.replace("2027-01-31", "'soon'") + "host = 'a.org'",
        BASE + EXEMPT.replace("expires=2027-01-31\n", "") + "host = 'a.org'",
    ],
)
def test_bad_manifests_fail_both(text: str) -> None:
    with pytest.raises(ManifestError):
        load_manifest(text.encode(), "pixelgate.toml", KNOWN)
    assert not accepted(SCHEMA, text)


def test_schema_model_and_checker_have_the_same_keys() -> None:
    for section, model in zip(SECTIONS, (Site, Policy, Route, Exemption), strict=True):
        table = PLAIN["properties"][section.title]
        table = table["items"] if section.repeated else table
        assert set(table["properties"]) == set(section.names)
        assert table["additionalProperties"] is False
        fields = {name.replace("_", "-") for name in model.__struct_fields__}
        assert fields - {"location", "order"} == set(section.names)


def test_every_key_is_described_and_choices_are_listed() -> None:
    assert all(field.about for section in SECTIONS for field in section.fields)
    route = SCHEMA["properties"]["route"]["items"]["properties"]
    assert route["phi"]["items"]["enum"] == [str(phi) for phi in Phi]
    assert "condition: diagnosis" in route["phi"]["description"]
    assert SCHEMA["properties"]["site"]["properties"]["framework"]["enum"] == ["django", "next", "none"]
    assert SCHEMA["properties"]["policy"]["properties"]["profile"]["default"] == "hipaa"
