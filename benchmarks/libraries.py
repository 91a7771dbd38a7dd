"""Real third-party scripts without trackers: what `npm pack` brings, in the order below until there is enough of it."""

from __future__ import annotations

import fnmatch
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

LIBRARIES = {
    "jquery@4.0.0": ["dist/jquery.js", "dist/jquery.min.js"],
    "bootstrap@5.3.9": ["dist/js/bootstrap.bundle.js", "dist/js/bootstrap.bundle.min.js"],
    "lodash@4.18.1": ["lodash.js", "lodash.min.js"],
    "moment@2.31.0": ["min/moment-with-locales.js", "min/moment-with-locales.min.js"],
    "d3@7.9.2": ["dist/d3.js", "dist/d3.min.js"],
    "vue@3.5.45": ["dist/vue.global.js", "dist/vue.global.prod.js"],
    "react-dom@19.3.1": ["cjs/react-dom-client.production.js"],
    "chart.js@4.6.1": ["dist/chart.umd.min.js"],
    "leaflet@1.9.4": ["dist/leaflet.js"],
    "select2@4.0.13": ["dist/js/*.js"],
    "datatables.net@3.1.5": ["js/*.js"],
    "fullcalendar@7.1.0": ["all/global.js"],
    "swiper@14.4.0": ["swiper-bundle.js", "swiper-bundle.min.js"],
    "quill@2.0.3": ["dist/quill.js"],
    "handlebars@4.7.10": ["dist/handlebars.js", "dist/handlebars.min.js"],
    "core-js-bundle@3.50.0": ["minified.js"],
    "echarts@6.1.0": ["dist/echarts.js", "dist/echarts.min.js"],
    "antd@6.6.8": ["dist/antd.js", "dist/antd.min.js"],
    "element-plus@2.14.8": ["dist/index.full.js", "dist/index.full.min.js"],
    "plotly.js-dist-min@4.1.2": ["plotly.min.js"],
    "three@0.187.0": ["build/three.module.js", "build/three.core.js"],
    "xlsx@0.18.5": ["dist/xlsx.full.min.js"],
    "tinymce@8.9.2": ["tinymce.min.js", "themes/*/theme.min.js", "plugins/*/plugin.min.js"],
    "ckeditor4@4.25.2": ["ckeditor.js"],
    "video.js@8.24.1": ["dist/video.js", "dist/video.min.js"],
    "pdfjs-dist@5.6.205": ["build/pdf.min.mjs", "build/pdf.worker.min.mjs"],
    "mathjax@4.1.3": ["tex-svg.js"],
    "ol@10.11.0": ["dist/ol.js"],
    "highlight.js@11.12.0": ["lib/languages/*.js"],
    "ace-builds@1.45.2": ["src-min-noconflict/*.js"],
}
"""npm package and version -> the files taken from it."""

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"), "pixelgate-benchmarks")


def scripts(size: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents until there are ``size`` bytes; the last file goes over it."""
    for package, patterns in LIBRARIES.items():
        for name, data in _files(_packed(package), patterns):
            if size <= 0:
                return
            size -= len(data)
            yield f"{package.rsplit('@', 1)[0]}/{name}", data


def of(packages: Mapping[str, list[str]]) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of files of packages."""
    for package, patterns in packages.items():
        yield from _files(_packed(package), patterns)


def available() -> bool:
    """Tell whether npm is here."""
    return shutil.which("npm") is not None


def _packed(package: str) -> Path:
    """Return the archive of a package, from the cache or the registry."""
    CACHE.mkdir(parents=True, exist_ok=True)
    archive = CACHE / f"{package.replace('@', '-')}.tgz"
    if not archive.exists():
        command = ["npm", "pack", "--silent", "--pack-destination", str(CACHE), package]
        subprocess.run(command, cwd=CACHE, check=True, capture_output=True)
    return archive


def _files(archive: Path, patterns: list[str]) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as members:
        found = {member.name.partition("/")[2]: member for member in members if member.isfile()}
        for name in sorted(name for name in found if any(fnmatch.fnmatchcase(name, p) for p in patterns)):
            opened = members.extractfile(found[name])
            if opened is not None:
                yield name, opened.read()
