"""The columns of the exported list of organisations."""

from django.utils.translation import gettext as _

from qiao.web.labels import industry_name, label_of, labels_of, region_name
from qiao.web.listings.exporting import Column


def columns() -> tuple[Column, ...]:
    """The columns with headings in the active language."""
    return (
        (_("Name"), lambda row: row.name),
        (_("Kind of organisation"), lambda row: label_of(row.kind, "organisation_kind")),
        (_("Technical field"), lambda row: label_of(row.field, "field")),
        (_("Industry"), lambda row: industry_name(row.industry)),
        (_("Region"), lambda row: region_name(row.region)),
        (_("Size"), lambda row: label_of(row.size, "organisation_size")),
        (_("Recognised standing"), lambda row: labels_of(row.qualifications, "qualification")),
        (_("Profile"), lambda row: row.profile),
        (_("Achievements"), lambda row: row.achievement_count),
        (_("Technology demands"), lambda row: row.demand_count),
        (_("Application scenarios"), lambda row: row.scenario_count),
    )
