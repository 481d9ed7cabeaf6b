"""Fonts of the official notice: names for Word, embedded open families for the PDF (GB/T 9704-2012)."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import typst

from qiao.reports.rendering.font_coverage import font_codepoints

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
# Only the weights that the notice sets; the packages carry nine each.
_OPEN_FACES = tuple(
    Path("@expo-google-fonts") / package / weight
    for package in ("noto-serif-sc", "noto-sans-sc")
    for weight in ("400Regular", "700Bold")
)
# How the families name themselves; the first hit of a role wins, so 仿宋 and 小标宋 are tried before 宋.
_ROLE_NAMES: dict[str, tuple[str, ...]] = {
    "fangsong": ("仿宋", "fangsong", "fang song"),
    "title": ("小标宋", "xiaobiaosong", "fzxbs"),
    "kai": ("楷", "kaiti", "simkai", "kai"),
    "hei": ("黑", "heiti", "simhei"),
    "song": ("宋", "songti", "simsun"),
}
_OPEN_SUBSTITUTES = {"fangsong": SERIF, "kai": SERIF, "hei": SANS, "song": SERIF, "title": SERIF}


class FontsMissing(RuntimeError):
    """The open fonts of the notice are not installed; the message names the folder and the remedy."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"font_folder={str(folder)!r}: no font is there; run `make setup` to install it")


@dataclass(frozen=True)
class PdfFonts:
    """Families that the PDF embeds, the folders they come from and every character they can draw."""

    folders: tuple[Path, ...]
    fangsong: str = SERIF
    kai: str = SERIF
    hei: str = SANS
    song: str = SERIF
    title: str = SERIF
    codepoints: frozenset[int] = field(default=frozenset(), repr=False)

    def families(self) -> dict[str, str]:
        """Family by role, for the template."""
        return {role: getattr(self, role) for role in _ROLE_NAMES}


@dataclass(frozen=True)
class NoticeFonts:
    """Names for the east-Asian slot in Word (the reader's machine has them) and the families for the PDF."""

    pdf: PdfFonts
    fangsong: str = "仿宋_GB2312"
    kai: str = "楷体_GB2312"
    hei: str = "黑体"
    song: str = "宋体"
    title: str = "方正小标宋简体"


def load_notice_fonts(node_modules: Path, own_folder: Path | None = None) -> NoticeFonts:
    """The fonts of the notice: the open ones under ``node_modules``, and the operator's own where they fit.

    A family in ``own_folder`` whose name says 仿宋, 楷体, 黑体, 宋体 or 小标宋 takes that role in the PDF.
    Raises FontsMissing when the open fonts, or any font in ``own_folder``, are absent; UnreadableFont for a
    broken file.
    """
    return NoticeFonts(pdf=_pdf_fonts(node_modules, own_folder))


@lru_cache(maxsize=8)
def _pdf_fonts(node_modules: Path, own_folder: Path | None) -> PdfFonts:
    folders = [node_modules / face for face in _OPEN_FACES]
    for folder in folders:
        if not any(folder.glob("*.ttf")):
            raise FontsMissing(folder)
    own = _infos((own_folder,)) if own_folder is not None else []
    if own_folder is not None:
        if not own:
            raise FontsMissing(own_folder)
        folders.append(own_folder)
    codepoints: frozenset[int] = frozenset()
    for _, path, index in _infos(tuple(folders)):
        codepoints |= font_codepoints(path, index)
    roles = _roles([family for family, _, _ in own])
    return PdfFonts(folders=tuple(folders), codepoints=codepoints, **roles)


def _infos(folders: tuple[Path, ...]) -> list[tuple[str, Path, int]]:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
    return [(info.family, Path(info.path), info.index) for info in fonts.fonts() if info.path]


def _roles(families: list[str]) -> dict[str, str]:
    chosen = dict(_OPEN_SUBSTITUTES)
    free = sorted(set(families))
    for role, names in _ROLE_NAMES.items():
        family = next((one for one in free if any(name in one.lower() for name in names)), None)
        if family is not None:
            chosen[role] = family
            free.remove(family)
    return chosen
