"""One file of settings for development, tests and production; environment variables set what differs."""

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

DATA_DIR = env.path("GLUTES_DATA", BASE_DIR / "data")
HTTPS = env.bool("GLUTES_HTTPS", False)
DEBUG = env.bool("GLUTES_DEBUG", False)


def secret_key():
    """The key from the environment, else from the data folder, else a new one for this process only."""
    kept = DATA_DIR / "secret-key"
    return env.str("GLUTES_SECRET_KEY", "") or (kept.read_text().strip() if kept.exists() else get_random_secret_key())


SECRET_KEY = secret_key()
SCHEMES = ["https"] if HTTPS else ["http", "https"]
HOSTS = [host.strip() for host in env.list("GLUTES_HOSTS", []) if host.strip()]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *(re.sub(r":\d+$", "", host) for host in HOSTS)]
# A name with a port is for a proxy that leaves the port out: forms from that origin are accepted.
CSRF_TRUSTED_ORIGINS = [f"{scheme}://{host}" for host in HOSTS if re.search(r"\w:\d+$", host) for scheme in SCHEMES]
# The path under a domain that a proxy serves the site at, with a slash before it and none behind: /glutes.
PATH = "/".join(["", *filter(None, env.str("GLUTES_PATH", "").split("/"))])
FORCE_SCRIPT_NAME = PATH or None
# Whose X-Forwarded-For is believed: a reverse proxy on this machine, or at these addresses.
PROXIES = ["127.0.0.1", "::1", *env.list("GLUTES_PROXIES", [])]

# Whether calendars of runs may be fetched from private addresses: fine at home, dangerous on the internet.
PRIVATE_ADDRESSES = env.bool("GLUTES_PRIVATE_ADDRESSES", False)

# The key to read /metrics with; without one, /metrics does not exist and nothing is counted.
METRICS_KEY = env.str("GLUTES_METRICS", "")
if METRICS_KEY:  # Each process stores its counts there, so that any of them can answer with the sum.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(DATA_DIR / "metrics"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "glutes",
    "glutes.accounts",
    "glutes.exercises",
    "glutes.kit",
    "glutes.checks",
    "glutes.routines",
    "glutes.runs",
    "glutes.plan",
    "glutes.links",
    "glutes.workouts",
    "glutes.calendars",
    "glutes.api",
    "glutes.watch",
    "glutes.progress",
    "glutes.report",
    "glutes.exchange",
]

MIDDLEWARE = [
    *["glutes.metrics.MetricsMiddleware"] * bool(METRICS_KEY),
    "glutes.journal.RequestIdMiddleware",
    "glutes.middleware.ProxySchemeMiddleware",
    "glutes.middleware.FirstCookieMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "glutes.middleware.PolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # Adds a random length against BREACH; CSRF tokens are masked, too.
    "glutes.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "glutes.middleware.CharsetMiddleware",
    "glutes.middleware.HtmxRedirectMiddleware",
    "glutes.middleware.LoginRequiredMiddleware",
    "glutes.middleware.StaySignedInMiddleware",
    "glutes.accounts.known_browsers.KnownBrowserMiddleware",
    "glutes.middleware.TimeZoneMiddleware",
    "glutes.middleware.PrivateCacheMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "glutes.middleware.FormAddressMiddleware",
]

FORM_RENDERER = "glutes.widgets.Renderer"
ROOT_URLCONF = "glutes.urls"
WSGI_APPLICATION = "glutes.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["glutes.templatetags.markup"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "glutes.accounts.context.signup_open",
                "glutes.workouts.carry_on.carry_on",
            ],
        },
    }
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "glutes.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        # FULL: a set that was acknowledged survives a power cut. (Django itself turns foreign keys on.)
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
}
DATABASES = {"default": SQLITE}
for name, variable in ("default", "DATABASE_URL"), ("replica", "DATABASE_REPLICA_URL"):
    if env.str(variable, ""):
        DATABASES[name] = env.dj_db_url(
            variable,
            conn_max_age=60,
            conn_health_checks=True,
            disable_server_side_cursors=True,  # They fail behind a pooler in transaction mode, and nothing needs them.
        )
