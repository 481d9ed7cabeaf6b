"""A test client that has signed in and acts under a holding."""

from django.test import Client

from qiao.parties.models import Holding, User
from qiao.web.acting import CHOSEN_HOLDING

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in_client(holding: Holding, *, language: str = "zh-hans") -> Client:
    """A client for the person of the holding; an account is made when the person has none."""
    user = User.objects.filter(person=holding.person_id).first()
    if user is None:
        user = User(username=f"person{holding.person_id}", person=holding.person)
        user.set_unusable_password()
        user.save()
    client = Client()
    client.force_login(user, backend=_BACKEND)
    session = client.session
    session[CHOSEN_HOLDING] = holding.pk
    session.save()
    client.cookies["django_language"] = language
    return client
