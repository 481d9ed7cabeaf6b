"""Named people of the foundation's tests."""

from qiao.core.access import Actor, Role

OPERATOR = Actor(Role.ZONE_OPERATOR, "周操作员", zone_code="JH", user_id=1, person_id=1, holding_id=1)
STRANGER = Actor(Role.ZONE_OPERATOR, "外区操作员", zone_code="NB", user_id=2, person_id=2, holding_id=2)