if "replica" in DATABASES:
    DATABASE_ROUTERS = ["glutes.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "glutes.accounts.passwords.SimilarityValidator"},
    {"NAME": "glutes.accounts.passwords.LengthValidator"},
    {"NAME": "glutes.accounts.passwords.CommonValidator"},
    {"NAME": "glutes.accounts.passwords.NumericValidator"},
    {"NAME": "glutes.accounts.passwords.VarietyValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "workouts:today"
CSRF_FAILURE_VIEW = "glutes.middleware.csrf_failure"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = PATH or "/"
SESSION_ENGINE = "glutes.accounts.session_store"
SESSION_COOKIE_AGE = 400 * 24 * 3600
SIGNUP_OPEN = env.str("GLUTES_SIGNUP", "open") != "closed"

# E-mail is for forgotten passwords, and for errors to the host. Without a mail server no page mentions it.
BY_EMAIL = bool(env.str("GLUTES_EMAIL", ""))
if BY_EMAIL:
    server = env.dj_email_url("GLUTES_EMAIL")
    if "EMAIL_BACKEND" not in server:
        raise ImproperlyConfigured("GLUTES_EMAIL is submission://user:password@host or smtp://host.")
    vars().update(server)
    EMAIL_TIMEOUT = 20
FROM = f"glutes@{next((host.lstrip('.') for host in ALLOWED_HOSTS[3:]), 'localhost')}"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("GLUTES_EMAIL_FROM", FROM)
ADMINS = [("", address.strip()) for address in env.list("GLUTES_ADMINS", []) if address.strip()] if BY_EMAIL else []
EMAIL_SUBJECT_PREFIX = "Glutes: "
PASSWORD_RESET_TIMEOUT = 3600

LANGUAGE_CODE = "en-gb"
USE_I18N = False  # One language: else every number that a page shows asks three times which one it is in.
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = f"{PATH}/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "glutes.storage.Storage"
    },
}

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = None  # PolicyMiddleware sets it, for pages only.
WHITENOISE_ALLOW_ALL_ORIGINS = False
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz/$", r"^metrics$"]  # Monitoring calls them directly, over http.
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    HSTS = env.list("GLUTES_HSTS", [])  # These two also bind all subdomains, and are hard to undo.
    SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = "subdomains" in HSTS, "preload" in HSTS
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    CSRF_TRUSTED_ORIGINS += [f"https://*{host}" if host.startswith(".") else f"https://{host}" for host in HOSTS]
else:
    # On plain http, at home, these four would keep browsers from logging in or opening the site.
    SILENCED_SYSTEM_CHECKS = [
        "security.W004",  # HSTS
        "security.W008",  # redirect to https
        "security.W010",  # session cookie over https only
        "security.W016",  # CSRF cookie over https only
    ]

# Errors go to the terminal (or the system's journal); a 404 is no error. With GLUTES_LOG=json
# every line is an object for a program to read, and there is one about each request.
OF_STRANGERS = "DisallowedHost", "RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent"
"""Django's names for requests that anybody may send and that get a 400. It would log a traceback of each, with what was
sent."""
LOG_REQUESTS = env.str("GLUTES_LOG", "") == "json"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"with_id": {"()": "glutes.journal.WithId"}},
    "formatters": {
        "plain": {"format": "{message}", "style": "{"},
        "json": {"()": "glutes.journal.JSONLines"},
    },
    "handlers": {
        "terminal": {
            "class": "logging.StreamHandler",
            "filters": ["with_id"],
            "formatter": "json" if LOG_REQUESTS else "plain",
        },
        "host": {"()": "glutes.letters.ToTheHost", "filters": ["with_id"]},
    },
    "root": {"handlers": ["terminal", "host"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": []},  # Django's e-mails to ADMINS contain what somebody typed, and cookies.
        "glutes.requests": {"level": "INFO" if LOG_REQUESTS else "WARNING"},
        "django.request": {"level": "ERROR"},
        **{f"django.security.{each}": {"level": "CRITICAL"} for each in OF_STRANGERS},
    },
}
