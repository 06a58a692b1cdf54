"""Django settings. Every switch is an environment variable that starts with ``DEQI_``, or ``DATABASE_URL``.

``DEQI_DATA_DIR``       folder for the database and the local key (default ``./var``)
``DATABASE_URL``        another database, for example PostgreSQL
``DEQI_HTTPS=1``        the site is reached over HTTPS: secure cookies, HSTS, redirects
``DEQI_HSTS_SUBDOMAINS=1``  HSTS also for every name below this one, and for preload lists
``DEQI_BEHIND_PROXY=1`` trust ``X-Forwarded-Proto`` from the proxy in front
``DEQI_HOSTS``          host names, separated by commas (default: this machine only)
``DEQI_SECRET_KEY``     needed as soon as others than this machine can reach the site
``DEQI_OPERATOR``       who runs this site, who pays for it and how to reach them, for the page “About”
``DEQI_CURATION=1``     pages where curators read new trials in; off unless asked for
``DEQI_CURATION_FOLDER`` a working copy of the data folder that agreed rows are written to
``DEQI_TIME_ZONE``      where "today" is, for example Europe/Vienna (default UTC)
``DEQI_KEEP_PER_HOUR``  how many answers the site keeps in an hour at most (default 200)
``DEQI_DIARIES_PER_HOUR`` how many diaries may be begun in an hour on the whole site (default 200)
``DEQI_DIARY_ENTRIES``  how many notes one address may write in ten minutes (default 60)
``DEQI_REVIEW_TRIES``   how many visit codes one address may try in ten minutes (default 20)
``DEQI_FORECAST_SEEN_BY`` who sees forecast and decision of a diary: person (default), clinician or nobody
``DEQI_DEBUG=1``        Django's debug pages; only ever on your own machine
"""

import os
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from deqi.web.languages import found_languages
from deqi.web.secret_key import local_secret_key, private_file, real_secret_key


def _on(name: str) -> bool:
    word = os.environ.get(name, "0")
    if word not in {"0", "1", ""}:
        raise ImproperlyConfigured(f"{name}={word!r}: write 1 for on, or 0 for off.")
    return word == "1"


def _count(name: str, default: int) -> int:
    word = os.environ.get(name) or str(default)
    if not (word.isascii() and word.isdigit() and len(word) < 10):
        raise ImproperlyConfigured(f"{name}={word!r}: write a whole number.")
    return int(word)


def _one_of(name: str, words: tuple[str, ...]) -> str:
    word = os.environ.get(name) or words[0]
    if word not in words:
        raise ImproperlyConfigured(f"{name}={word!r}: write one of {', '.join(words)}.")
    return word


def _database(default: str) -> dict[str, Any]:
    try:
        return {**dj_database_url.config(default=default, conn_max_age=60)}
    except ValueError as error:
        # neither kind of error repeats the password
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read. {error}") from None


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ImproperlyConfigured(
            f"DEQI_TIME_ZONE={name!r}: write a name like Europe/Vienna, or leave it out for UTC."
        ) from None
    return name


WEB_ROOT = Path(__file__).resolve().parent
DATA_DIR = Path(os.environ.get("DEQI_DATA_DIR") or "var").resolve()
HTTPS = _on("DEQI_HTTPS")
DEBUG = _on("DEQI_DEBUG")

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
_HOSTS = [host.strip() for host in os.environ.get("DEQI_HOSTS", "").split(",") if host.strip()]
ALLOWED_HOSTS = _HOSTS or LOCAL_HOSTS
PUBLIC = HTTPS or not set(ALLOWED_HOSTS) <= set(LOCAL_HOSTS)
"""Whether others than this machine can reach the site."""
if PUBLIC and DEBUG:
    raise ImproperlyConfigured(
        "DEQI_DEBUG=1 shows settings and answers: never with DEQI_HTTPS=1 or DEQI_HOSTS."
    )
