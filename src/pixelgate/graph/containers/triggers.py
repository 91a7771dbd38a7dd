"""Whether a trigger fires on a route: what happens there, under which conditions, and what keeps it from firing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from pixelgate.graph.containers.conditions import Addresses, Holds, any_of, both, compare, hold
from pixelgate.parse.containers.model import Condition, Firing, Moment, Origin, Trigger, Variable

ALWAYS = (
    Moment.PAGE,
    Moment.DOM,
    Moment.LOAD,
    Moment.INIT,
    Moment.CONSENT,
    Moment.HISTORY,
    Moment.TIMER,
    Moment.SCROLL,
)
"""What happens on every page, whatever its visitor does there."""

SOMETIMES = (Moment.CLICK, Moment.LINK, Moment.VISIBLE, Moment.VIDEO, Moment.ERROR)
"""What happens on a page if its visitor, or what is on it, makes it happen."""

_GROUPS = 5
_OWN = "gtm."
_KNOWN = frozenset(moment.value for moment in Moment)


class Page(msgspec.Struct, frozen=True):
    """What triggers look at: a route's addresses, the events that its code pushes, and what is on the page.

    ``perhaps`` are events that may be pushed; ``more``: so may others, whose names are not known. ``fields``: the page
    has a form, or may have one.
    """

    addresses: Addresses
    events: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    more: bool = False
    fields: bool = True


def fires(firing: Iterable[Firing], triggers: Mapping[str, Trigger], page: Page) -> tuple[Holds, Firing | None]:
    """Tell whether any of some triggers fires on a page, and which of them does so most surely."""
    best: tuple[Holds, Firing | None] = (Holds.NEVER, None)
    for one in firing:
        held = _fires(one.trigger, one.unless, triggers, page, 0)
        if held is Holds.ALWAYS:
            return held, one
        if held is Holds.MAYBE and best[1] is None:
            best = (held, one)
    return best


def _fires(name: str, unless: tuple[str, ...], triggers: Mapping[str, Trigger], page: Page, depth: int) -> Holds:
    trigger = triggers.get(name)
    if trigger is None or depth > _GROUPS:
        return Holds.MAYBE
    if trigger.all_of:
        members = both(_fires(one, (), triggers, page, depth + 1) for one in trigger.all_of)
        return members if members is Holds.NEVER or not unless else Holds.MAYBE
    blocking = [triggers[one] for one in unless if one in triggers]
    sure = trigger.known and len(blocking) == len(unless)
    held = any_of(_at(event, happens, trigger, blocking, page) for event, happens in _events(trigger, page))
    return Holds.MAYBE if held is Holds.ALWAYS and not sure else held


def _events(trigger: Trigger, page: Page) -> Iterator[tuple[str | None, Holds]]:
    """Yield what may happen on a page and is what a trigger waits for; ``None`` is an event of unknown name."""
    told = [one for one in trigger.conditions if _is_event(one)]
    for event, happens in _all_events(page):
        if both(compare(event, one) for one in told) is not Holds.NEVER:
            yield event, happens
    yield from ((event, Holds.MAYBE) for event in _further(told))
    if not trigger.known and not told:
        yield None, Holds.MAYBE


def _further(told: Iterable[Condition]) -> Iterator[str]:
    """Yield what triggers name of the manager's own events beside those that are known (``gtm.triggerGroup``)."""
    for one in told:
        text = one.right[0] if one.operator == "equals" and len(one.right) == 1 else ""
        if isinstance(text, str) and text.startswith(_OWN) and text not in _KNOWN:
            yield text


def _all_events(page: Page) -> Iterator[tuple[str | None, Holds]]:
    yield from ((moment.value, Holds.ALWAYS) for moment in ALWAYS)
    yield from ((event, Holds.ALWAYS) for event in page.events)
    yield from ((event, Holds.MAYBE) for event in (*(moment.value for moment in SOMETIMES), *page.perhaps))
    if page.fields:
        yield Moment.FORM.value, Holds.MAYBE
    if page.more:
        yield None, Holds.MAYBE


def _is_event(condition: Condition) -> bool:
    left = condition.left
    return len(left) == 1 and isinstance(left[0], Variable) and left[0].origin is Origin.EVENT


def _at(event: str | None, happens: Holds, trigger: Trigger, blocking: list[Trigger], page: Page) -> Holds:
    """Tell whether a trigger fires at an event.

    What blocks by a single condition is one more condition, negated, so that all are decided together.
    """
    conditions = list(trigger.conditions)
    held = [happens]
    for one in blocking:
        rest = [c for c in one.conditions if not (_is_event(c) and compare(event, c) is Holds.ALWAYS)]
        if len(rest) == 1 and one.known and not one.all_of:
            conditions.append(msgspec.structs.replace(rest[0], negate=not rest[0].negate))
        else:
            held.append(_let_through(rest, one, page, event))
    return both((*held, hold(conditions, page.addresses, event)))


def _let_through(rest: list[Condition], blocking: Trigger, page: Page, event: str | None) -> Holds:
    """Tell whether a trigger that blocks lets an event through."""
    if blocking.all_of or not blocking.known:
        return Holds.MAYBE
    blocks = hold(rest, msgspec.structs.replace(page.addresses, every=True), event)
    return {Holds.ALWAYS: Holds.NEVER, Holds.NEVER: Holds.ALWAYS}.get(blocks, Holds.MAYBE)
