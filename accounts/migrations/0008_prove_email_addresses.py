"""Every sign-in keeps its own address, proven; addresses that only wait, or belong to another sign-in, go."""

import re
from collections import defaultdict

from django.db import migrations
from django.db.models import F

from accounts.emails import PLAIN, normalise_email


def prove(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")

    # Whoever had no address could put one first without proving it. The office did not do that for its operators.
    unproven = EmailAddress.objects.filter(primary=True, verified=False, user__is_staff=False, email=F("user__email"))
    User.objects.filter(pk__in=unproven.values("user")).update(email=None)

    owners = defaultdict(list)
    for user in User.objects.exclude(email=None):
        owners[normalise_email(user.email)].append(user)
    for email, users in owners.items():
        proven = set(EmailAddress.objects.filter(email=email, verified=True).values_list("user", flat=True))
        # Of several spellings of one address the operator's stays, then the one that was proven, then the oldest.
        users.sort(key=lambda user: (not user.is_staff, user.pk not in proven, user.pk))
        for user in users[1:]:
            User.objects.filter(pk=user.pk).update(email=None)
        User.objects.filter(pk=users[0].pk).update(email=email if re.match(PLAIN, email) else None)

    EmailAddress.objects.exclude(verified=True, email=F("user__email")).delete()
    EmailAddress.objects.update(primary=True)
    known = EmailAddress.objects.values("user")
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True)
        for user in User.objects.exclude(email=None).exclude(pk__in=known)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_forget_names_in_admin_log"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(prove, migrations.RunPython.noop)]
