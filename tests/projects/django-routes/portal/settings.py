ROOT_URLCONF = "portal.urls"
INSTALLED_APPS = ["django.contrib.auth", "labs"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
