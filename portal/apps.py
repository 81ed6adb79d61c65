from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PortalConfig(AppConfig):
    name = "portal"
    default = True

    def ready(self) -> None:
        # These modules import models, which are loaded only now.
        from django.contrib.auth.signals import user_logged_in

        from common.admin.readonly_links import link_only_what_opens
        from portal.admin.site import unregister_unneeded_models
        from portal.desk.decorators import remember_places_of_work_at_sign_in

        user_logged_in.connect(remember_places_of_work_at_sign_in, dispatch_uid="remember_places_of_work")
        unregister_unneeded_models()
        link_only_what_opens()


class PortalAdminConfig(admin_apps.AdminConfig):
    """Django's admin with the portal's own site."""

    default = False
    default_site = "portal.admin.site.PortalAdminSite"
