"""Resident identity numbers of people: only a salted hash and the last four characters are ever stored."""

from django.utils.crypto import salted_hmac

from qiao.core.codes.resident_id import hash_resident_id

_PURPOSE = "qiao.parties.identity"
LAST = 4


def identity_values(number: str) -> dict[str, str]:
    """The stored fields of a checked number (GB 11643-1999), ``id_hash`` and ``id_last4``.

    The salt is derived from the platform's secret key: with another key the same number has another hash.
    """
    salt = salted_hmac(_PURPOSE, "", algorithm="sha256").digest()
    return {"id_hash": hash_resident_id(number, salt), "id_last4": number[-LAST:]}
