"""Settings of accounts: signing in, second factors, sessions, mail, and signing in through another provider."""

import importlib.util
import os
from typing import Any

ACCOUNT_APPS = ["allauth", "allauth.account", "allauth.mfa", "allauth.usersessions"]
ACCOUNT_MIDDLEWARE = [
    "allauth.account.middleware.AccountMiddleware",
    "qiao.web.accounts.session_age.SessionAgeMiddleware",
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("username", "email")}},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/work/"

# Attempts are counted in the database, so that all processes together know them. Pages that are the same for every
# visitor are kept by each process for itself (`qiao.web.front.page_cache`).
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "qiao_cache"},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
    "reads": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "reads"},
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("QIAO_BEHIND_PROXY") == "1" else 0

# A session ends after this time without a request, and in any case so long after signing in.
SESSION_COOKIE_AGE = int(float(os.environ.get("QIAO_SESSION_IDLE_HOURS", "12")) * 3600)
SESSION_LONGEST_SECONDS = int(float(os.environ.get("QIAO_SESSION_DAYS", "7")) * 86_400)

ACCOUNT_ADAPTER = "qiao.web.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "qiao.web.accounts.forms.SignInForm",
    "reset_password": "qiao.web.accounts.forms.ResetForm",
    "reset_password_from_key": "qiao.web.accounts.forms.NewPasswordForm",
    "change_password": "qiao.web.accounts.forms.ChangeForm",
    "set_password": "qiao.web.accounts.forms.FirstPasswordForm",
    "reauthenticate": "qiao.web.accounts.forms.AgainForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/5m/key",
    "invitation": "30/m/ip",
}
MFA_ADAPTER = "qiao.web.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "qiao.web.accounts.second_factor_forms.CodeForm",
    "reauthenticate": "qiao.web.accounts.second_factor_forms.CodeAgainForm",
    "activate_totp": "qiao.web.accounts.second_factor_forms.ActivationForm",
    "add_webauthn": "qiao.web.accounts.second_factor_forms.AddKeyForm",
    "edit_webauthn": "qiao.web.accounts.second_factor_forms.RenameKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1

# Mails go into files of the data folder unless a server is named.
SMTP_HOST = os.environ.get("QIAO_SMTP_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP_HOST else 'filebased'}.EmailBackend"
EMAIL_HOST = SMTP_HOST
EMAIL_PORT = int(os.environ.get("QIAO_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("QIAO_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("QIAO_SMTP_PASSWORD", "")
EMAIL_USE_SSL = os.environ.get("QIAO_SMTP_SECURITY", "starttls") == "ssl"
EMAIL_USE_TLS = os.environ.get("QIAO_SMTP_SECURITY", "starttls") == "starttls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("QIAO_MAIL_FROM", "qiao@localhost")

# Signing in through the provider of the city or the park: an extra that must be installed and named.
_ISSUER = os.environ.get("QIAO_OIDC_ISSUER", "").rstrip("/")
_CLIENT = os.environ.get("QIAO_OIDC_CLIENT_ID", "")
_SAFE = _ISSUER.startswith(("https://", "http://127.0.0.1", "http://localhost"))
_INSTALLED = importlib.util.find_spec("requests") is not None and importlib.util.find_spec("jwt") is not None
OIDC_NAME = os.environ.get("QIAO_OIDC_NAME", "OpenID Connect")
OIDC_ISSUER = _ISSUER if _SAFE and _CLIENT and _INSTALLED else ""
SOCIALACCOUNT_ADAPTER = "qiao.web.accounts.provider_adapter.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": _CLIENT,
                "secret": os.environ.get("QIAO_OIDC_SECRET", ""),
                "settings": {"server_url": _ISSUER, "fetch_userinfo": False},
            }
        ],
    }
}
if OIDC_ISSUER:
    ACCOUNT_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
