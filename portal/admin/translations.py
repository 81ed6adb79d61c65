"""Words of the admin framework: django-unfold's, which comes without translations, and Django's own titles.

They stand here so that `makemessages` finds them; our catalogue is asked before Django's.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

WORDS = (
    _("Add %s"),
    _("Change %s"),
    _("View %s"),
    _(":"),  # what Django puts behind the label of a field
    _(" By %(filter_title)s "),
    _("Add new item"),
    _("Add row"),
    _("All applications"),
    _("Apply Filters"),
    _("Available shortcuts"),
    _("Bold"),
    _("Changelist shortcuts"),
    _("Choose file to upload"),
    _("Click to cancel"),
    _("Click to download"),
    _("Command tool shortcuts"),
    _("Create new record"),
    _("Dark"),
    _("Date"),
    _("Date from"),
    _("Date to"),
    _("False"),
    _("Filters"),
    _("From"),
    _("General"),
    _("Global shortcuts"),
    _("Go back"),
    _("Heading"),
    _("Image preview"),
    _("Light"),
    _("Navigate"),
    _("Next"),
    _("No data"),
    _("Not enough data."),
    _("Nothing matched your search"),
    _("Open command tool"),
    _("Open selection"),
    _("Open selection in new tab"),
    _("Open shortcuts list"),
    _("Previous"),
    _("Recent searches"),
    _("Record picture"),
    _("Reset filters"),
    _("Return to site"),
    _("Run the selected action"),
    _("Search apps and models..."),
    _("Select"),
    _("Select action"),
    _("Select action to run"),
    _("Select format"),
    _("Select record"),
    _("Select value"),
    _("System"),
    _("This exporter will export the following fields"),
    _("This item will be deleted."),
    _("To"),
    _("Toggle dark/light mode"),
    _("Toggle filter"),
    _("Toggle password visibility"),
    _("Toggle sidebar"),
    _("True"),
    _("Type to search"),
    _("Undo"),
    _("Value"),
    _("View traceback"),
    _("Welcome"),
    _("You can not create nested object without parent"),
    _("You have been successfully logged out from the administration"),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following "
        "protected related objects:"
    ),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting related objects, but your "
        "account doesn't have permission to delete the following types of objects:"
    ),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? '
        "All of the following related items will be deleted:"
    ),
    _("Deleting the selected %(objects_name)s would require deleting the following protected related objects:"),
    _(
        "Deleting the selected %(objects_name)s would result in deleting related objects, but your account doesn't "
        "have permission to delete the following types of objects:"
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? "
        "All of the following objects and their related items will be deleted:"
    ),
    ngettext_lazy("Export %(len)s selected item.", "Export %(len)s selected items."),
)
