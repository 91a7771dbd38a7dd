"""What the texts of a manifest must look like; each check returns the text in its normal form."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pixelgate.manifest.complaints import Refusal, meant, suggest
from pixelgate.manifest.known import Known
from pixelgate.manifest.parts import PatternError
from pixelgate.manifest.pattern import read_pattern

_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_CONTROL = re.compile(r"[\0-\x1f\x7f]")
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTAINER = re.compile(r"[\w.-]{4,64}")


def words(text: str, _: Known) -> str:
    """Accept any text that says something."""
    if not text.strip():
        raise Refusal("expected some words, found an empty text")
    return text


def note(text: str, _: Known) -> str:
    """Accept any text."""
    return text


def host(text: str, _: Known) -> str:
    """Accept a host name, and return it in lower case, as ASCII."""
    if "/" in text or ":" in text:
        name = urlsplit(text if "://" in text else "//" + text).netloc.partition(":")[0]
        raise Refusal(f"expected a host name, found `{text}`", f'write "{name}"' if name else "")
    if text.startswith("*."):
        raise Refusal("expected a host name, found a wildcard", f'write "{text[2:]}"')
    return _ascii_host(text)


def origin(text: str, _: Known) -> str:
    """Accept ``http(s)://host[:port]``, and return it in lower case."""
    if "://" not in text:
        raise Refusal(f"expected an origin, found `{text}`", f'write "https://{text.strip("/")}"')
    if "*" in text:
        raise Refusal("expected an origin, found a wildcard", "sub-domains count as first party by themselves")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise Refusal(f"expected an origin, found `{text}`: {error}") from error
    if parts.scheme not in {"http", "https"}:
        raise Refusal(f"expected `http` or `https`, found `{parts.scheme}`")
    if parts.username is not None or parts.password is not None:
        raise Refusal("an origin holds no user name or password")
    name = _ascii_host(parts.hostname or "")
    plain = f"{parts.scheme}://{name}" + (f":{port}" if port is not None else "")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise Refusal("an origin ends with the host", f'write "{plain}"', text.find("/", text.find("://") + 3))
    return plain


def folder(text: str, _: Known) -> str:
    """Accept a folder of the repository; ``.`` is its root, which is returned as an empty text."""
    return _inside(text)


def files(text: str, _: Known) -> str:
    """Accept a path or pattern of files in the repository."""
    path = _inside(text)
    if not path:
        raise Refusal("expected files, found the whole repository", "name a folder or a pattern such as `docs/**`")
    return path


def agreement(text: str, known: Known) -> str:
    """Accept a file of the repository, or a URL."""
    return text if text.startswith(("https://", "http://")) else files(text, known)


def prefix(text: str, _: Known) -> str:
    """Accept the beginning of a URL, and return it with a slash at its end."""
    if not text.startswith(("/", "https://", "http://")):
        raise Refusal(f"expected a URL prefix, found `{text}`", f'write "/{text.strip("/")}/"')
    return text.rstrip("/") + "/"


def container(text: str, _: Known) -> str:
    """Accept the public ID of a container."""
    if not _CONTAINER.fullmatch(text):
        raise Refusal(f"expected a container ID, found `{text}`", 'write it as pages load it: "GTM-XXXX"')
    return text


def route(text: str, _: Known) -> str:
    """Accept a URLPattern pathname."""
    try:
        read_pattern(text)
    except PatternError as error:
        raise Refusal(error.message, error.help, error.offset) from error
    return text


def event(text: str, known: Known) -> str:
    """Accept the name of an event."""
    return words(text, known)


def vendor(text: str, known: Known) -> str:
    """Accept a vendor's slug, or ``other:`` and the name of a company."""
    if text in known.vendors or (text.startswith("other:") and text.removeprefix("other:").strip()):
        return text
    if alias := known.aliases.get(meant(text, known.aliases)):
        raise Refusal(f"unknown vendor `{text}`", f"did you mean `{alias}`?")
    found = meant(text, known.vendors)
    hint = f"did you mean `{found}`?" if found else "`pixelgate vendors` lists them; a host is named by `host`"
    raise Refusal(f"unknown vendor `{text}`", hint)


def rule(text: str, known: Known) -> str:
    """Accept a rule by name or code, and return its name."""
    if name := known.rules.get(text.upper()):
        return name
    if text in known.rules.values():
        return text
    found = meant(text, {*known.rules, *known.rules.values()})
    hint = f"did you mean `{found}`?" if found else "`pixelgate rules` lists them"
    raise Refusal(f"unknown rule `{text}`", hint)


def framework(text: str, known: Known) -> str:
    """Accept a framework, or ``none``."""
    if text in known.framework_names:
        return text
    raise Refusal(f"unknown framework `{text}`", suggest(text, known.framework_names))


def _ascii_host(text: str) -> str:
    name = text.lower().rstrip(".")
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise Refusal(f"expected a host name, found `{text}`") from error
    if not _HOST.fullmatch(name):
        raise Refusal(f"expected a host name, found `{text}`")
    return name


def _inside(text: str) -> str:
    """Return a path below the root, with ``/`` and without ``./`` or a slash at its end."""
    if not text.strip():
        raise Refusal("expected a path, found an empty text")
    if found := _CONTROL.search(text):
        raise Refusal("a path holds no control characters", offset=found.start())
    if "://" in text:
        raise Refusal("expected a path in the repository, found a URL")
    if _DRIVE.match(text) or text.startswith(("/", "\\", "~/")):
        raise Refusal(
            f"`{text}` lies outside the repository",
            "write the path from the folder of the manifest, without `/` in front",
        )
    if "\\" in text:
        slashed = text.replace("\\", "/")
        raise Refusal("a path is written with `/`", f'write "{slashed}"', text.find("\\"))
    parts = [part for part in text.split("/") if part not in {"", "."}]
    if ".." in parts:
        raise Refusal(f"`{text}` may lead outside the repository", "write the path without `..`", text.find(".."))
    return "/".join(parts)
