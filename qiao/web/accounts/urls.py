"""Addresses of accounts. Of django-allauth's pages only those in use exist; signing up is none of them."""

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as key_views
from django.urls import URLPattern, URLResolver, include, path, re_path

from qiao.web.accounts import keeping, own_email, own_pages, sessions, token_pages
from qiao.web.accounts.framing import View, in_frame
from qiao.web.accounts.provider import provider_addresses, sign_in_page


def _page(address: str, view: View, name: str) -> URLPattern:
    return path(f"accounts/{address}", in_frame(view), name=name)


_PASSWORDS = [
    _page("password/change/", account_views.password_change, "account_change_password"),
    _page("password/set/", account_views.password_set, "account_set_password"),
    _page("password/reset/", account_views.password_reset, "account_reset_password"),
    _page("password/reset/done/", account_views.password_reset_done, "account_reset_password_done"),
    _page(
        "password/reset/key/done/", account_views.password_reset_from_key_done, "account_reset_password_from_key_done"
    ),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-0-9A-Za-z]+)/$",
        in_frame(account_views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]
_SECOND_FACTORS = [
    _page("2fa/", factor_views.index, "mfa_index"),
    _page("2fa/authenticate/", factor_views.authenticate, "mfa_authenticate"),
    _page("2fa/reauthenticate/", factor_views.reauthenticate, "mfa_reauthenticate"),
    _page("2fa/app/activate/", app_views.activate_totp, "mfa_activate_totp"),
    _page("2fa/app/deactivate/", app_views.deactivate_totp, "mfa_deactivate_totp"),
    _page("2fa/codes/", code_views.view_recovery_codes, "mfa_view_recovery_codes"),
    _page("2fa/codes/generate/", code_views.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _page("2fa/codes/download/", code_views.download_recovery_codes, "mfa_download_recovery_codes"),
    _page("2fa/keys/", key_views.list_webauthn, "mfa_list_webauthn"),
    _page("2fa/keys/add/", key_views.add_webauthn, "mfa_add_webauthn"),
    _page("2fa/keys/login/", key_views.login_webauthn, "mfa_login_webauthn"),
    _page("2fa/keys/reauthenticate/", key_views.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    _page("2fa/keys/<int:pk>/edit/", key_views.edit_webauthn, "mfa_edit_webauthn"),
    _page("2fa/keys/<int:pk>/remove/", key_views.remove_webauthn, "mfa_remove_webauthn"),
]
_KEEPING = [
    path("work/accounts/", keeping.accounts, name="work-accounts"),
    path("work/accounts/<int:person_id>/", keeping.person_account, name="work-person-account"),
    path("work/accounts/<int:person_id>/invite/", keeping.invite, name="work-account-invite"),
    path("work/accounts/<int:person_id>/revoke/", keeping.revoke, name="work-account-revoke"),
    path("work/accounts/<int:person_id>/close/", keeping.close, name="work-account-close"),
    path("work/accounts/<int:person_id>/reopen/", keeping.reopen, name="work-account-reopen"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", own_pages.account, name="account"),
    path("accounts/login/", sign_in_page(in_frame(account_views.login)), name="account_login"),
    _page("logout/", account_views.logout, "account_logout"),
    _page("inactive/", account_views.account_inactive, "account_inactive"),
    _page("reauthenticate/", account_views.reauthenticate, "account_reauthenticate"),
    path("accounts/invitation/<str:secret>/", own_pages.invitation, name="invitation"),
    path("accounts/email/", own_email.own_email, name="account-email"),
    path("accounts/email/<str:proof>/", own_email.confirm_email, name="account-email-confirm"),
    path("accounts/sessions/", sessions.session_list, name="usersessions_list"),
    path("accounts/sessions/others/end/", sessions.end_others, name="sessions-end-others"),
    path("accounts/sessions/<int:key>/end/", sessions.end_session, name="session-end"),
    path("accounts/tokens/", token_pages.tokens, name="account-tokens"),
    path("accounts/tokens/<int:token_id>/revoke/", token_pages.revoke, name="account-token-revoke"),
    *_PASSWORDS,
    *_SECOND_FACTORS,
    *_KEEPING,
    path("accounts/", include(provider_addresses())),
]
