"""What obfuscators do to the strings of an array, undone: Base64 with an alphabet of their own, RC4."""

from __future__ import annotations

import base64
import binascii
import re
import string

_STANDARD = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
_NUMBER = re.compile(r"\s*(?P<sign>[+-]?)(?:0[xX](?P<hex>[0-9a-fA-F]{1,200})|(?P<decimal>[0-9]{1,200}))")
_BYTE = 256


def from_base64(text: str, alphabet: str) -> str | None:
    """Return what Base64 in an alphabet of 64 characters says in UTF-8, ``None`` where that is no text."""
    if not text.isascii():
        return None
    standard = text.rstrip("=").translate(str.maketrans(alphabet, _STANDARD))
    try:
        return base64.b64decode(standard + "=" * (-len(standard) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None


def rc4(text: str, key: str) -> str:
    """Return a text encrypted or decrypted with a key; both count in code points."""
    state, j = list(range(_BYTE)), 0
    for i in range(_BYTE):
        j = (j + state[i] + ord(key[i % len(key)])) % _BYTE
        state[i], state[j] = state[j], state[i]
    i = j = 0
    said = []
    for sign in text:
        i = (i + 1) % _BYTE
        j = (j + state[i]) % _BYTE
        state[i], state[j] = state[j], state[i]
        said.append(chr(ord(sign) ^ state[(state[i] + state[j]) % _BYTE]))
    return "".join(said)


def parse_int(text: str) -> float | None:
    """Return what ``parseInt`` makes of a text; ``None`` for ``NaN``."""
    found = _NUMBER.match(text)
    if found is None:
        return None
    value = int(found["hex"], 16) if found["hex"] else int(found["decimal"])
    return float(-value if found["sign"] == "-" else value)
