"""Forms of the second factors: our labels on the forms of django-allauth."""

from typing import Any

from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.utils.translation import gettext_lazy as _

_LONGEST_CODE, _LONGEST_KEY_NAME = 20, 100


class CodeForm(base_forms.AuthenticateForm):  # type: ignore[misc]
    """A code of the authenticator app, or a recovery code."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=_LONGEST_CODE,
        help_text=_("Six digits of the app, or eight of one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class CodeAgainForm(base_forms.ReauthenticateForm):  # type: ignore[misc]
    """The same, before something delicate."""

    code = CodeForm.base_fields["code"]


class ActivationForm(totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    code = forms.CharField(
        label=_("Code shown by the app"),
        max_length=_LONGEST_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class AddKeyForm(webauthn_forms.AddWebAuthnForm):  # type: ignore[misc]
    """The name of a new passkey or security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label, name.max_length = _("Name of the key"), _LONGEST_KEY_NAME
        name.help_text = _("So that you know it from others, for example the name of the device.")
        alone.label = _("Sign in with this key alone (passkey)")
        alone.help_text = _("The device then asks for fingerprint, face or PIN, and no password is needed.")


class RenameKeyForm(webauthn_forms.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    name = forms.CharField(label=_("Name of the key"), max_length=_LONGEST_KEY_NAME)
