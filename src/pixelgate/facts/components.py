"""Components of AMP that bring a third party by their name: no address stands in the page, the runtime knows it.

Source: https://amp.dev/documentation/components/ (the page of each), https://github.com/ampproject/amphtml (``3p``,
``ads``).
"""

from __future__ import annotations

from pixelgate.parse.document import Element
from pixelgate.parse.values import pattern

_FACEBOOK = "https://www.facebook.com/plugins/"
_FRAMES = {
    "amp-brightcove": "https://players.brightcove.net/",
    "amp-dailymotion": "https://www.dailymotion.com/embed/video/",
    "amp-facebook": _FACEBOOK,
    "amp-facebook-comments": _FACEBOOK,
    "amp-facebook-like": _FACEBOOK,
    "amp-facebook-page": _FACEBOOK,
    "amp-gist": "https://gist.github.com/",
    "amp-google-document-embed": "https://docs.google.com/gview",
    "amp-instagram": "https://www.instagram.com/p/",
    "amp-pinterest": "https://widgets.pinterest.com/",
    "amp-soundcloud": "https://w.soundcloud.com/player/",
    "amp-twitter": "https://platform.twitter.com/widgets.js",
    "amp-vimeo": "https://player.vimeo.com/video/",
    "amp-youtube": "https://www.youtube.com/embed/",
}
_ADS = {
    "adsense": "https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js",
    "doubleclick": "https://securepubads.g.doubleclick.net/gampad/ads",
}
_AD_TAGS = frozenset({"amp-ad", "amp-auto-ads", "amp-embed"})


def brought(element: Element) -> str:
    """Return the address that a component stands for; nothing for other elements and for networks not known here."""
    if element.tag in _AD_TAGS:
        return _ADS.get(network(element), "")
    url = _FRAMES.get(element.tag, "") if element.tag.startswith("amp-") else ""
    video = element.attribute("data-videoid") if url.endswith("/") else None
    return url + pattern(video.value) if video and video.value else url


def unknown_network(element: Element) -> str:
    """Return what an advertisement's network is called whose address is not known here."""
    name = network(element) if element.tag in _AD_TAGS else ""
    return f"{element.tag} {name}" if name and name not in _ADS else ""


def network(element: Element) -> str:
    """Return the advertising network of an element, by its ``type``."""
    kind = element.attribute("type")
    return pattern(kind.value).strip().lower() if kind and kind.value else ""
