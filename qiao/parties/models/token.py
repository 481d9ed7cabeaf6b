"""Access tokens, with which programs act for a person under one holding."""

from django.db import models

from qiao.foundation.models import Record
from qiao.parties.models.person import Holding


class ApiToken(Record):
    """A secret that lets a program act under one holding, within its scopes, until a last day.

    Only the SHA-256 of the secret is kept; ``beginning`` are its first characters, by which people tell their tokens
    apart. ``expires_on`` is the last day in Shanghai. The holding itself may end earlier, and with it the token.
    """

    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    scopes = models.JSONField(default=list)
    secret_digest = models.CharField(max_length=64, unique=True)
    beginning = models.CharField(max_length=16)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class ApiTokenUse(models.Model):
    """The day on which a token was last used.

    No governed record: it is written by the program's own calls, decides nothing, and a day is all that its holder
    needs to find the tokens that nobody uses.
    """

    token = models.OneToOneField(ApiToken, on_delete=models.CASCADE, related_name="use")
    last_used_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.token_id} {self.last_used_on}"