SECRET_KEY = real_secret_key(os.environ) if PUBLIC else local_secret_key(os.environ, DATA_DIR)

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "deqi.web.ask",
    "deqi.web.evidence_library",
    "deqi.web.atlas_pages",
    "deqi.web.pages",
    "deqi.web.curation",
    "deqi.web.practitioners",
    "deqi.web.reviews",
    "deqi.web.diary",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "deqi.web.middleware.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads each page by a random length, and no page repeats what an address or form brought along.
    "django.middleware.gzip.GZipMiddleware",
    "deqi.web.middleware.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "deqi.web.urls"
WSGI_APPLICATION = "deqi.web.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB_ROOT / "templates", WEB_ROOT / "evidence_library" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ]
            if not DEBUG
            else ["django.template.loaders.filesystem.Loader"],
            "context_processors": [
                "django.template.context_processors.request",
                "deqi.web.context.site",
            ],
        },
    }
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-20000;"
        "PRAGMA mmap_size=134217728;PRAGMA foreign_keys=ON;"
        # what is erased is overwritten, not only marked as free
        "PRAGMA secure_delete=ON;"
    ),
}
DATABASES: dict[str, Any] = {
    "default": _database(f"sqlite:///{DATA_DIR / 'deqi.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)
    # Answers that people asked to keep lie here, so no other account of the machine may look in.
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    private_file(DATABASES["default"]["NAME"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The answers live in a signed cookie in the reader's own browser: nothing is stored here.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
# A browser takes a cookie with this prefix from this very host alone, over HTTPS, and from no neighbour.
_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_PREFIX}deqi_answers"
SESSION_COOKIE_AGE = 60 * 60 * 24
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_PREFIX}deqi_csrf"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "deqi.web.ask.views.errors.forbidden"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Other sites may live under the same name: binding them to HTTPS for a year is for the operator to ask for.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS and _on("DEQI_HSTS_SUBDOMAINS")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
BEHIND_PROXY = _on("DEQI_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

BODY_LIMIT_BYTES = 200_000
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMIT_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
CURATION = _on("DEQI_CURATION")
CURATION_FOLDER = os.environ.get("DEQI_CURATION_FOLDER", "")
KEEP_DAYS = 90
"""How long a kept answer stays before it is erased."""

KEEP_PER_HOUR = _count("DEQI_KEEP_PER_HOUR", 200)
"""How many answers the whole site keeps in an hour, so that keeping cannot fill the disk."""

DIARY_DAYS, DIARY_EMPTY_DAYS = 730, 30
"""How long a diary stays that nobody writes in any more, and one that nobody ever wrote in."""

DIARIES_PER_HOUR = _count("DEQI_DIARIES_PER_HOUR", 200)
"""How many diaries the whole site begins in an hour, so that beginning cannot fill the disk."""

FORECAST_SEEN_BY = _one_of("DEQI_FORECAST_SEEN_BY", ("person", "clinician", "nobody"))
"""Who sees the forecast of a diary and the decision that follows from it."""

DIARY_STARTS = 10
DIARY_WRONG_LINKS = 30
DIARY_ENTRIES = _count("DEQI_DIARY_ENTRIES", 60)
"""What one address may do in ten minutes: begin diaries, try links that open nothing, write notes."""

REVIEW_TRIES = _count("DEQI_REVIEW_TRIES", 20)
"""How many visit codes one address may try in ten minutes."""

OPERATOR = os.environ.get("DEQI_OPERATOR", "").strip()
"""Who runs this site, in their own words; empty when they have not said."""

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB_ROOT / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {"staticfiles": {"BACKEND": "deqi.web.static_files.VersionedStaticFilesStorage"}}
# WhiteNoise reads the package's own folder: an installed Deqi needs no copy of its static files.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 86_400

LANGUAGE_CODE = "en"
LOCALE_PATHS = [WEB_ROOT / "locale"]
LANGUAGES = found_languages(LOCALE_PATHS[0])
USE_I18N = USE_TZ = True
TIME_ZONE = _time_zone(os.environ.get("DEQI_TIME_ZONE") or "UTC")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"private": {"()": "deqi.web.private_logging.PrivateFilter"}},
    "formatters": {"private": {"()": "deqi.web.private_logging.PrivateFormatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "private",
            "filters": ["private"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
