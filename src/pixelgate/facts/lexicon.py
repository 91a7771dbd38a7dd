"""What a name or a literal says about a patient: terms are data (``data/lexicon.toml``), matching is here."""

from __future__ import annotations

import functools
import importlib.resources
import re
import unicodedata

import msgspec
import tomli

from pixelgate.facts.model import Confidence

_WORD = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+[a-z]+|[0-9]+")
_APOSTROPHES = "'\u2019"
_LONGEST = 500
PERSONAL = frozenset({"identity", "contact", "birth", "payment", "proxy", "message"})
"""Categories that say who somebody is or what they wrote: what the code itself says there is nobody's."""

_OF_SITE = frozenset({"contact", "provider"})
"""Categories of which the owner of the site has its own: ``site.phone``."""

_SOMEBODY = re.compile(r"[1-9]|@|\S\s+\S|\{")
_HASH = re.compile(r"[0-9a-fA-F]{32,128}|.*\{.*")
_DIGIT = re.compile(r"\d")
_REACHED = {"mail": re.compile("@"), "phone": _DIGIT}
"""What stands in every literal that is an e-mail address or a telephone number."""
_SPELT = {"em": "mail", "ph": "phone"}

_IDENTIFIERS = frozenset(
    (word,) for word in ("id", "uid", "userid", "uuid", "guid", "identity", "alias", "key", "identifier")
)
"""Last words of keys of user data that hold an identifier, and not a name."""

_ADDRESS = frozenset({"address", "addr"})

_COMPOUND = 6
"""Shortest word that is tried as two words without a border (``apptdate``)."""

_AFFIXES = frozenset({
    "id", "ids", "name", "number", "num", "no", "type", "date", "time", "code", "text", "value", "list", "email",
    "mail", "phone", "input", "field", "txt", "str", "param", "key", "data", "patient", "user", "customer", "client",
    "member", "my", "the", "new", "current", "selected", "hashed", "sha256", "encrypted", "raw", "tu", "su",
})  # fmt: skip

_USER_OF_URL = re.compile(r"://[^\s/@]*@")
"""A key or login in an address (``https://key@host``), which is no e-mail address."""

_SHAPES = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE), "contact", "e-mail address"),
    (re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"), "identity", "social security number"),
    (
        re.compile(r"(?<![\d-])(?:\d{5}-(?:\d{4}-\d{1,2}|\d{3}-\d{2})|0\d{3}-\d{4}-\d{2})(?![\d-])"),
        "medication",
        "NDC code",
    ),
    (re.compile(r"\bLOINC\W{0,3}\d{1,5}-\d\b", re.IGNORECASE), "result", "LOINC code"),
    (re.compile(r"\b(?:CPT|HCPCS)\W{0,3}[A-Z\d]\d{4}\b", re.IGNORECASE), "condition", "procedure code"),
    (re.compile(r"\b[A-TV-Z]\d[0-9AB]\.[0-9A-Z]{1,4}\b"), "condition", "ICD-10 code"),
    (re.compile(r"\bDr(?:a)?\.\s+[A-Z][a-z]"), "provider", "a physician's name"),
)


class Classified(msgspec.Struct, frozen=True):
    """A ``phi`` category, how surely it is meant, and the term that said so."""

    category: str
    confidence: Confidence
    term: str


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    terms: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


