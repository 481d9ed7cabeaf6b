"""Reading the files of editions."""

from collections.abc import Iterable, Mapping, Sequence

from qiao.catalogue.lifecycles.edition import EditionState
from qiao.catalogue.models import Edition
from qiao.core.outcomes import Missing
from qiao.reports.models import EditionFile


def edition_files(edition: Edition) -> list[EditionFile]:
    """The files that stand for the edition now, by name: with the mark once it is withdrawn."""
    return current_files([edition])


def current_files(editions: Sequence[Edition]) -> list[EditionFile]:
    """The same for several editions; of a file written anew the last counts."""
    withdrawn = {edition.pk: edition.state == EditionState.WITHDRAWN for edition in editions}
    return _current(EditionFile.objects.filter(edition__in=withdrawn).order_by("pk"), withdrawn)


def _current(published: Iterable[EditionFile], withdrawn: Mapping[int, bool]) -> list[EditionFile]:
    last: dict[tuple[int, str], EditionFile] = {}
    for file in published:
        if file.is_marked == withdrawn[file.edition_id]:
            last[file.edition_id, file.name] = file
    return sorted(last.values(), key=lambda file: (file.edition_id, file.name))


def earlier_files(edition: Edition) -> list[EditionFile]:
    """Files that were published once and no longer stand for the edition."""
    return present_and_earlier_files(edition)[1]


def present_and_earlier_files(edition: Edition) -> tuple[list[EditionFile], list[EditionFile]]:
    """The files that stand for the edition now, by name, and those that did once, oldest first. One statement."""
    published = list(EditionFile.objects.filter(edition=edition).order_by("pk"))
    present = _current(published, {edition.pk: edition.state == EditionState.WITHDRAWN})
    standing = {file.pk for file in present}
    return present, [file for file in published if file.pk not in standing]


def edition_file(edition: Edition, name: str) -> EditionFile:
    """The present file of this name. Raises Missing when the edition has none."""
    found = next((file for file in edition_files(edition) if file.name == name), None)
    if found is None:
        raise Missing("no_such_object", object_type="reports.editionfile", object_id=name)
    return found


def all_files() -> list[EditionFile]:
    """Every file ever published, for verification."""
    return list(EditionFile.objects.order_by("pk"))
