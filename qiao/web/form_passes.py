"""The signed mark that a form carries: which opened form it is, and for which person under which holding it was made.

It lets one form make one record, keeps the input of an expired session for the person who typed it and for nobody
else, and notices that somebody has switched the holding in another window.
"""

from dataclasses import dataclass
from uuid import uuid4

from django.core import signing

from qiao.web.acting import ActingRequest

FIELD = "form_token"
_SALT = "qiao.web.form_passes"


@dataclass(frozen=True)
class FormPass:
    """An opened form: its token, the account, and the holding under which it was opened."""

    token: str
    user_id: int
    holding_id: int

    def __str__(self) -> str:
        return signing.dumps([self.token, self.user_id, self.holding_id], salt=_SALT)


def new_pass(user_id: int, holding_id: int, token: str = "") -> FormPass:
    """The pass of a form that is about to be shown; with a token, of one that is shown again."""
    return FormPass(token or uuid4().hex, user_id, holding_id)


def pass_of(request: ActingRequest) -> FormPass | None:
    """The pass that the posted form brings, unless it was made for somebody else or under another holding."""
    opened = read_pass(request.POST.get(FIELD, ""))
    fits = opened and (opened.user_id, opened.holding_id) == (request.user.pk, request.actor.holding_id)
    return opened if fits else None


def read_pass(text: str) -> FormPass | None:
    """The pass that a form brings back, or None when it is none of ours."""
    try:
        token, user_id, holding_id = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return FormPass(str(token), int(user_id), int(holding_id))
