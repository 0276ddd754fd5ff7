"""Addresses as files may carry them."""

from __future__ import annotations

from urllib.parse import quote

_KEPT = ":/?#[]@!$&'()*+,;=%-._~"  # reserved and unreserved characters of RFC 3986, and escapes


def uri(address: str) -> str:
    """Return `address` with everything beyond ASCII escaped, as RFC 3987 maps an IRI to a URI.

    Example:
        >>> uri("https://example.org/天数?a=1#b")
        'https://example.org/%E5%A4%A9%E6%95%B0?a=1#b'

    """
    return quote(address, safe=_KEPT)
