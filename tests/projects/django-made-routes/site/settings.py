ROOT_URLCONF = "site.urls"
INSTALLED_APPS = ["core.apps.Core", "labs.apps.Labs"]
