"""What every way of running shares. Only the environment differs between one machine and a parliament."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from cms.settings import environment, naming
from cms.settings.bucket import bucket
from syndication.discovery import app_paths

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(environment.text("VAR_DIR", str(ROOT / "var")))

BASE_URL = environment.origin("BASE_URL", "http://127.0.0.1:8000")
EMBED_URL = environment.origin("EMBED_URL", "http://embed.localhost:8000")
if urlsplit(BASE_URL).netloc == urlsplit(EMBED_URL).netloc:
    raise ImproperlyConfigured(
        "EMBED_URL must be another host than BASE_URL: embeds live on a host without cookies."
    )
MEDIA_HOSTS = environment.origins("MEDIA_HOSTS")
ALLOWED_HOSTS = [
    *environment.words("ALLOWED_HOSTS"),
    *(str(urlsplit(origin).hostname) for origin in (BASE_URL, EMBED_URL)),
]
WAGTAILADMIN_BASE_URL, CSRF_TRUSTED_ORIGINS = BASE_URL, [BASE_URL]

# The parliament: its name, its key in the identifiers of imports, and who it is in tag: URIs (RFC 4151).
SYNDICATION_PUBLISHER = naming.name("PARLIAMENT_NAME", "Parliament of Valmere")
PARLIAMENT_KEY = environment.text("PARLIAMENT_KEY", "valmere")
TAG_AUTHORITY = environment.text("TAG_AUTHORITY", "valmere.example,2026")
WAGTAIL_SITE_NAME = SYNDICATION_PUBLISHER
FEDIVERSE_CREATOR = environment.account("FEDIVERSE_CREATOR")

# Listed means on; the values are the plugin's settings (docs/web-administrator.md has them all).
SYNDICATION_PLUGINS: dict[str, dict[str, Any]] = {
    **{
        kind: {}
        for kind in ("members", "sittings", "speeches", "videos", "bills", "documents", "news")
    },
    **{name: {} for name in ("rss", "atom", "jsonfeed", "podcast", "calendar", "opml")},
    **{name: {} for name in ("widgets", "oembed", "cards", "api", "websub")},
    "builder": {"page": "core/base.html"},
    **{name: {} for name in environment.words("EXTRA_PLUGINS")},
}
for _name in environment.words("WITHOUT_PLUGINS"):
    SYNDICATION_PLUGINS.pop(_name, None)

INSTALLED_APPS = [
    "syndication.apps.SyndicationConfig",
    "cms.core.apps.CoreConfig",
    *app_paths(SYNDICATION_PLUGINS),
    "cms.importers.apps.ImportersConfig",
    "cms.console.apps.ConsoleConfig",
    "cms.elections.apps.ElectionsConfig",
    "cms.neutrality.apps.NeutralityConfig",
    "cms.demo.apps.DemoConfig",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "cms.roles.apps.RolesConfig",  # the last: it gives the permissions of all others
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.core.middleware.KeptMiddleware",
    "cms.core.middleware.HostMiddleware",
    "cms.core.middleware.OutageMiddleware",
    "syndication.audiences.middleware.ReaderMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.core.middleware.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.core.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.core.middleware.MovedMiddleware",
]

ROOT_URLCONF = "cms.urls"
EMBED_URLCONF = "cms.embed_urls"
WSGI_APPLICATION = "cms.wsgi.application"
ASGI_APPLICATION = "cms.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.core.context.site",
            ],
        },
    },
]

DATABASES = {"default": environment.database(f"sqlite:///{VAR / 'hemicycle.sqlite3'}")}
COHERENCE = environment.coherence(shared="sqlite3" not in DATABASES["default"]["ENGINE"])
CACHES = {"default": environment.cache("locmem://")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = environment.tasks("database")

# Text is written in English, French, Spanish and Arabic; the record may be in any of LANGUAGES.
LANGUAGE_CODE = "en"
INTERFACE_LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("ar", _("Arabic")),
]
LANGUAGES = [
    *INTERFACE_LANGUAGES,
    ("bg", _("Bulgarian")),
    ("ca", _("Catalan")),
    ("cs", _("Czech")),
    ("da", _("Danish")),
    ("de", _("German")),
    ("el", _("Greek")),
    ("et", _("Estonian")),
    ("eu", _("Basque")),
    ("fi", _("Finnish")),
    ("ga", _("Irish")),
    ("gl", _("Galician")),
    ("he", _("Hebrew")),
    ("hr", _("Croatian")),
    ("hu", _("Hungarian")),
    ("it", _("Italian")),
    ("lt", _("Lithuanian")),
    ("lv", _("Latvian")),
    ("mt", _("Maltese")),
    ("nl", _("Dutch")),
    ("pl", _("Polish")),
    ("pt", _("Portuguese")),
    ("ro", _("Romanian")),
    ("sk", _("Slovak")),
    ("sl", _("Slovenian")),
    ("sv", _("Swedish")),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = INTERFACE_LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [ROOT / "cms" / "locale"]
FORMAT_MODULE_PATH = ["cms.formats"]
USE_TZ = True
TIME_ZONE = environment.text("TIME_ZONE", "Europe/Brussels")

# The longest body of a request, and so the longest file that the desk takes.
UPLOAD_MEGABYTES = environment.number("UPLOAD_MEGABYTES", 50)

# Answers ready to be served, and what serves them even without the database (docs/operator.md).
PUBLISHED_ROOT = VAR / "published"
PUBLICATION_STORES = environment.words("PUBLICATION_STORES", "embedded")
PUBLICATION_BUCKET = bucket(PUBLICATION_STORES)
SYNDICATION_DESK = "/admin/"  # which has no address below a token's
KILL_LIST = VAR / "killed.jsonl"
# For how many days it is known which sites embed what; 0: nothing is counted.
EMBED_HEALTH_DAYS = environment.number("EMBED_HEALTH_DAYS", 90)

# A CDN in front that is told what to let go of: over HTTP by key, or by address through Wagtail.
PURGE_URL = environment.url("PURGE_URL")
PURGE_METHOD = environment.text("PURGE_METHOD", "PURGE")
PURGE_HEADERS = environment.headers("PURGE_HEADERS")
PURGE_KEY_HEADER = environment.text("PURGE_KEY_HEADER", "Surrogate-Key")
FRONTEND_CACHE = environment.back_end("FRONTEND_CACHE")
PURGER = environment.either(
    PURGE_URL=PURGE_URL and "syndication.publications.purgers.HttpPurger",
    FRONTEND_CACHE=FRONTEND_CACHE and "cms.core.frontend_cache.FrontendCache",
)

# Networks and ports that may be asked besides the public internet at 80 and 443 (docs/operator.md).
FETCH_ALLOWED = environment.allowed("FETCH_ALLOWED")

# The verbs at the desk that one person asks for and another one confirms.
DECISIONS = ("withdraw", "restore", "embargo", "expire", "lift", "restrict")
SECOND_PERSON = environment.words("SECOND_PERSON", known=DECISIONS)
NEUTRALITY_PACKS = environment.text("NEUTRALITY_PACKS", "")  # a folder: docs/neutral-voice.md

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [("frontend", ROOT / "frontend" / "dist")]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

# A form that asks for a password would tell that there is something.
WAGTAIL_PRIVATE_PAGE_OPTIONS = WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.neutrality.forms.ImageForm"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
}

# With "no-referrer" browsers send "Origin: null" with every form, and Django refuses it.
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "syndication.audiences.redaction.Formatter",
            "format": "%(levelname)s logger=%(name)s %(message)s",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "WARNING")},
    # Strangers ask for made-up hosts all day long; each is answered 400.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False}},
}
