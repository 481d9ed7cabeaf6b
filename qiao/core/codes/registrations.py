"""Registration numbers without a check character: software, plant varieties, layouts, achievements."""

import re

from qiao.core.codes.check import CodeCheck, compact

_SOFTWARE = re.compile(r"(?:19|20)[0-9]{2}SR[0-9]{6,7}")
_VARIETY = re.compile(r"CNA[0-9]{6,11}(?:\.[0-9])?")
_LAYOUT = re.compile(r"BS\.?([0-9]{6,10})")
_ACHIEVEMENT = re.compile(r"[0-9]{3}(?:19|20)[0-9]{2}[YJR][0-9]{4}")


def check_software_copyright(text: str) -> CodeCheck:
    """Check a computer software copyright registration number (软著登记号), for example 2023SR0123456."""
    value = compact(text)
    return CodeCheck(value, None if _SOFTWARE.fullmatch(value) else "software_copyright_pattern")


def check_plant_variety(text: str) -> CodeCheck:
    """Check the number of a new plant variety right (植物新品种权), for example CNA20191001234."""
    value = compact(text)
    return CodeCheck(value, None if _VARIETY.fullmatch(value) else "plant_variety_pattern")


def check_layout_design(text: str) -> CodeCheck:
    """Check an integrated circuit layout design registration number; the normal form has the point."""
    value = compact(text)
    match = _LAYOUT.fullmatch(value)
    return CodeCheck(f"BS.{match[1]}") if match else CodeCheck(value, "layout_design_pattern")


def check_achievement_registration(text: str) -> CodeCheck:
    """Check an achievement registration number (科技成果登记号).

    Three digits of the place or department, the year, Y applied technology, J basic theory or R soft
    science, and four digits.
    """
    value = compact(text)
    return CodeCheck(value, None if _ACHIEVEMENT.fullmatch(value) else "achievement_registration_pattern")
