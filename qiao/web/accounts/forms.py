"""Forms for signing in and for passwords: our labels and limits on the forms of django-allauth."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.utils.translation import gettext_lazy as _

from qiao.parties.accounts import LONGEST_NAME, LONGEST_PASSWORD

_LONGEST_LOGIN = 254


class SignInForm(allauth_forms.LoginForm):  # type: ignore[misc]
    """Account name or e-mail address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Account name or e-mail"),
            max_length=_LONGEST_LOGIN,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
        )
        _plain(self, "password", _("Password"))
        self.order_fields(["login", "password"])


class ResetForm(allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """The address to which the link is sent."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=_LONGEST_LOGIN, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password after following the link of the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class FirstPasswordForm(allauth_forms.SetPasswordForm):  # type: ignore[misc]
    """A password for an account that has none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class ChangeForm(allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    """The present password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "oldpassword", _("Present password"))
        _new_password(self)


class AgainForm(allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something delicate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "password", _("Password"))


class AcceptanceForm(forms.Form):
    """The name and the password of a new account; what they must be is decided by the use case."""

    username = forms.CharField(
        label=_("Account name"),
        max_length=LONGEST_NAME,
        help_text=_("Letters, digits and @ . + - _, for example your name in pinyin. You sign in with it."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password once more"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = password_help()

    def clean(self) -> dict[str, Any]:
        """Both passwords must be the same."""
        values = super().clean() or {}
        if "password" in values and "again" in values and values["password"] != values["again"]:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        return values


def password_help() -> str:
    """What a password must be."""
    least = next(one.min_length for one in get_default_password_validators() if isinstance(one, MinimumLengthValidator))
    text = _(
        "At least %(least)s characters, not digits alone, not like your account name, and none that many people use."
    )
    return str(text) % {"least": least}


def _plain(form: forms.BaseForm, name: str, label: Any) -> None:
    field = form.fields[name]
    field.label, field.help_text = label, ""
    _limit(field)


def _new_password(form: forms.BaseForm) -> None:
    for name, label in (("password1", _("New password")), ("password2", _("New password once more"))):
        form.fields[name].label = label
        _limit(form.fields[name])
    form.fields["password1"].help_text = password_help()
    form.fields["password2"].help_text = ""


def _limit(field: Any) -> None:
    """No placeholder, which would vanish on typing, and no more text than is ever hashed."""
    field.widget.attrs.pop("placeholder", None)
    field.max_length = LONGEST_PASSWORD
    field.validators = [*field.validators, forms.CharField(max_length=LONGEST_PASSWORD).validators[0]]
