"""The form of a technology demand, in the words of a firm."""

from django.utils.translation import gettext_lazy as _

from qiao.catalogue.contents import DemandContent
from qiao.web.forms_desk import shared_fields as shared
from qiao.web.forms_desk.choices import cooperation_ways
from qiao.web.forms_desk.desk_form import DeskForm, Section
from qiao.web.forms_desk.fields import Codes
from qiao.web.forms_desk.rows import IndicatorRow


class DemandForm(DeskForm):
    """What a firm needs solved."""

    CONTENT = DemandContent
    ROWS = (IndicatorRow,)
    SECTIONS = (
        Section("what", _("What is to be solved"), ("title", "kind", "content", "keywords")),
        Section(
            "targets", _("What the solution must reach"), ("indicators",),
            _("Figures decide whether somebody can say yes. A range or an estimate is better than nothing."),
        ),
        Section(
            "conditions", _("Conditions of cooperation"),
            ("urgency", "valid_until", "budget_band", "ways", "rights_wish"),
        ),
        Section("own", _("You and your partner"), ("foundation_now", "partner_requirements")),
        Section("place", _("Where it belongs"), ("field", "industry", "region")),
        Section("disclosure", _("Visibility and contact"), ("disclosure", "contact")),
    )  # fmt: skip

    title = shared.title(
        label=_("Title"),
        help_text=_("Object and problem in one line, 8 characters or more."),
        example=_("Porosity control of thin-walled aluminium die castings"),
    )
    kind = shared.listed("demand_kind", label=_("Kind of demand"))
    content = shared.long_text(
        "content",
        label=_("Description"),
        lines=8,
        help_text=_(
            "What happens today, what you have tried, what the result must do. No trade secrets: "
            "details belong into the talks. Needed before the demand can be submitted."
        ),
        example=_("Castings have 12 pores on average, 8 with vacuum valves. We need fewer than 3 at a wall of 2.5 mm."),
    )
    keywords = shared.keywords()
    urgency = shared.listed("urgency", label=_("Urgency"))
    valid_until = shared.valid_until(
        _("Deadline"), _("By when the solution must be there. The demand leaves the list after this day.")
    )
    budget_band = shared.listed(
        "budget", label=_("Budget"), help_text=_("A range attracts more serious answers than “negotiable”.")
    )
    ways = Codes(cooperation_ways, label=_("Ways of cooperation"), help_text=_("Tick everything that you can imagine."))
    rights_wish = shared.long_text(
        "rights_wish",
        label=_("Ownership of the result"),
        lines=2,
        help_text=_("Who is to own patents and know-how that arise."),
        example=_("Shared, with the right to use for us"),
    )
    foundation_now = shared.long_text(
        "foundation_now",
        label=_("Existing base"),
        lines=3,
        help_text=_("Equipment, data, samples and people that are there."),
        example=_("Two die-casting machines of 1,600 t, three years of process data"),
    )
    partner_requirements = shared.long_text(
        "partner_requirements",
        label=_("Requirements for the partner"),
        lines=3,
        help_text=_("Qualifications, references or people that the partner must bring."),
    )
    field = shared.hitech_field()
    industry = shared.industry()
    region = shared.region()
    disclosure = shared.disclosure()
    contact = shared.contact()
