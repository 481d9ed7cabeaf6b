"""Searches that people keep, and the records each has found."""

from django.db import models

from qiao.parties.models import Holding, Person


class SavedSearch(models.Model):
    """A list search or a free text that a person wants to be told of, under one holding.

    A plain table, not a governed record: it is a person's own note, nobody decides anything by it, and an audit trail
    would show others what a firm is looking for. What it may find is decided anew at each run by the rights of the
    holding. ``filters`` are those of `qiao.catalogue.filters` without the empty ones, ``query`` the values of the
    address as typed; ``words`` is the free text of a matching search. ``whole`` says that every present result is
    known, so that a record that comes to fit later is noticed even when it is not newly published.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="saved_searches")
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="saved_searches")
    zone_code = models.CharField(max_length=32)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=16)
    filters = models.JSONField(default=dict)
    query = models.TextField(blank=True, default="")
    words = models.TextField(blank=True, default="")
    frequency = models.CharField(max_length=16)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    last_run_at = models.DateTimeField()
    next_run_at = models.DateTimeField(null=True, blank=True, db_index=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    whole = models.BooleanField(default=True)
    last_error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["person", "deleted_at"], name="saved_search_of_person")]

    def __str__(self) -> str:
        return self.name


class SearchHit(models.Model):
    """That a search has found a record, and when it last came to fit. ``fits`` is False while it does not."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="hits")
    record_id = models.BigIntegerField()
    found_at = models.DateTimeField()
    fits = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "record_id"], name="search_hit_once")]

    def __str__(self) -> str:
        return f"{self.search_id} {self.record_id}"
