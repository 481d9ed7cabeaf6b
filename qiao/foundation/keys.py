"""Keys as people may write them into an address."""

from collections.abc import Iterable

_BITS = 63


def possible_keys(keys: Iterable[int]) -> list[int]:
    """Those that a column of keys can hold.

    Django looks a single key through for this, not a list of them, and databases answer the others with an error.
    """
    return [key for key in keys if key.bit_length() <= _BITS]
