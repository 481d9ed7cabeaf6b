"""Cells of catalogue lists that hold several values per entry: indicators and intellectual property."""

from collections.abc import Callable, Mapping

from qiao.core.codes.check import CodeCheck
from qiao.core.codes.patent import check_patent_application
from qiao.core.codes.registrations import check_layout_design, check_plant_variety, check_software_copyright
from qiao.core.taxonomy import IpKind, IpLegalStatus, code_from_text
from qiao.foundation.intake.cells import ENTRY_BREAKS, CellProblem, allowed_names, split_list

INDICATOR_PARTS = ("name", "current", "target", "unit")
# Rights that arise by registration: their certificates say 登记 where those of patents say 授权.
REGISTERED = "登记"
CHECKS: Mapping[IpKind, Callable[[str], CodeCheck]] = {
    IpKind.SOFTWARE_COPYRIGHT: check_software_copyright,
    IpKind.PLANT_VARIETY: check_plant_variety,
    IpKind.LAYOUT_DESIGN: check_layout_design,
}


def indicators(text: str) -> list[dict[str, str]]:
    """Technical indicators, each ``名称|现值|目标值|单位``, separated by ； or line ends; values as given."""
    found = []
    for entry in split_list(text, ENTRY_BREAKS):
        parts = [part.strip() for part in entry.replace("｜", "|").split("|")]
        if len(parts) != len(INDICATOR_PARTS) or not parts[0]:
            raise CellProblem("indicator_pattern", part=entry)
        found.append(dict(zip(INDICATOR_PARTS, parts, strict=True)))
    return found


def rights(text: str) -> list[dict[str, str]]:
    """Intellectual property, each ``类型:号码:状态``, separated by ； or line ends; numbers are checked.

    The number may be missing while an application has none; the status may be left out.
    """
    return [_right(entry) for entry in split_list(text, ENTRY_BREAKS)]


def _right(entry: str) -> dict[str, str]:
    parts = [part.strip() for part in entry.replace("：", ":").split(":")]
    if not 1 <= len(parts) <= 3:
        raise CellProblem("right_pattern", part=entry)
    kind_text, number, status_text = (*parts, "", "")[:3]
    kind = code_from_text(IpKind, kind_text)
    if kind is None and len(parts) == 1:
        # The kind was left out, or blanks stand where the colons should.
        raise CellProblem("right_pattern", part=entry)
    if kind is None:
        raise CellProblem("not_in_list", part=kind_text, allowed=allowed_names(IpKind))
    status = _status(kind, status_text)
    return {"kind": str(kind.value), "number": _number(kind, number), "status": status}


def _status(kind: IpKind, text: str) -> str:
    if not text:
        return ""
    if text == REGISTERED and kind in CHECKS:
        return str(IpLegalStatus.GRANTED.value)
    status = code_from_text(IpLegalStatus, text)
    if status is None:
        raise CellProblem("not_in_list", part=text, allowed=allowed_names(IpLegalStatus))
    return str(status.value)


def _number(kind: IpKind, text: str) -> str:
    if not text:
        return ""
    result = CHECKS.get(kind, check_patent_application)(text)
    if result.problem is not None:
        raise CellProblem(result.problem)
    return result.value
