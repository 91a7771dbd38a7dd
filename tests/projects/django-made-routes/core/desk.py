from django.apps import AppConfig
from django.contrib.auth.decorators import permission_required


class Desk(AppConfig):
    permissions = {}
    namespace = None

    def get_urls(self):
        return []

    def decorated(self, urlpatterns):
        for pattern in urlpatterns:
            permission = self.permissions.get(pattern.name)
            if permission:
                pattern.callback = permission_required(permission)(pattern.callback)
        return urlpatterns

    @property
    def urls(self):
        return self.get_urls(), self.label, self.namespace
