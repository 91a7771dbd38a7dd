"""Build every application with every bundler, ask pixelgate of each what it must say, and write ``docs/bundles.md``.

    python -m tests.bundles FOLDER                # npm install, build everything, check, write the page
    python -m tests.bundles FOLDER --only vite    # some bundlers; what the page says of others stays
    python -m tests.bundles FOLDER --check        # build nothing

FOLDER holds node_modules, applications and their builds, about 1 GB; it lies outside the repository. Node and npm are
needed. One bundler runs at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
from collections.abc import Collection, Mapping
from pathlib import Path

from tests.bundles.cells import ASPECTS, HERE, applications, files_of, graph_of, line_of, missing

BUNDLERS = {
    "webpack5": "webpack 5",
    "webpack4": "webpack 4",
    "rspack": "Rspack",
    "vite": "Vite 8",
    "rollup": "Rollup",
    "esbuild": "esbuild",
    "parcel": "Parcel",
    "next": "Next (Turbopack)",
    "next-webpack": "Next (webpack)",
}
Cells = Mapping[tuple[str, str], str]
PAGE = HERE.parents[1] / "docs" / "bundles.md"
FIXTURES = HERE / "fixtures"
COMMITTED = {
    "react-facebook-pixel": ("webpack5", "webpack4", "rspack", "vite", "rollup", "esbuild", "parcel"),
    "microsoft-clarity": ("webpack5", "vite"),
    "react-ga4": ("rspack", "esbuild"),
    "snippet": ("webpack4", "rollup", "parcel"),
}
"""Small builds of packages under the MIT licence, which CI checks offline."""

INTRO = """\
# What is read of bundles

Made by `python -m tests.bundles FOLDER`. Each row is a small application of our own around one tracker's package
(`tests/bundles/sdks`): a public page, and a guarded page whose lazy chunk sends an event with a value from a form.
Each column is a bundler that minified it. A cell is **ok** when pixelgate reads all of it from the built files alone:

"""
NOT_BUILT = """\
A dash: the bundler does not build the application (webpack 4 and Parcel do not read every package, and one package
wants a window where Next renders on the server).
"""

CHUNKS = """\

## Which file asks for which

Without a manifest, from the emitted code: webpack 4 and 5, Rspack, Turbopack and Next with either builder, Vite, Rollup
(ES modules, SystemJS, AMD), esbuild, Parcel; RequireJS with `require.config`, `data-main` and `baseUrl`; import maps;
containers of module federation. What modules inside a bundle export (wrappers around a vendor, constants, helpers
that load scripts) is followed from module to module and from chunk to chunk of one build. A page that SvelteKit wrote
beforehand gets the nodes that it asks for, and no others. A page that Next wrote beforehand gets what its server
components hand over (scripts, inline code, components of packages, the chunks of components), one that Next writes on
request what its manifests list and the code that writes it says; base paths and asset prefixes are followed.

Of a chunk, a page that Next wrote beforehand runs the exports that its data name: a component that shares a chunk with
these, and that no chunk of the page asks for, is not on that page. All of a chunk counts where rows of the data are
still to come, where the page asks for a module that the chunk does not hold, where the chunk loads further ones, and on
pages that are written on request.

Of the tables that a build's router is given, those of Vue and of React are read (records, and elements that compiled
JSX makes), with the chunk of each record that an `import()` loads.

