"""Settings, all read from the environment.

`docs/operations/settings.md` lists every variable; a test compares the two. Two profiles exist: `development`, which
starts with nothing prepared, and `production`, which refuses to start without its secrets.
"""

from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from ocop.rules.stamps import secrets_by_epoch

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

PROFILE = env.str("OCOP_PROFILE", default="development")
if PROFILE not in {"development", "production"}:
    raise ImproperlyConfigured("OCOP_PROFILE must be 'development' or 'production'.")
PRODUCTION = PROFILE == "production"
DEBUG = env.bool("OCOP_DEBUG", default=False)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("OCOP_DEBUG must be off in the production profile.")

VAR_DIR = Path(env.str("OCOP_VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def _development_secret(name: str) -> str:
    """A key made once per checkout, so that development needs nothing prepared and shares no secret."""
    path = VAR_DIR / name
    if not path.exists():
        from django.core.management.utils import get_random_secret_key

        path.write_text(get_random_secret_key(), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii")


def _secret(given: str, name: str) -> str:
    """What the environment gives; where it gives nothing, development makes its own."""
    return given if given or PRODUCTION else _development_secret(name)


SECRET_KEY = _secret(env.str("OCOP_SECRET_KEY", default=""), "development-secret")
# Every printed stamp is made with it: lost, all of them are refused; known to others, anybody can make more.
STAMP_SECRET = _secret(env.str("OCOP_STAMP_SECRET", default=""), "development-stamp-secret")
try:
    _stamp_secrets = secrets_by_epoch(STAMP_SECRET).values()
except ValueError as wrong:
    raise ImproperlyConfigured(f"OCOP_STAMP_SECRET: {wrong}.") from wrong
ALLOWED_HOSTS = env.list("OCOP_ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("OCOP_SITE_URL", default="http://127.0.0.1:8000")
if PRODUCTION:
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("OCOP_SECRET_KEY must be at least 50 characters in the production profile.")
    if any(len(secret) < 50 or secret == SECRET_KEY for secret in _stamp_secrets):
        raise ImproperlyConfigured("OCOP_STAMP_SECRET must be a secret of its own of at least 50 characters.")
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("Set the OCOP_ALLOWED_HOSTS environment variable.")
    if not SITE_URL.startswith("https://"):
        raise ImproperlyConfigured("OCOP_SITE_URL must be the public https:// address: papers and QR codes print it.")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []

INSTALLED_APPS = [
    "ocop.kit",
    "ocop.ground.registry",
    "ocop.ground.intake",
    "ocop.ground.accounts",
    "ocop.ground.offices",
    "ocop.ground.programme",
    "ocop.ground.planning",
    "ocop.ground.producers",
    "ocop.ground.budget",
    "ocop.cycle.ideas",
    "ocop.cycle.dossiers",
    "ocop.cycle.evaluation",
    "ocop.cycle.certification",
    "ocop.cycle.traceability",
    "ocop.cycle.epcis",
    "ocop.cycle.scans",
    "ocop.support.activities",
    "ocop.support.markets",
    "ocop.support.funding",
    "ocop.support.projects",
    "ocop.support.rewards",
    "ocop.support.contribution",
    "ocop.oversight.figures",
    "ocop.oversight.checking",
    "ocop.oversight.dashboards",
    "ocop.oversight.reporting",
    "ocop.public.stories",
    "ocop.public.portal",
    "ocop.public.scans",
    "ocop.public.doubts",
    "ocop.public.partners",
    "ocop.public.retail",
    "ocop.public.api",
    "ocop.public.epcis_api",
    "ocop.public.transparency",
    "ocop.public.resolver",
    "ocop.public.ideabox",
    "ocop.sample",
    "ocop.config",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ocop.kit.languages.LanguageMiddleware",
    "ocop.kit.middleware.ReadableAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ocop.kit.middleware.PrivatePagesMiddleware",
    "ocop.kit.middleware.ButtonOnlyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ocop.ground.accounts.held_posts.HeldPostMiddleware",
    "ocop.config.people.ActorMiddleware",
    "ocop.ground.accounts.middleware.PasswordChangeMiddleware",
    "ocop.ground.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "ocop.config.urls"
WSGI_APPLICATION = "ocop.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ocop.config.people.page_context",
            ],
            "builtins": ["ocop.kit.templatetags.ocop", "django.templatetags.i18n"],
        },
    }
]

# --- Database -------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'ocop.sqlite3'}")}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # FULL, since NORMAL may lose the last commits at a power cut; IMMEDIATE, so that two writers queue, not fail.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        " PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;",
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
# Opening a database anew for each request costs more than most pages: SQLite 2 ms, PostgreSQL 5 ms.
_database["CONN_MAX_AGE"] = env.int("OCOP_DB_CONN_MAX_AGE", default=600)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Language, time, formats ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "ocop" / "kit" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["ocop.kit.formats"]
USE_THOUSAND_SEPARATOR = False

# --- People ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "portal:front"
OCOP_REQUIRE_SECOND_FACTOR = env.bool("OCOP_REQUIRE_SECOND_FACTOR", default=PRODUCTION)
# How many proxies of ours stand before the application and append to X-Forwarded-For.
OCOP_TRUSTED_PROXIES = env.int("OCOP_TRUSTED_PROXIES", default=1 if PRODUCTION else 0)
ACCOUNT_ADAPTER = "ocop.ground.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = False  # `accounts.throttle` slows guessing down instead
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_FORMS = {
    "login": "ocop.ground.accounts.forms.SignInForm",
    "reauthenticate": "ocop.ground.accounts.forms.ConfirmPasswordForm",
}
MFA_ADAPTER = "ocop.ground.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RATE_LIMITS = False
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_FORMS = {
    "authenticate": "ocop.ground.accounts.forms.SecondFactorForm",
    "reauthenticate": "ocop.ground.accounts.forms.ConfirmSecondFactorForm",
    "activate_totp": "ocop.ground.accounts.forms.ActivateAuthenticatorForm",
    "add_webauthn": "ocop.ground.accounts.forms.AddKeyForm",
    "edit_webauthn": "ocop.ground.accounts.forms.EditKeyForm",
}
SOCIALACCOUNT_ADAPTER = "ocop.ground.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
# An identity provider of the State: signing in there opens the account here with the same verified address.
OCOP_OIDC_NAME = env.str("OCOP_OIDC_NAME", default="")
OCOP_OIDC_CLIENT_ID = env.str("OCOP_OIDC_CLIENT_ID", default="")
SOCIALACCOUNT_EMAIL_AUTHENTICATION = bool(OCOP_OIDC_CLIENT_ID)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = bool(OCOP_OIDC_CLIENT_ID)
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "dinh-danh",
                "name": OCOP_OIDC_NAME,
                "client_id": OCOP_OIDC_CLIENT_ID,
                "secret": env.str("OCOP_OIDC_SECRET", default=""),
                "settings": {"server_url": env.str("OCOP_OIDC_SERVER_URL", default="")},
            }
        ]
        if OCOP_OIDC_CLIENT_ID
        else []
    }
}

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [("kit/fonts", BASE_DIR / "ocop" / "kit" / "fonts")]  # papers are set in them, so are printed pages
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_ROOT = Path(env.str("OCOP_FILES_DIR", default=str(VAR_DIR / "files")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(MEDIA_ROOT)}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Where clips of articles may be: a link leads there, nothing of theirs is shown on our pages.
OCOP_CLIP_HOSTS = env.list(
    "OCOP_CLIP_HOSTS", default=["youtube.com", "youtu.be", "facebook.com", "thdt.vn", "dongthap.gov.vn"]
)
OCOP_UPLOAD_MAX_BYTES = env.int("OCOP_UPLOAD_MAX_BYTES", default=25 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["ocop.kit.upload_handlers.BoundedUploadHandler"]

# --- Safety ---------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = env.int("OCOP_SESSION_SECONDS", default=12 * 3600)
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ocop.kit.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# --- The province ---------------------------------------------------------------------------------------------------
OCOP_PROVINCE_NAME = env.str("OCOP_PROVINCE_NAME", default="Đồng Tháp")
OCOP_PROVINCE_CODE = env.str("OCOP_PROVINCE_CODE", default="82")
OCOP_HELPLINE = env.str("OCOP_HELPLINE", default="")
# What one may do with the open data: in words, and the address of a licence where the province names one.
OCOP_DATA_LICENCE = env.str(
    "OCOP_DATA_LICENCE",
    default="Dữ liệu mở của cơ quan nhà nước: được tự do dùng lại, ghi rõ nguồn (Nghị định 47/2020/NĐ-CP)",
)
OCOP_DATA_LICENCE_URL = env.str("OCOP_DATA_LICENCE_URL", default="")
# A folder with more kinds of activities, one file each, beside those that come with the platform.
OCOP_ACTIVITY_KINDS = env.str("OCOP_ACTIVITY_KINDS", default="")
# Ideas for products: working days until the answer, days until the author is forgotten after it. No law sets them.
OCOP_IDEA_ANSWER_DAYS = env.int("OCOP_IDEA_ANSWER_DAYS", default=10)
OCOP_IDEA_KEEP_DAYS = env.int("OCOP_IDEA_KEEP_DAYS", default=180)

# --- Scans of stamps ------------------------------------------------------------------------------------------------
# An operator's file of networks and provinces; without it scans have no province. Never an invented one.
OCOP_SCAN_NETWORKS = env.str("OCOP_SCAN_NETWORKS", default="")
# What counts as a sign of copied stamps (`rules.copies.Thresholds`); `bench/bench_copies.py` chose the defaults.
OCOP_COPY_WINDOW_DAYS = env.int("OCOP_COPY_WINDOW_DAYS", default=30)
OCOP_COPY_CLIENTS = env.int("OCOP_COPY_CLIENTS", default=4)
OCOP_COPY_TRAVEL_KM = env.int("OCOP_COPY_TRAVEL_KM", default=150)
OCOP_COPY_TRAVEL_KMH = env.int("OCOP_COPY_TRAVEL_KMH", default=120)
OCOP_COPY_EARLY_CLIENTS = env.int("OCOP_COPY_EARLY_CLIENTS", default=2)
OCOP_COPY_OUTSIDE_PERCENT = env.int("OCOP_COPY_OUTSIDE_PERCENT", default=30)
OCOP_COPY_SCANS_PERCENT = env.int("OCOP_COPY_SCANS_PERCENT", default=50)
OCOP_COPY_NEIGHBOURS = env.int("OCOP_COPY_NEIGHBOURS", default=20)
OCOP_COPY_GUESSES_PERCENT = env.int("OCOP_COPY_GUESSES_PERCENT", default=20)
# How long a shopper's telephone number or address is kept with a doubt nobody closed.
OCOP_DOUBT_CONTACT_DAYS = env.int("OCOP_DOUBT_CONTACT_DAYS", default=180)

# --- Logs -----------------------------------------------------------------------------------------------------------
# One line per event on standard error, errors with their traceback; never the content of a form or a request body.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # A page that is not there or may not be seen is everyday; the server's own log counts it.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
# Plain tracebacks: a richer one would print the values of variables, and with them what people typed.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)
