"""What is decided alike wherever an account is opened: its name, its password, the secret of an invitation."""

import hashlib
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from qiao.core.outcomes import Problem
from qiao.parties.models import User
from qiao.parties.selectors.lookups import username_taken

LONGEST_NAME = 150
LONGEST_PASSWORD = 128
_SECRET_BYTES = 32


def new_secret() -> str:
    """The secret of a new invitation: 256 random bits, to be shown once and never stored."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def secret_digest(secret: str) -> str:
    """The SHA-256 by which a secret is recognised. A secret of this size needs neither salt nor a slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def username_problems(name: str, present: str = "") -> list[Problem]:
    """What is wrong with the name of an account; ``present`` is the name that the account has already."""
    if not name:
        return [Problem("username", "required")]
    if len(name) > LONGEST_NAME:
        return [Problem("username", "too_long", name[:40], {"length": len(name), "limit": LONGEST_NAME})]
    try:
        User.username_validator(name)
    except ValidationError:
        return [Problem("username", "username_pattern", name)]
    taken = name.lower() != present.lower() and username_taken(name)
    return [Problem("username", "username_taken", name)] if taken else []


def password_problems(password: str, user: User) -> list[Problem]:
    """What is wrong with a password for this account. The password itself is in none of the problems."""
    if not password:
        return [Problem("password", "required")]
    if len(password) > LONGEST_PASSWORD:
        return [Problem("password", "too_long", "", {"length": len(password), "limit": LONGEST_PASSWORD})]
    try:
        validate_password(password, user)
    except ValidationError as faults:
        return [Problem("password", str(fault.code), "", dict(fault.params or {})) for fault in faults.error_list]
    return []
