"""A session of the zone's operator in the measured database, and the statements of a page."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.crypto import get_random_string

from qiao.core.access import Role
from qiao.parties.models import Holding, User


def operators_cookie() -> str:
    """The cookies of a session in which the oldest operator of the oldest zone has signed in."""
    holding = Holding.objects.filter(role=Role.ZONE_OPERATOR).order_by("pk").select_related("person").first()
    if holding is None:
        raise SystemExit("nobody is operator here; import a list first")
    user = User.objects.filter(person=holding.person).first()
    if user is None:
        user = User(username="measuring", person=holding.person, date_joined=timezone.now())
        user.set_unusable_password()
        user.save()
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    # Browsers that have seen one page hold the secret of forms as well.
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={get_random_string(32)}"


def statements(path: str, cookie: str) -> int:
    """How many statements a page asks of the database, signed in for pages of the workbench."""
    client = Client(SERVER_NAME="127.0.0.1")
    if path.startswith("/work/"):
        client.cookies.load(cookie)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)
