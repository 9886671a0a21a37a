"""All settings, read once from the environment."""

import secrets
from pathlib import Path

from waylight.config import environment as env

HOME = env.folder("WAYLIGHT_HOME", "./var")
for _part in ("facts", "uploads", "outbox", "progress", "static"):
    (HOME / _part).mkdir(parents=True, exist_ok=True)


def _secret(file: Path) -> str:
    """Return the installation's secret key, created at first start and readable only by its owner."""
    try:
        with file.open("x") as new:
            file.chmod(0o600)
            new.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return file.read_text().strip()


SECRET_KEY = env.text("SECRET_KEY", "") or _secret(HOME / "secret-key")
DEBUG = env.switch("DEBUG", default=False)
ALLOWED_HOSTS = env.text("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
PARTNERSHIP = env.text("PARTNERSHIP", "")

INSTALLED_APPS = [
    "waylight.core",
    "waylight.agencies",
    "waylight.accounts",
    "waylight.audit",
    "waylight.people",
    "waylight.placements",
    "waylight.access",
    "waylight.episodes",
    "waylight.interviews",
    "waylight.facts",
    "waylight.reports",
    "waylight.exchange",
    "waylight.web",
    "waylight.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "waylight.web.middleware.SignInRequired",
    "waylight.web.middleware.SessionTimeout",
    "waylight.web.middleware.SecondFactorRequired",
    "waylight.web.middleware.NoStore",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "waylight.config.urls"
WSGI_APPLICATION = "waylight.config.wsgi.application"
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
                "waylight.web.kit.navigation.around_every_page",
            ]
        },
    }
]
FORM_RENDERER = "waylight.web.kit.forms.GovukRenderer"

DATABASES = {"default": env.database("DATABASE_URL", otherwise=HOME / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Lifetime of a sign-in link. For at least as long, its maker may not reset the second factor (accounts.separation_of_duties).
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "waylight.accounts.sign_in.AccountAdapter"
ACCOUNT_RATE_LIMITS: dict[str, str] = {}
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Waylight"
ACCOUNT_FORMS = {
    "login": "waylight.web.sign_in.forms.SignIn",
    "change_password": "waylight.web.sign_in.forms.NewPassword",
    "reauthenticate": "waylight.web.sign_in.forms.PasswordAgain",
}
MFA_FORMS = {
    "authenticate": "waylight.web.sign_in.forms.Code",
    "reauthenticate": "waylight.web.sign_in.forms.CodeAgain",
    "activate_totp": "waylight.web.sign_in.forms.FirstCode",
}
MFA_ADAPTER = "waylight.accounts.second_factor.SecondFactorAdapter"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
SECOND_FACTOR_REQUIRED = env.switch("SECOND_FACTOR_REQUIRED", default=True)
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "waylight.accounts.sign_in.name_tried"
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_SENSITIVE_PARAMETERS = ["username", "login", "password"]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# A session ends after half an hour without a click, or after a shift. Drafts are stored, so typed answers are not lost.
SESSION_COOKIE_AGE = 30 * 60
SESSION_LASTS_AT_MOST = 12 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
# A message may name a child, so messages are stored in the database session, not in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SAMESITE = "Lax"
BEHIND_HTTPS = env.switch("BEHIND_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}

# The rule that decides who may see which child. It is named here so that the QuerySets of lower packages can use it.
CHILD_VISIBILITY = "waylight.access.visibility.visibility_filter"
# The children that a search considers. CHILD_VISIBILITY still decides which of them it shows.
CHILD_SEARCH_SCOPE = "waylight.access.search_scope.search_scope_of"

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "uploads"}},
    "staticfiles": {"BACKEND": env.text("STATICFILES_STORAGE", "whitenoise.storage.CompressedManifestStaticFilesStorage")},
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"nobody_named": {"()": "waylight.config.logs.PersonalDataFilter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["nobody_named"]},
    },
    # Django's own server would log each address with its query, because that message does not pass the filter.
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
