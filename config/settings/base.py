"""Settings of every deployment. What differs between machines comes from the environment."""

import os
import secrets
from pathlib import Path

from config.database import database_settings
from config.logging import logging_settings
from config.settings import accounts
from config.settings.accounts import (  # noqa: F401
    ACCOUNT_ADAPTER,
    ACCOUNT_APPS,
    ACCOUNT_EMAIL_NOTIFICATIONS,
    ACCOUNT_EMAIL_SUBJECT_PREFIX,
    ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS,
    ACCOUNT_EMAIL_VERIFICATION,
    ACCOUNT_FORMS,
    ACCOUNT_LOGIN_METHODS,
    ACCOUNT_MIDDLEWARE,
    ACCOUNT_RATE_LIMITS,
    ACCOUNT_SESSION_REMEMBER,
    ACCOUNT_SIGNUP_FIELDS,
    ALLAUTH_TRUSTED_PROXY_COUNT,
    AUTH_PASSWORD_VALIDATORS,
    AUTHENTICATION_BACKENDS,
    CACHES,
    DEFAULT_FROM_EMAIL,
    EMAIL_BACKEND,
    EMAIL_HOST,
    EMAIL_HOST_PASSWORD,
    EMAIL_HOST_USER,
    EMAIL_PORT,
    EMAIL_TIMEOUT,
    EMAIL_USE_SSL,
    EMAIL_USE_TLS,
    LOGIN_REDIRECT_URL,
    LOGIN_URL,
    MFA_ADAPTER,
    MFA_ALLOW_UNVERIFIED_EMAIL,
    MFA_FORMS,
    MFA_PASSKEY_LOGIN_ENABLED,
    MFA_SUPPORTED_TYPES,
    MFA_TOTP_TOLERANCE,
    SESSION_COOKIE_AGE,
    SOCIALACCOUNT_ADAPTER,
    SOCIALACCOUNT_EMAIL_AUTHENTICATION,
    SOCIALACCOUNT_LOGIN_ON_GET,
    SOCIALACCOUNT_QUERY_EMAIL,
    SOCIALACCOUNT_STORE_TOKENS,
)

PROJECT_FOLDER = Path(__file__).resolve().parent.parent.parent
DATA_FOLDER = Path(os.environ.get("QIAO_DATA", PROJECT_FOLDER / "var")).resolve()


def _secret_key(folder: Path) -> str:
    """The signing key of this data folder, made once and kept readable by its owner only."""
    given = os.environ.get("QIAO_SECRET_KEY")
    if given:
        return given
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


DATA_FOLDER.mkdir(parents=True, exist_ok=True)
SECRET_KEY = _secret_key(DATA_FOLDER)
DEBUG = os.environ.get("QIAO_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("QIAO_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "qiao.foundation",
    "qiao.parties",
    "qiao.catalogue",
    "qiao.matching",
    "qiao.reports",
    "qiao.web",
    "qiao.api",
    # Its own pages are switched off; named here so that nothing of it would ever come from a CDN.
    "ninja",
    *ACCOUNT_APPS,
    # After qiao.web, so that our templates of form widgets are found first.
    "django.forms",
]

MIDDLEWARE = [
    "qiao.web.request_log.RequestLogMiddleware",
    "qiao.web.kept_pages.KeptPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "qiao.web.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    *ACCOUNT_MIDDLEWARE,
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "qiao.web.acting.ActingMiddleware",
    "qiao.web.middleware.ContentSecurityPolicyMiddleware",
]

KEPT_PAGES_LAG_SECONDS = 0.5

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""), DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "parties.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PROJECT_FOLDER / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
# Names with a hash of the content, so that browsers keep the files for good; `qiao serve` collects them.
_STATIC = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else _STATIC},
}
# Where set-up has put the front-end packages; pages load only what `qiao.web.front_end_files` names.
FRONT_END = PROJECT_FOLDER / "node_modules"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "qiao.web.front_end_files.FrontEndFinder",
]
FORM_RENDERER = "qiao.web.forms.QiaoFormRenderer"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "qiao.web.errors.form_not_checked"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Names of the fonts that an official notice asks for (Word), where the open fonts that a PDF embeds are found, and a
# folder with fonts of the operator's own, which come first.
NOTICE_FONTS = {
    "fangsong": os.environ.get("QIAO_FONT_FANGSONG", "仿宋_GB2312"),
    "kai": os.environ.get("QIAO_FONT_KAI", "楷体_GB2312"),
    "hei": os.environ.get("QIAO_FONT_HEI", "黑体"),
    "song": os.environ.get("QIAO_FONT_SONG", "宋体"),
    "title": os.environ.get("QIAO_FONT_TITLE", "方正小标宋简体"),
}
OPEN_FONTS = PROJECT_FOLDER / "node_modules"
OWN_FONTS = Path(os.environ["QIAO_FONTS"]) if os.environ.get("QIAO_FONTS") else None
BASE_URL = os.environ.get("QIAO_BASE_URL", "http://127.0.0.1:8000")
EMAIL_FILE_PATH = DATA_FOLDER / "mail"
SESSION_LONGEST_SECONDS = accounts.SESSION_LONGEST_SECONDS
OIDC_ISSUER = accounts.OIDC_ISSUER
OIDC_NAME = accounts.OIDC_NAME
SOCIALACCOUNT_PROVIDERS = accounts.SOCIALACCOUNT_PROVIDERS

# An https address means that the platform is served to others: then cookies travel encrypted only, browsers keep to
# https, and http is sent there. Behind a proxy that ends TLS, QIAO_BEHIND_PROXY=1 says whose word to take for it.
SECURE_SSL_REDIRECT = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if os.environ.get("QIAO_BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A form of this platform has at most some hundred fields and texts of some ten thousand characters.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
LOGGING = logging_settings()
