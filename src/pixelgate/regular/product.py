"""Several languages at once: whether some text is in all of them, whether all of one is in another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pixelgate.regular.automaton import Language, Run, TooLargeError
from pixelgate.regular.syntax import LAST

_RUNS = 20_000


def meet(*languages: Language) -> bool:
    """Tell whether some text is in all languages.

    Raises:
        TooLargeError: That would take too long to tell.

    """
    return _search(languages, lambda runs: all(map(Language.accepts, languages, runs)), needed=languages)


def within(inner: Language, outer: Language, *among: Language) -> bool:
    """Tell whether every text of a language (that is in some others too) is in another.

    Raises:
        TooLargeError: That would take too long to tell.

    """
    needed = (inner, *among)

    def outside(runs: Sequence[Run]) -> bool:
        return all(map(Language.accepts, needed, runs)) and not outer.accepts(runs[-1])

    return not _search((*needed, outer), outside, needed=needed)


def _search(
    languages: Sequence[Language], found: Callable[[Sequence[Run]], bool], *, needed: Sequence[Language]
) -> bool:
    """Tell whether some text leads the languages to runs as wanted; one of those ``needed`` that died ends the way."""
    alphabet = _alphabet(languages)
    first = tuple(language.begin() for language in languages)
    seen = {first}
    waiting = [first]
    while waiting:
        runs = waiting.pop()
        if found(runs):
            return True
        for code in alphabet:
            following = tuple(language.step(run, code) for language, run in zip(languages, runs, strict=True))
            if following not in seen and all(run.states for run in following[: len(needed)]):
                seen.add(following)
                waiting.append(following)
        if len(seen) > _RUNS:
            raise TooLargeError(f"more than {_RUNS} sets of states")
    return False


def _alphabet(languages: Sequence[Language]) -> list[int]:
    """Return one character of each kind that the languages tell apart."""
    bounds = {0}.union(*(language.bounds() for language in languages))
    kinds = {tuple(language.kind(code) for language in languages): code for code in bounds if code <= LAST}
    return sorted(kinds.values())
