"""The JSON Schema (draft-07) of the manifest, for editors and other checkers."""

from __future__ import annotations

from enum import StrEnum

from pixelgate.manifest.fields import SECTIONS, VERSION, AnyField, Section
from pixelgate.manifest.kinds import Json, Schema
from pixelgate.manifest.known import Known


def schema(known: Known | None = None) -> dict[str, Json]:
    """Return the schema; with ``known``, it lists the names that may be used."""
    known = known or Known()
    properties: dict[str, Json] = {VERSION.name: _described(VERSION, known)}
    for section in SECTIONS:
        table = _table(section, known)
        properties[section.title] = {"type": "array", "items": table} if section.repeated else table
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "pixelgate manifest",
        "description": "The routes of a web codebase, who may see them, what they bear, and what is allowed there.",
        "type": "object",
        "properties": properties,
        "required": [VERSION.name],
        "additionalProperties": False,
    }


def _table(section: Section, known: Known) -> Schema:
    table: Schema = {
        "type": "object",
        "description": section.about,
        "properties": {field.name: _described(field, known) for field in section.fields},
        "additionalProperties": False,
    }
    required = [field.name for field in section.fields if field.required]
    if required:
        table["required"] = required
    if section.either:
        table["oneOf"] = [{"required": [name]} for name in section.either]
    return table


def _described(field: AnyField, known: Known) -> Schema:
    described: Schema = {"description": field.about, **field.kind.schema(known)}
    if isinstance(field.default, bool):
        described["default"] = field.default
    elif isinstance(field.default, StrEnum) and not field.required:
        described["default"] = str(field.default)
    return described
