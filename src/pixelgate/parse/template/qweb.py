"""QWeb templates of Odoo, which stand in XML files."""

from __future__ import annotations

from pixelgate.parse.template.dialect import Delimiter, Dialect, Role

QWEB = Dialect(
    name="qweb",
    delimiters=(
        Delimiter(Role.OUTPUT, r"<t\s(?=[^<>]*\bt-(?:out|esc|raw|field)=[^<>]*/>)", r"/>", quoted=True, strict=False),
        Delimiter(Role.OUTPUT, r"#\{", r"\}", strict=False, lines=False),
        Delimiter(Role.CODE, r"</?t(?=[\s>])", r">", quoted=True, strict=False),
    ),
    extensions=(".xml",),
    sure=False,
    sign=r"<template\b[^<>]*\bid=|\bt-(?:name|if|call|esc|out|foreach|set)=|<(?:odoo|openerp)\b",
)