What is not known yet: which page asks for which module of a federated container, where several pages share the
runtime that takes them, or where code takes them by its own `get`; constants of a module that webpack 4 names by its
place in a list; what a page of Next hands to its components (`<Tracker pixelId="…">`);
which of two files a module means by a bare name that the import maps of two pages, or their scopes, map differently: it
reaches both; the pages of React's routes whose chunks webpack loads, and guards around compiled elements, whose names
are gone; elsewhere than on such pages of Next, that a chunk holds a module counts as running it.
"""


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.bundles", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", choices=[*BUNDLERS], default=[*BUNDLERS])
    parser.add_argument("--check", action="store_true", help="build nothing")
    parser.add_argument("--fixtures", action="store_true", help="renew the builds that are committed")
    given = parser.parse_args()
    folder = given.folder.resolve()
    if not given.check:
        _install(folder)
        for bundler in given.only:
            _build(folder, bundler)
    PAGE.write_text(_page(folder, given.only))
    if given.fixtures:
        _fixtures(folder)


def _install(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "package.json", folder)
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, check=True)
    packages = json.loads((HERE / "package.json").read_text())["dependencies"]
    for name in applications():
        app = folder / "work" / name
        shutil.copytree(HERE / "app", app, dirs_exist_ok=True)
        shutil.copytree(HERE / "sdks" / name, app / "sdk", dirs_exist_ok=True)
        (app / "package.json").write_text(json.dumps({"dependencies": packages}))


def _build(folder: Path, bundler: str) -> None:
    script = HERE / "builders" / f"{bundler}.mjs"
    legacy = {"NODE_OPTIONS": "--openssl-legacy-provider"} if bundler == "webpack4" else {}
    subprocess.run(["node", script, folder, bundler, *applications()], check=True, env=os.environ | legacy)


def _page(folder: Path, asked: Collection[str]) -> str:
    """Return the page with the columns of some bundlers judged anew; of others, it says what it said."""
    aspects = "".join(f"- `{name}`: {text}\n" for name, text in ASPECTS.items())
    before = _tables(PAGE.read_text()) if PAGE.is_file() and {*asked} != {*BUNDLERS} else ({}, {})
    without, with_maps = (_table(folder, asked, before[maps], maps=maps) for maps in (False, True))
    return (
        f"{INTRO}{aspects}\nElse it names what is missing. {NOT_BUILT}\n## Without source maps\n\n{without}\n"
        f"## With source maps\n\n{with_maps}{CHUNKS}"
    )


def _table(folder: Path, asked: Collection[str], before: Cells, *, maps: bool) -> str:
    rows = [["package", *BUNDLERS.values()], ["---"] * (len(BUNDLERS) + 1)]
    for name in applications():
        known = {bundler: before.get((name, title), "-") for bundler, title in BUNDLERS.items()}
        known |= {bundler: cell(folder / "out" / bundler / name, name, maps=maps) for bundler in asked}
        rows.append([name, *known.values()])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _tables(page: str) -> tuple[Cells, Cells]:
    """Return what the two tables of a page say, by application and title of the column."""
    titles, found = [], (dict[tuple[str, str], str](), dict[tuple[str, str], str]())
    at = -1
    for line in page.splitlines():
        name, *cells = line.strip("| ").split(" | ")
        if name == "package":
            titles, at = cells, at + 1
        elif line.startswith("| ") and not name.startswith("---"):
            found[at].update(((name, title), said) for title, said in zip(titles, cells, strict=True))
    return found


def cell(build: Path, name: str, *, maps: bool = False) -> str:
    """Return what a cell of the table says of a build."""
    if not build.is_dir():
        return "-"
    wanted = applications()[name]
    line = line_of(name, wanted.visit.event) if maps else 0
    return " ".join(missing(graph_of(files_of(build, maps=maps)), wanted, line)) or "ok"


def _fixtures(folder: Path) -> None:
    shutil.rmtree(FIXTURES, ignore_errors=True)
    for name, bundlers in COMMITTED.items():
        for bundler in bundlers:
            for path, data in files_of(folder / "out" / bundler / name).items():
                target = FIXTURES / bundler / name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
    texts = [_licence(folder, name) for name in ("react-facebook-pixel", "@microsoft/clarity", "react-ga4")]
    (FIXTURES / "LICENSES.txt").write_text("\n\n".join(texts))


def _licence(folder: Path, package: str) -> str:
    """Return the licence of a package whose code is in committed builds; from its manifest where it ships none."""
    place = folder / "node_modules" / package
    shipped = next((p for p in sorted(place.iterdir()) if p.name.lower().startswith("licen")), None)
    about = json.loads((place / "package.json").read_text())
    author = about.get("author", "")
    holder = author.get("name", "") if isinstance(author, dict) else author
    text = shipped.read_text() if shipped else f"MIT licence, by {holder}"
    return f"{package} {about['version']}\n\n{text.strip()}\n"


if __name__ == "__main__":
    main()
