"""Previewed imports written directly, and files to preview."""

from pathlib import Path

from qiao.foundation.intake.facts import import_facts
from qiao.foundation.intake.lifecycle import IMPORT, ImportState
from qiao.foundation.models import ImportBatch, ImportRow, StoredFile
from tests.factories.world import ZONE, World

SOURCE = "创新挑战赛2026"


def import_batch(world: World, state: str = ImportState.PREVIEWED, *, organisation_key: int = 0) -> ImportBatch:
    """A list of one new demand."""
    file = StoredFile.objects.create(
        sha256="0" * 64, name="需求.csv", media_type="text/csv", size=1, stored_at=world.now
    )
    batch = ImportBatch(
        zone_code=ZONE,
        created_at=world.now,
        state=str(state),
        kind="catalogue.demand",
        source=SOURCE,
        organisation_key=organisation_key,
        file=file,
        file_name=file.name,
        file_format="csv",
        total=1,
        added=1,
    )
    due = IMPORT.due(batch.state, import_facts(batch))
    if due:
        batch.due_at, batch.due_verb = due.at, due.verb
    batch.save(force_insert=True)
    if state == ImportState.PREVIEWED:
        values = {"external_number": "D1", "title": "铸件气孔率下降", "disclosure": "public"}
        ImportRow.objects.create(
            batch=batch, number=2, external_number="D1", values=values, content_digest="1" * 64, outcome="added"
        )
    return batch


def demand_file(world: World) -> Path:
    """A list of one demand as a file."""
    path = world.folder / "需求.csv"
    path.write_text("外部编号,需求名称\nD1,铸件气孔率下降\n", encoding="utf-8")
    return path


def organisation_file(world: World) -> Path:
    """A list of one organisation as a file."""
    path = world.folder / "机构.csv"
    path.write_text("机构名称,机构类型\n江海新材料有限公司（示例）,企业\n", encoding="utf-8")
    return path
