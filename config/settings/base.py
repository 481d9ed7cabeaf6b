"""Settings of every deployment. What differs between machines comes from the environment."""

import os
import secrets
from pathlib import Path

from config.database import database_settings

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
    "qiao.foundation",
    "qiao.parties",
    "qiao.catalogue",
    "qiao.matching",
    "qiao.reports",
    "qiao.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "qiao.web.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "qiao.web.middleware.ContentSecurityPolicyMiddleware",
]

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

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
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
