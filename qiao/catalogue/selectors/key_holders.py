"""Which records have a key of a text, with an effort that does not grow with the number of records.

A set phrase may stand in very many records. Its holders are never read to the end: beyond COMMON of them a key
counts as common, and only the first ones are looked at.
"""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from qiao.catalogue.models import TextKey
from qiao.core.near_duplicates.sketches import NOTHING

COMMON = 300
"""A key that more records have says little; it counts when no other key is shared."""
_RARE_WEIGHT = 1_000
_TABLE = TextKey._meta.db_table
_HELD = f"FROM {_TABLE} WHERE kind = %s AND key = %s"
# For one key: its first holders, each with the weight of the key.
_ONE_KEY = (
    f"SELECT object_id, CASE WHEN EXISTS (SELECT 1 {_HELD} LIMIT 1 OFFSET {COMMON}) "
    f"THEN 1 ELSE {_RARE_WEIGHT} END AS w "
    f"FROM (SELECT object_id {_HELD} AND object_id <> %s ORDER BY object_id LIMIT {COMMON}) AS held"
)


def sharing_most(kind: int, keys: Iterable[int], own_id: int, most: int) -> RawSQL | tuple[()]:
    """The records, ``own_id`` left out, that share most keys, rare ones before common ones: for ``pk__in``."""
    wanted = sorted(set(keys) - {NOTHING})
    if not wanted:
        return ()
    every_key = " UNION ALL ".join([_ONE_KEY] * len(wanted))
    ranked = f"GROUP BY object_id ORDER BY SUM(w) DESC, object_id LIMIT {most}"
    parameters = [value for key in wanted for value in (kind, key, kind, key, own_id)]
    return RawSQL(f"SELECT object_id FROM ({every_key}) AS found {ranked}", parameters)


def rare_keys(kind: int, keys: Iterable[int]) -> Sequence[int]:
    """Those of the keys that not too many records have; one query, however many keys."""
    wanted = sorted(set(keys) - {NOTHING})
    if not wanted:
        return ()
    listed = ", ".join(["(%s)"] * len(wanted))
    held = f"SELECT 1 FROM {_TABLE} AS t WHERE t.kind = %s AND t.key = asked.key LIMIT 1 OFFSET {COMMON}"
    sql = f"WITH asked(key) AS (VALUES {listed}) SELECT key FROM asked WHERE NOT EXISTS ({held})"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*wanted, kind])
        return [int(key) for (key,) in cursor.fetchall()]
