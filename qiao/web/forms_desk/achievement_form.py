"""The form of an achievement, in the words of its holder."""

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.catalogue.contents import AchievementContent
from qiao.catalogue.limits import LONGEST
from qiao.web.forms_desk import shared_fields as shared
from qiao.web.forms_desk.choices import achievement_ways, maturity_levels
from qiao.web.forms_desk.desk_form import DeskForm, Section
from qiao.web.forms_desk.fields import Amount, Codes, DeskField, Level
from qiao.web.forms_desk.rows import RightRow
from qiao.web.labels import choices_of


class AchievementForm(DeskForm):
    """What a holder offers for conversion."""

    CONTENT = AchievementContent
    ROWS = (RightRow,)
    SECTIONS = (
        Section("what", _("What you offer"), ("title", "kind", "summary", "advantages", "keywords")),
        Section("maturity", _("How far it is"), ("maturity", "maturity_evidence", "evidence")),
        Section("use", _("Who can use it"), ("application_range", "compared_with")),
        Section("rights", _("Intellectual property"), ("rights",)),
        Section(
            "conditions", _("Conditions of cooperation"),
            ("ways", "price_min_fen", "price_max_fen", "support_needed", "valid_until"),
        ),
        Section("origin", _("Team and origin"), ("team", "programme", "project_number")),
        Section("place", _("Where it belongs"), ("field", "industry", "region")),
        Section("disclosure", _("Visibility and contact"), ("disclosure", "contact")),
    )  # fmt: skip

    title = shared.title(
        label=_("Title"),
        help_text=_("What it is and what it does, in one line."),
        example=_("In-line X-ray inspection of die castings for pores from 0.2 mm"),
    )
    kind = shared.listed("achievement_kind", label=_("Kind of achievement"))
    summary = shared.long_text(
        "summary",
        label=_("Summary"),
        lines=6,
        help_text=_("What it does and how, for a reader from a firm. Needed before it can be submitted."),
    )
    advantages = shared.long_text(
        "advantages",
        label=_("Advantages"),
        lines=3,
        help_text=_("What is better than today, with figures."),
        example=_("Cycle 25 s instead of 90 s, half the reject rate"),
    )
    keywords = shared.keywords()
    maturity = Level(
        maturity_levels,
        label=_("Technology readiness level"),
        nothing=_("Not known yet"),
        help_text=_("GB/T 22900: choose the highest level for which you can show evidence."),
        widget=forms.RadioSelect(attrs={"class": "desk-levels"}),
        wide=True,
    )
    maturity_evidence = shared.long_text(
        "maturity_evidence",
        label=_("Evidence of the level"),
        lines=2,
        example=_("Test report of the pilot line, March 2026"),
    )
    evidence = shared.long_text(
        "evidence",
        label=_("Evidence of use"),
        lines=2,
        help_text=_("Prototypes, pilot runs or sales so far."),
    )
    application_range = shared.long_text(
        "application_range",
        label=_("Range of application"),
        lines=3,
        help_text=_("Industries or products for which it is meant."),
    )
    compared_with = shared.long_text(
        "compared_with",
        label=_("Compared with"),
        lines=2,
        help_text=_("The product or method that you compare it with."),
    )
    ways = Codes(achievement_ways, label=_("Ways of cooperation"), help_text=_("Tick everything that you offer."))
    price_min_fen = Amount(
        label=_("Lowest price"),
        help_text=_("In 万元 (CNY 10,000); write 元 behind the number for yuan. Empty means negotiable."),
        example=_("60, 60万元, 600,000元"),
    )
    price_max_fen = Amount(label=_("Highest price"), help_text=_("Leave it empty if there is one price only."))
    support_needed = Codes(lambda: choices_of("support"), label=_("Support needed"))
    valid_until = shared.valid_until(_("Valid until"), _("The offer leaves the list after this day."))
    team = shared.entries(
        "team", label=_("Team"), help_text=_("Names, separated by commas. Hidden when names are not shown.")
    )
    programme = shared.listed("programme", label=_("Source programme"))
    project_number = DeskField(label=_("Project number"), longest=LONGEST["project_number"])
    field = shared.hitech_field()
    industry = shared.industry()
    region = shared.region()
    disclosure = shared.disclosure()
    contact = shared.contact()
