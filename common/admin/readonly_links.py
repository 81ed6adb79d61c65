"""Links from a field that is only read to the record behind it: for who may open that record."""

from typing import Any

from unfold.fields import UnfoldAdminReadonlyField

_of_django = UnfoldAdminReadonlyField.get_admin_url


def _link_for_who_may_open(field: Any, relation: Any, row: Any) -> str:
    """Django links to every record that has a page in admin, also for users whom that page answers with 403."""
    request = getattr(field.form, "read_by", None)
    model_admin = field.model_admin.admin_site._registry.get(type(row))
    if request is None or model_admin is None or not model_admin.has_view_permission(request, row):
        return str(row)
    return str(_of_django(field, relation, row))


def link_only_what_opens() -> None:
    """Replace Django's links in the read-only fields of admin."""
    UnfoldAdminReadonlyField.get_admin_url = _link_for_who_may_open
