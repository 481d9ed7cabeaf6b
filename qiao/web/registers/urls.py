"""Addresses of the registers."""

from django.urls import path

from qiao.web.registers import merges, organisations, people, rules

urlpatterns = [
    path("work/organisations/", organisations.organisations, name="work-organisations"),
    path("work/organisations/new/", organisations.new_organisation, name="work-organisation-new"),
    path("work/organisations/duplicates/", merges.duplicates, name="work-duplicates"),
    path("work/organisations/merges/<int:merge_id>/undo/", merges.undo, name="work-merge-undo"),
    path("work/organisations/<int:organisation_id>/", organisations.organisation, name="work-organisation"),
    path("work/organisations/<int:organisation_id>/edit/", organisations.revise, name="work-organisation-edit"),
    path("work/organisations/<int:organisation_id>/merge/", merges.choose, name="work-organisation-merge"),
    path("work/organisations/<int:kept_id>/merge/<int:dropped_id>/", merges.merge, name="work-merge"),
    path("work/people/", people.people, name="work-people"),
    path("work/people/new/", people.new_person, name="work-person-new"),
    path("work/people/<int:person_id>/", people.person, name="work-person"),
    path("work/people/<int:person_id>/edit/", people.revise, name="work-person-edit"),
    path("work/people/<int:person_id>/roles/new/", people.grant, name="work-holding-new"),
    path("work/holdings/<int:holding_id>/end/", people.end, name="work-holding-end"),
    path("work/rules/", rules.rules, name="work-rules"),
    path("work/rules/<str:key>/", rules.set_value, name="work-rule"),
    path("work/zone/", rules.rename, name="work-zone"),
]
