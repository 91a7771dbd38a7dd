"""Where units are carried out: by threads that each watch over a process, or on a dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, closing, contextmanager

from pixelgate.errors import UsageError
from pixelgate.fleet.model import Outcome, Status, Unit
from pixelgate.fleet.plan import key
from pixelgate.fleet.unit import carry_out

Engine = Callable[[], AbstractContextManager[Executor]]
"""Opens what units are submitted to."""

_SHOWN = 400
_ANSWER = 30
"""Seconds in which a cluster has to answer."""


def outcomes(engine: Engine, units: Sequence[Unit]) -> Iterator[Outcome]:
    """Yield one outcome for each unit, as they come; a unit that its engine lost is there with the reason."""
    with engine() as executor:
        pending = {executor.submit(carry_out, unit): unit for unit in units}
        try:
            for future in as_completed(pending):
                yield _outcome(future, pending[future])
        finally:
            for future in pending:
                future.cancel()


def _outcome(future: Future[Outcome], unit: Unit) -> Outcome:
    error = None if future.cancelled() else future.exception()
    if error is None and not future.cancelled():
        return future.result()
    reason = f"the engine lost it: {type(error).__name__}: {error}" if error else "the engine gave it up"
    return Outcome(unit.repository.name, key(unit), unit.state, Status.FAILED, reason[:_SHOWN])


def local(jobs: int) -> Engine:
    """Return the engine of this machine: so many repositories at once, each in a process of its own."""
    return lambda: ThreadPoolExecutor(jobs)


def on_dask(address: str) -> Engine:
    """Return the engine of a dask cluster, ``tcp://host:8786``.

    Raises:
        UsageError: dask is not installed, or no scheduler answers.

    """
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--dask needs the library distributed: pip install 'pixelgate[fleet]'") from error

    @contextmanager
    def _engine() -> Iterator[Executor]:
        try:
            client = Client(address, timeout=_ANSWER, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(f"--dask {address}: no scheduler answers there ({error})") from error
        with closing(client):
            yield client.get_executor(pure=False)

    return _engine
