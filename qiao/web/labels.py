"""Names of codes in the language of the reader, and amounts and industries as they are read on a page."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import get_language, gettext

from qiao.core.codes.classification import province_of_region, section_of_industry
from qiao.core.taxonomy import (
    AchievementKind,
    BudgetBand,
    CooperationWay,
    DemandKind,
    DisclosureLevel,
    FundingSource,
    HiTechField,
    IpKind,
    IpLegalStatus,
    Listed,
    Maturity,
    OrganisationKind,
    OrganisationSize,
    PurchaseWay,
    Qualification,
    ScenarioOpener,
    ScenarioSize,
    SourceProgramme,
    SupportKind,
    Urgency,
)

LISTS: Mapping[str, type[Listed]] = {
    "achievement_kind": AchievementKind,
    "budget": BudgetBand,
    "demand_kind": DemandKind,
    "disclosure": DisclosureLevel,
    "field": HiTechField,
    "funding": FundingSource,
    "ip_kind": IpKind,
    "ip_status": IpLegalStatus,
    "maturity": Maturity,
    "opener": ScenarioOpener,
    "organisation_kind": OrganisationKind,
    "organisation_size": OrganisationSize,
    "programme": SourceProgramme,
    "purchase": PurchaseWay,
    "qualification": Qualification,
    "size": ScenarioSize,
    "support": SupportKind,
    "urgency": Urgency,
    "way": CooperationWay,
}
_FEN_PER_WAN = 1_000_000
_FEN_PER_YUAN = 100


def reads_chinese() -> bool:
    """Whether the active language is Chinese."""
    return (get_language() or "").startswith("zh")


def name_of(member: Listed) -> str:
    """The name of a member of a value list in the active language."""
    return member.label.zh if reads_chinese() else member.label.en


def label_of(code: object, list_name: str) -> str:
    """The name of a code of the named list; a code that the list does not know stands as it is."""
    text = "" if code is None else str(code)
    for member in LISTS[list_name]:
        if member.value == text:
            return name_of(member)
    return text


def labels_of(codes: Iterable[object], list_name: str) -> str:
    """The names of several codes, separated as the language does."""
    return ("、" if reads_chinese() else ", ").join(label_of(code, list_name) for code in codes)


def choices_of(list_name: str) -> list[tuple[str, str]]:
    """Every code of a list with its name, for a selection."""
    return [(member.value, name_of(member)) for member in LISTS[list_name]]


def industry_name(code: str) -> str:
    """The section of a GB/T 4754-2017 code, and the code itself: 制造业（3990）."""
    section = section_of_industry(code) if code else None
    if section is None:
        return code
    return f"{name_of(section)}（{code}）" if reads_chinese() else f"{name_of(section)} ({code})"


def region_name(code: str) -> str:
    """The province of a GB/T 2260 code; a code of no province stands as it is."""
    province = province_of_region(code) if code else None
    return code if province is None else name_of(province)


def maturity_name(level: int | None) -> str:
    """A technology readiness level with its name: 6 正样级."""
    return "" if level is None else f"{level} {label_of(level, 'maturity')}"


def amount_name(fen: int | None) -> str:
    """An amount of fen, exact: in Chinese 万元 where two decimals of it say all, else yuan; yuan in English.

    ``60 万元``, ``1,234.5 万元``, ``12,345.67 元``, ``CNY 600,000``.
    """
    if fen is None:
        return ""
    yuan = f"{Decimal(fen) / _FEN_PER_YUAN:,.2f}".removesuffix(".00")
    if not reads_chinese():
        return f"CNY {yuan}"
    in_wan = abs(fen) >= _FEN_PER_WAN and fen % (_FEN_PER_WAN // 100) == 0
    return f"{_plain(Decimal(fen) / _FEN_PER_WAN)} 万元" if in_wan or not fen else f"{yuan} 元"


def price_range(least_fen: int | None, most_fen: int | None) -> str:
    """A price from … to …, one amount when both are the same or only one is known, negotiable when none is."""
    if least_fen is None and most_fen is None:
        return gettext("Negotiable")
    if least_fen is None:
        return gettext("up to %(amount)s") % {"amount": amount_name(most_fen)}
    if most_fen is None:
        return gettext("from %(amount)s") % {"amount": amount_name(least_fen)}
    if least_fen == most_fen:
        return amount_name(least_fen)
    return f"{amount_name(least_fen)} – {amount_name(most_fen)}"


def _plain(amount: Decimal) -> str:
    whole = amount.normalize()
    return f"{whole:,f}" if whole else "0"
