"""Cells of catalogue lists that hold several values per entry: indicators and intellectual property."""

from collections.abc import Callable, Mapping

from qiao.core.codes.check import CodeCheck
from qiao.core.codes.patent import check_patent_application
from qiao.core.codes.registrations import check_layout_design, check_plant_variety, check_software_copyright
from qiao.core.taxonomy import LABELS, IpKind, IpLegalStatus, code_from_text
from qiao.foundation.intake.cells import ENTRY_BREAKS, CellProblem, allowed_names, split_list

INDICATOR_PARTS = ("name", "current", "target", "unit")
# Rights that arise by registration: their certificates say 登记 where those of patents say 授权.
REGISTERED = "登记"
CHECKS: Mapping[IpKind, Callable[[str], CodeCheck]] = {
    IpKind.SOFTWARE_COPYRIGHT: check_software_copyright,
    IpKind.PLANT_VARIETY: check_plant_variety,
    IpKind.LAYOUT_DESIGN: check_layout_design,
}

# 8 and 9 are international applications for inventions and utility models.
KIND_BY_DIGIT: Mapping[str, IpKind] = {
    "1": IpKind.INVENTION,
    "8": IpKind.INVENTION,
    "2": IpKind.UTILITY_MODEL,
    "9": IpKind.UTILITY_MODEL,
    "3": IpKind.DESIGN,
}
DIGITS_SINCE_2003 = 12


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

    The number may be missing while an application has none; the status may be left out. Patent numbers may stand
    alone, separated as in `words`: their kind is a digit of the number.
    """
    found = []
    for entry in split_list(text, ENTRY_BREAKS):
        numbers = [_patent_alone(part) for part in split_list(entry)]
        alone = [number for number in numbers if number is not None]
        found += alone if alone and len(alone) == len(numbers) else [_right(entry)]
    return found


def _patent_alone(text: str) -> dict[str, str] | None:
    """A patent by nothing but its number; None for what does not have the form of one."""
    result = check_patent_application(text)
    if result.problem == "patent_pattern":
        return None
    if result.problem is not None:
        raise CellProblem(result.problem)
    return {"kind": str(_kind_of_number(result.value).value), "number": result.value, "status": ""}


def _kind_of_number(number: str) -> IpKind:
    """The kind of patent that an application number in its normal form names (ZC 0006-2003, 4.2)."""
    digits = number.removeprefix("ZL").partition(".")[0]
    return KIND_BY_DIGIT[digits[4] if len(digits) == DIGITS_SINCE_2003 else digits[2]]


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
    if kind not in CHECKS and (meant := _kind_of_number(result.value)) is not kind:
        raise CellProblem("ip_kind_and_number", part=result.value, kind=LABELS[IpKind][meant].zh)
    return result.value
