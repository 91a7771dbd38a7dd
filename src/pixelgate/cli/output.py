"""Where text leaves the program: standard output, standard error, files; and the exit codes."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import TextIO

from pixelgate.errors import UsageError
from pixelgate.reporters import clean

CLEAN, FINDINGS, USAGE, NOTHING, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 4, 130

_ASCII = str.maketrans("─━│├└┌╰╭╮╯┃▲▸•·…→↳“”‘’✓✗–—×", "--||`+`++'|^>*.>>>\"\"''vx--x")  # noqa: RUF001 - signs


def tolerate(*streams: TextIO) -> None:
    """Make streams print what they cannot encode as escapes instead of failing."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print to standard output; a reader that has gone changes neither the exit code nor the peace."""
    _write(sys.stdout, text)


def tell(text: str) -> None:
    """Print to standard error, and make it harmless there."""
    _write(sys.stderr, clean.lines(text))


def refuse(reason: str, help_text: str = "", *, code: int = USAGE) -> int:
    """Say why there is no verdict, in the first line of standard error, and return the exit code."""
    tell(f"pixelgate: nothing was verified: {clean.plain(reason, 2000)}\n")
    if help_text:
        tell(f"  help: {clean.plain(help_text, 2000)}\n")
    return code


def finish() -> None:
    """Flush, so that a reader that has gone is noticed here and not by the interpreter."""
    for stream in (sys.stdout, sys.stderr):
        _write(stream, "")


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(_drawable(stream, text))
        stream.flush()
    except BrokenPipeError:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _drawable(stream: TextIO, text: str) -> str:
    """Return lines and arrows in ASCII for a stream that knows no Unicode."""
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "")
    return text if encoding in {"utf8", "utf16", "utf8sig"} else text.translate(_ASCII)


def check_writable(path: Path) -> None:
    """Refuse a file that cannot be written before the work is done, not after it."""
    if path.is_dir():
        raise UsageError(f"cannot write {path}: it is a folder")
    if not path.parent.is_dir():
        raise UsageError(f"cannot write {path}: the folder {path.parent} does not exist")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise UsageError(f"cannot write {path}: permission denied")


def check_target(path: Path | None) -> None:
    """Refuse an ``--output`` that cannot be written."""
    if path is not None:
        check_writable(path)


def emit(text: str, path: Path | None) -> None:
    """Write to the file of ``--output``, else to standard output."""
    if path is None:
        say(text)
    else:
        save(path, text)


def save(path: Path, text: str, *, append: bool = False) -> None:
    """Write a file as UTF-8 with line feeds."""
    data = text.encode("utf-8", "backslashreplace")
    try:
        with path.open("ab" if append else "wb") as file:
            file.write(data)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error