class _Unless(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    values: frozenset[str]


class _Entry(msgspec.Struct, frozen=True):
    """A term's category, its rank among categories (``-1``: harmless) and where it counts."""

    rank: int
    category: str
    scope: str
    term: str


class Lexicon(msgspec.Struct, frozen=True):
    """The compiled terms: stemmed words joined by a blank, and once more without it."""

    names: dict[str, tuple[_Entry, ...]]
    values: dict[str, _Entry]
    unless: dict[str, frozenset[str]]
    longest: int
    machines: tuple[str, ...]
    owners: frozenset[str]
    nobody: frozenset[str]
    persons: frozenset[str]
    groups: frozenset[str]
    wallets: frozenset[str]
    wholes: frozenset[str]
    asking: frozenset[str]
    aspects: frozenset[str]
    traits: frozenset[str]


def classify(name: str, value: str | None = None, *, personal: bool = False, asked: bool = False) -> Classified | None:
    """Return what a name of a parameter, field or variable says about a patient.

    ``value`` is the literal that goes with it: ``provider: "google"`` is no physician. ``personal`` says that it is a
    key of user data, where ``fn`` is a first name and ``state`` a place, but ``plan_name`` no person's; ``asked`` that
    a form asks for it, in a name or in a sentence.
    """
    words = _words(name[:_LONGEST])
    if value is not None and value.lower() in lexicon().unless.get(" ".join(words), frozenset()):
        return None
    found = _classify(words, "asked" if asked else "personal" if personal else "")
    site = found is not None and found.category in _OF_SITE and words[0] in lexicon().owners
    return None if site else found


def classify_whole(name: str) -> Classified | None:
    """Return what an object says of which only the name is known: one who signed in is somebody."""
    words = " ".join(_words(name[:_LONGEST]))
    return Classified("identity", Confidence.LOW, words) if words in lexicon().wholes else None


def is_nobody(value: str) -> bool:
    """Tell whether a literal value stands for no one in particular: ``anonymous``, or nothing at all."""
    return not value or value.lower() in lexicon().nobody


def is_group(name: str) -> bool:
    """Tell whether a key of user data is about a group of people: ``company``, ``workspace``."""
    return name.lower() in lexicon().groups


def is_stand_in(found: Classified, text: str) -> bool:
    """Tell whether a literal stands where a person's name, address or account number would: ``USER-ID``, ``auto``.

    A number, a name of several words and what has the shape of an address may be somebody's.
    """
    if found.category == "identity":
        return not _SOMEBODY.search(text)
    shape = next((shape for word, shape in _REACHED.items() if word in _SPELT.get(found.term, found.term)), None)
    asked = found.category == "payment" or (found.category == "contact" and shape is not None)
    return asked and not ((shape or _DIGIT).search(text) or _HASH.fullmatch(text))


def is_of_machine(found: Classified, expression: str) -> bool:
    """Tell whether an expression says that a name means no person: a session's number, the address of a wallet."""
    words = _words(expression[:_LONGEST])
    if found.category == "identity":
        return any(phrase in f" {' '.join(words)} " for phrase in lexicon().machines)
    return found.term in _ADDRESS and not lexicon().wallets.isdisjoint(words)


def is_aspect(found: Classified, name: str) -> bool:
    """Tell whether a name is of something about a person that says not who: whether, when, how many, which kind.

    The last word of a name says what it is (``email_type``), a verb before it that it is a yes or no (``hasPhone``).
    """
    words = _words(name[:_LONGEST])
    if found.category not in PERSONAL or not words[1:]:
        return False
    asked = words[0] in lexicon().asking
    return asked or (words[-1] in lexicon().aspects and words[-1:] != _words(found.term)[-1:])


def is_trait(name: str) -> bool:
    """Tell whether a name asks for one of a few words that tell somebody from others: ``gender``, ``age_group``."""
    return not lexicon().traits.isdisjoint(_words(name[:_LONGEST]))


def is_identifier(name: str) -> bool:
    """Tell whether a key of user data takes a number or word under which a vendor joins what somebody does."""
    return _words(name[:_LONGEST])[-1:] in _IDENTIFIERS


def says_person(expression: str) -> bool:
    """Tell whether the words of an expression say that its value is somebody's: ``profile.user_id``."""
    found = _classify(_words(expression[:_LONGEST]), "personal")
    return found is not None and found.category in PERSONAL


def classify_page(text: str) -> Classified | None:
    """Return what the address or the title of a page says it is about: ``labs``, ``inbox``, ``oncology``."""
    return _classify(_words(text[:_LONGEST]), "pages") or classify_value(text)


@functools.lru_cache(maxsize=65536)
def classify_value(text: str) -> Classified | None:
    """Return what a literal value says: names of conditions, specialties, drugs and tests, and shapes of codes."""
    text = _USER_OF_URL.sub("://", text[:_LONGEST])
    for shape, category, term in _SHAPES:
        if shape.search(text):
            return Classified(category, Confidence.MEDIUM, term)
    raw = tuple(_WORD.findall(_plain(text)))
    best: _Entry | None = None
    for start in range(len(raw)):
        found = _value_at(raw, start)
        if found and (best is None or found.rank < best.rank):
            best = found
    return Classified(best.category, Confidence.HIGH, best.term) if best else None


@functools.cache
def lexicon() -> Lexicon:
    """Read and compile the data file, once."""
    data = importlib.resources.files("pixelgate.facts").joinpath("data/lexicon.toml").read_bytes()
    tables = tomli.loads(data.decode())
    unless = msgspec.convert(tables.pop("unless"), tuple[_Unless, ...])
    keys = ("owners", "nobody", "persons", "groups", "wallets", "wholes", "asking", "aspects", "traits")
    sets = {key: msgspec.convert(tables.pop(key), frozenset[str]) for key in keys}
    machines = tuple(f" {' '.join(_words(one))} " for one in msgspec.convert(tables.pop("machines"), tuple[str, ...]))
    names: dict[str, tuple[_Entry, ...]] = {}
    values: dict[str, _Entry] = {}
    for rank, (category, table) in enumerate(msgspec.convert(tables, dict[str, _Table]).items()):
        order = -1 if category == "harmless" else rank
        for scope in ("terms", "alone", "personal", "pages"):
            for term in getattr(table, scope):
                _add(names, _Entry(order, category, scope, term))
        values.update((_value_key(term), _Entry(rank, category, "values", term)) for term in table.values)
    longest = max(key.count(" ") for key in (*names, *values)) + 1
    return Lexicon(names, values, _merged(unless), longest, machines=machines, **sets)


def _merged(unless: tuple[_Unless, ...]) -> dict[str, frozenset[str]]:
    """Return the literal values by the words of their name; plurals fall together."""
    found: dict[str, frozenset[str]] = {}
    for one in unless:
        key = " ".join(_words(one.name))
        found[key] = found.get(key, frozenset()) | one.values
    return found


def _add(names: dict[str, tuple[_Entry, ...]], entry: _Entry) -> None:
    words = _words(entry.term)
    for key in {" ".join(words), "".join(words)}:
        names[key] = (*names.get(key, ()), entry)


def _value_key(term: str) -> str:
    """Keep the case of an acronym (``STD``), which counts only when it is written so."""
    return term if term.isupper() else " ".join(_words(term))


def _plain(text: str) -> str:
    if text.isascii():
        return text.replace("'", "")
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if c not in _APOSTROPHES and not unicodedata.combining(c))


