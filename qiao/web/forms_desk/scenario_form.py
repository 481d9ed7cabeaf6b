"""The form of an application scenario, in the words of the unit that opens it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.catalogue.contents import ScenarioContent
from qiao.catalogue.limits import LONGEST, MOST_MONTHS
from qiao.web.forms_desk import shared_fields as shared
from qiao.web.forms_desk.choices import maturity_levels
from qiao.web.forms_desk.desk_form import DeskForm, Section
from qiao.web.forms_desk.fields import Amount, DeskField, Level, Whole


class ScenarioForm(DeskForm):
    """A setting that is opened for new technology."""

    CONTENT = ScenarioContent
    SECTIONS = (
        Section("what", _("What is to be improved"), ("title", "problem", "technology_needed", "keywords")),
        Section(
            "opened", _("What you open"), ("opener_kind", "scenario_class", "scale", "place", "opened_conditions"),
        ),
        Section("success", _("When it is a success"), ("success_criteria", "expected_maturity", "safety_notes")),
        Section(
            "conditions", _("Conditions of cooperation"),
            ("funding", "budget_fen", "purchase_way", "period_months", "valid_until"),
        ),
        Section("place", _("Where it belongs"), ("field", "industry", "region", "department")),
        Section("disclosure", _("Visibility and contact"), ("disclosure", "contact")),
    )  # fmt: skip

    title = shared.title(
        label=_("Title"),
        help_text=_("Place and task in one line."),
        example=_("Visual quality inspection in a die-casting shop"),
    )
    problem = shared.long_text(
        "problem",
        label=_("Problem today"),
        lines=5,
        help_text=_("What goes wrong or costs too much today, with figures. Needed before it can be reviewed."),
        example=_("Four people inspect 480 parts per shift by eye; six faulty ones slip through."),
    )
    technology_needed = shared.long_text("technology_needed", label=_("Technology wanted"), lines=3)
    keywords = shared.keywords()
    opener_kind = shared.listed("opener", label=_("Kind of unit"))
    scenario_class = DeskField(
        label=_("Class of scenario"), longest=LONGEST["scenario_class"], example=_("Intelligent manufacturing")
    )
    scale = shared.listed("size", label=_("Size"))
    place = shared.long_text("place", label=_("Place and extent"), lines=2, example=_("Shop 3, two lines, 24 hours"))
    opened_conditions = shared.long_text(
        "opened_conditions",
        label=_("Conditions opened"),
        lines=3,
        help_text=_("Sites, data, equipment and people that the tester may use."),
    )
    success_criteria = shared.long_text(
        "success_criteria",
        label=_("Criteria of success"),
        lines=3,
        help_text=_("Figures by which you decide after the test."),
        example=_("At most 1 missed fault in 1,000 parts, at most 3 s per part"),
    )
    expected_maturity = Level(
        maturity_levels,
        label=_("Maturity expected"),
        nothing=_("Not known yet"),
        help_text=_("The level (GB/T 22900) from which you would let a technology in."),
        widget=forms.RadioSelect(attrs={"class": "desk-levels"}),
        wide=True,
    )
    safety_notes = shared.long_text(
        "safety_notes", label=_("Safety and data protection"), lines=2, help_text=_("What testers must observe.")
    )
    funding = shared.listed("funding", label=_("Source of money"))
    budget_fen = Amount(
        label=_("Budget"),
        help_text=_("In 万元 (CNY 10,000); write 元 behind the number for yuan. Empty means negotiable."),
        example=_("60, 60万元, 600,000元"),
    )
    purchase_way = shared.listed("purchase", label=_("Way of purchase"))
    period_months = Whole(label=_("Period in months"), lowest=1, highest=MOST_MONTHS, example="6")
    valid_until = shared.valid_until(_("Valid until"), _("Applications are taken until this day."))
    field = shared.hitech_field()
    industry = shared.industry()
    region = shared.region()
    department = DeskField(label=_("Department in charge"), longest=LONGEST["department"])
    disclosure = shared.disclosure()
    contact = shared.contact()
