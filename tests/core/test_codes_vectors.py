"""The published and computed test vectors of the code lists, read from outside the repository."""

import csv
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qiao.core.codes.check import CodeCheck
from qiao.core.codes.classification import check_ipc
from qiao.core.codes.credit_code import check_credit_code, check_organisation_code
from qiao.core.codes.patent import check_patent_application, check_patent_publication
from qiao.core.codes.person_ids import check_orcid
from qiao.core.codes.publication import check_doi, check_issn
from qiao.core.codes.registrations import check_achievement_registration
from qiao.core.codes.resident_id import check_resident_id
from qiao.core.document_number import check_document_number
from qiao.core.money import fen_from_yuan, in_words

_SHARED = Path(os.environ.get("QIAO_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared"))
_FILE = _SHARED / "codes" / "check_test_vectors.csv"
_VECTORS = 74
_TODAY = date(2026, 6, 1)

CHECKS: dict[str, Callable[[str], CodeCheck]] = {
    "uscc": check_credit_code,
    "org_code": check_organisation_code,
    "resident_id": lambda text: check_resident_id(text, _TODAY),
    "patent_application": check_patent_application,
    "orcid": check_orcid,
    "issn": check_issn,
    "doc_number": check_document_number,
    "ipc": check_ipc,
    "doi": check_doi,
    "patent_publication": check_patent_publication,
    "achievement_reg_no": check_achievement_registration,
}


def _verdict(scheme: str, text: str) -> str:
    if scheme == "rmb_upper":
        return in_words(fen_from_yuan(text))
    return "valid" if CHECKS[scheme](text).ok else "invalid"


def test_every_vector_gives_the_expected_verdict() -> None:
    if not _FILE.exists():
        pytest.skip(f"test vectors not found at {_FILE}; set QIAO_SHARED to the folder that has codes/")
    with _FILE.open(encoding="utf-8", newline="") as lines:
        vectors = list(csv.DictReader(lines))
    wrong = [
        (vector["scheme"], vector["input"], verdict)
        for vector in vectors
        if (verdict := _verdict(vector["scheme"], vector["input"])) != vector["expected"]
    ]
    assert wrong == []
    assert len(vectors) == _VECTORS
