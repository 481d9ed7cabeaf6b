"""After all migrations the database itself protects what must not change."""

import pytest

from qiao.catalogue.frozen_editions import editions_are_frozen
from qiao.foundation.immutability import guarded_tables

pytestmark = pytest.mark.django_db


def test_the_append_only_tables_are_guarded() -> None:
    assert guarded_tables() == [
        "catalogue_editionitem",
        "foundation_auditrow",
        "foundation_auditseal",
        "foundation_sealedrow",
        "reports_editionfile",
    ]


def test_issued_editions_are_frozen() -> None:
    assert editions_are_frozen()
