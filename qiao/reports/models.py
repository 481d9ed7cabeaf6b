"""Files of issued editions."""

from django.db import models

from qiao.catalogue.models import Edition


class EditionFile(models.Model):
    """One written file of an edition; the content lies in the file store under ``sha256``.

    ``is_marked`` tells files with the mark of withdrawal from those as issued, which stay. ``warnings`` are what a
    reader must know (``code: detail``), such as characters that the fonts of the PDF do not have.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    is_marked = models.BooleanField(default=False)
    media_type = models.CharField(max_length=120)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    warnings = models.JSONField(default=list)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "is_marked", "name", "sha256"], name="edition_file_content_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.sha256[:12]}"
