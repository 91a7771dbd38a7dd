ROOT_URLCONF = "portal.urls"
INSTALLED_APPS = ["portal"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "portal.middleware.Pixel"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"context_processors": ["portal.context.analytics"]},
    }
]
