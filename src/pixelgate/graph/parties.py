"""First and third party: whose host an address is."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from pixelgate.manifest.model import Site
from pixelgate.vendors.cloaks import cloak
from pixelgate.vendors.domains import registrable


class Parties(msgspec.Struct, frozen=True):
    """The site's own hosts and registrable domains, and the hosts among them that the manifest calls third party."""

    own: frozenset[str] = frozenset()
    third: frozenset[str] = frozenset()

    def owns(self, host: str) -> bool:
        """Tell whether a host, or a domain above it, is the site's own and none is listed as third party.

        Below the own domains a known CNAME cloak is a third party; an origin that the manifest names is none.
        """
        above = frozenset(_domains(host))
        if not above & self.own or above & self.third:
            return False
        return host.lower().rstrip(".") in self.own or not cloak(host)


def parties(site: Site) -> Parties:
    """Return the parties of a site: the hosts of its origins and the registrable domain of each, with sub-domains."""
    hosts = {host.lower() for origin in site.origins if (host := urlsplit(origin).hostname)}
    return Parties(
        frozenset(hosts | {registrable(host) for host in hosts}), frozenset(h.lower() for h in site.third_party)
    )


def _domains(host: str) -> Iterator[str]:
    labels = host.lower().rstrip(".").split(".")
    return (".".join(labels[at:]) for at in range(len(labels)))