@functools.lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in _WORD.findall(_plain(name)))


def _stem(word: str) -> str:
    word = word.lower()
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004  (dies)
        return word[:-3] + "y"
    plural = len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is"))  # noqa: PLR2004  (aids, labs)
    return word[:-1] if plural else word


@functools.lru_cache(maxsize=65536)
def _classify(words: tuple[str, ...], more: str) -> Classified | None:
    best: tuple[_Entry, Confidence] | None = None
    start = 0
    while start < len(words):
        found, length = _name_at(words, start, more)
        if found and found[0].rank >= 0 and (best is None or found[0].rank < best[0].rank):
            best = found
        start += length
    return Classified(best[0].category, best[1], best[0].term) if best else None


def _name_at(words: tuple[str, ...], start: int, more: str) -> tuple[tuple[_Entry, Confidence] | None, int]:
    """Return the longest term that begins at a word, and how many words it takes; ``more`` is a scope that counts."""
    names = lexicon().names
    for length in range(min(lexicon().longest, len(words) - start), 0, -1):
        entries = names.get(" ".join(words[start : start + length]), ())
        for entry in entries:
            if entry.scope == "terms":
                return (entry, Confidence.HIGH), length
            if entry.scope == "alone" and length == len(words):
                return (entry, Confidence.MEDIUM), length
            if _counts(entry.scope, more, (*words[:start], *words[start + length :])):
                return (entry, Confidence.LOW), length
    compound = _compound(words[start])
    return ((compound, Confidence.LOW) if compound else None), 1


def _counts(scope: str, more: str, others: tuple[str, ...]) -> bool:
    """Tell whether a term of one place counts in another; as a key of user data only where all of it is a person's."""
    if scope != "personal":
        return scope == more
    return more == "asked" or (more == "personal" and all(map(_of_person, others)))


def _of_person(word: str) -> bool:
    return word in lexicon().persons or word.isdigit() or any(e.rank >= 0 for e in lexicon().names.get(word, ()))


def _compound(word: str) -> _Entry | None:
    """Find a term at the start or the end of a word that lacks its border (``apptdate``, ``useremail``, ``email1``)."""
    names = lexicon().names
    bare = word.rstrip("0123456789")
    if bare != word and len(bare) > 2:  # noqa: PLR2004  (`fn2` says nothing)
        return next((e for e in names.get(bare, ()) if e.scope == "terms"), None)
    if len(word) < _COMPOUND:
        return None
    for cut in range(len(word) - 2, 2, -1):
        head, tail = word[:cut], word[cut:]
        for part, other in ((head, tail), (tail, head)):
            found = next((e for e in names.get(part, ()) if e.scope == "terms"), None)
            if found and (other in _AFFIXES or any(e.scope == "terms" for e in names.get(other, ()))):
                return found
    return None


def _value_at(raw: tuple[str, ...], start: int) -> _Entry | None:
    values = lexicon().values
    if raw[start] in values:
        return values[raw[start]]
    stems = [_stem(word) for word in raw[start : start + lexicon().longest]]
    for length in range(len(stems), 0, -1):
        found = values.get(" ".join(stems[:length]))
        if found:
            return found
    return None
