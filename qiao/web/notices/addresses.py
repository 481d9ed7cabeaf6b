"""Where the case of a notice is found."""

from django.urls import NoReverseMatch, reverse

from qiao.parties.selectors.notices import NoticeView

_PAGES = {
    "catalogue.demand": "work-demand",
    "catalogue.achievement": "work-achievement",
    "catalogue.scenario": "work-scenario",
    "catalogue.edition": "work-edition",
    "matching.introduction": "work-introduction",
    "matching.commission": "work-commission",
    "matching.savedsearch": "saved-search",
    "foundation.importbatch": "work-import",
    "parties.holding": "",
}


def case_address(notice: NoticeView) -> str:
    """The page of the case, "" where there is none."""
    name = _PAGES.get(notice.subject_type, "")
    if not name or notice.subject_id is None:
        return ""
    try:
        return reverse(name, args=[notice.subject_id])
    except NoReverseMatch:
        return ""
