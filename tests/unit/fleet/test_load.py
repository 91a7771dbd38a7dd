from __future__ import annotations

from pathlib import Path

import pytest

from pixelgate.errors import ManifestError
from pixelgate.fleet import Repository, load_fleet

FILE = Path("/srv/gates/fleet.toml")


def complaints(text: str) -> list[str]:
    with pytest.raises(ManifestError) as caught:
        load_fleet(text.encode(), FILE)
    return [f"{c.line}:{c.column} {c.message}{f' | {c.help}' if c.help else ''}" for c in caught.value.complaints]


def test_a_fleet_with_all_keys() -> None:
    fleet = load_fleet(
        b"""
version = 1
[fleet]
results = "out"
seconds = 60
megabytes = 2000
fail-on = "warning"
[[repository]]
path = "../portal"
manifest = "web/pixelgate.toml"
[[repository]]
git = "https://git.example.org/web/booking.git"
revision = "release/2"
name = "book"
seconds = 5
""",
        FILE,
    )
    assert (fleet.results, fleet.seconds, fleet.megabytes, fleet.fail_on) == ("/srv/gates/out", 60, 2000, "warning")
    assert fleet.repositories == (
        Repository("portal", path="/srv/portal", manifest="web/pixelgate.toml"),
        Repository("book", git="https://git.example.org/web/booking.git", revision="release/2", seconds=5),
    )


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://git.example.org/web/booking.git", "booking"),
        ("git@git.example.org:web/booking", "booking"),
        ("ssh://git@git.example.org/~x/.hidden/", "hidden"),
    ],
)
def test_a_repository_is_called_as_its_address_ends(address: str, name: str) -> None:
    fleet = load_fleet(f'version = 1\n[[repository]]\ngit = "{address}"\n'.encode(), FILE)
    assert fleet.repositories[0].name == name


def test_everything_that_is_wrong_is_said_at_its_place() -> None:
    found = complaints(
        """version = 2
[fleet]
second = 60
seconds = 0
[[repository]]
git = "ext::sh -c id"
revision = "--upload-pack=id"
name = "../x"
[[repository]]
path = "a"
git = "https://git.example.org/a"
[[repository]]
path = "b/same"
revision = "main"
[[repository]]
git = "https://git.example.org/Same.git"
[other]
"""
    )
    assert found == [
        "1:11 expected version 1, found 2 | update pixelgate, or check the number",
        "3:1 `[fleet]` has no key `second` | did you mean `seconds`?",
        "4:11 expected a number of seconds, found `0`",
        '6:7 expected an address that git fetches, found `ext::sh -c id` | write "https://…", "ssh://…" or path =',
        "7:12 expected a branch, a tag or a commit, found `--upload-pack=id`",
        "8:8 expected a name of letters, digits, `.`, `_` and `-`, found `../x`",
        "11:1 expected `path` or `git`, found both | write two tables `[[repository]]`",
        "14:1 a folder is checked as it is, without `revision` | leave it out",
        '16:7 `Same` is there twice | tell them apart by name = "…"',
        "17:2 unknown table or key `other` | expected one of `fleet`, `repository`, `version`",
    ]


def test_a_fleet_of_nothing() -> None:
    assert complaints("version = 1\n") == [
        '1:1 there is no repository | add [[repository]] with path = "…" or git = "…"'
    ]


def test_no_toml() -> None:
    assert complaints("version 1")[0].startswith("1:9 expected")
