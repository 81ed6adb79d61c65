"""Pages of admin that ask one thing and then do it, and lists that leave the portal as a file."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from common.admin.pages import Words, act_page, add_refusal
from common.admin.scope import visible
from common.exceptions import Refused
from common.files.spreadsheets import download


class ExportForm(forms.Form):
    """Which rows, and what for."""

    which = forms.ChoiceField(label=gettext_lazy("Which"), widget=UnfoldAdminSelectWidget)
    reason = forms.CharField(
        label=gettext_lazy("What is the list for?"),
        max_length=200,
        help_text=gettext_lazy("It is kept who exported the list and why; the people on it can see that."),
        widget=UnfoldAdminTextInputWidget,
    )

    def __init__(self, choices: list[tuple[str, Words]], *args: Any) -> None:
        super().__init__(*args)
        which: Any = self.fields["which"]
        which.choices = choices


class ExportsList:
    """An admin class whose rows can be exported by who holds the capability `export_<model>`.

    `export_choices` are (code, words); `chosen` narrows the rows to one of them, and `content` writes the file and
    the log of who was read.
    """

    actions_list = ["export"]
    export_choices: list[tuple[str, Words]] = [("all", gettext_lazy("everything"))]

    def has_export_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        opts: Any = self.opts  # type: ignore[attr-defined]
        return request.user.has_perm(f"{opts.app_label}.export_{opts.model_name}")

    def chosen(self, rows: QuerySet, which: str) -> QuerySet:
        return rows

    def content(self, rows: QuerySet, *, by: Any, reason: str) -> bytes:
        raise NotImplementedError

    @action(description=gettext_lazy("Export"), icon="download", url_path="export", permissions=["export"])
    def export(self, request: HttpRequest) -> HttpResponse:
        """Ask what the list is for, then hand it out."""
        opts: Any = self.opts  # type: ignore[attr-defined]
        form = ExportForm(self.export_choices, request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            rows = self.chosen(visible(opts.model, request), form.cleaned_data["which"])
            try:
                content = self.content(rows, by=request.user, reason=form.cleaned_data["reason"])
            except Refused as refused:
                add_refusal(form, refused)
            else:
                return download(content, f"{opts.model_name}.xlsx")
        return act_page(
            self,  # type: ignore[arg-type]
            request,
            form=form,
            title=_("Export"),
            subtitle=opts.verbose_name_plural,
            text=_("A spreadsheet of what you look after. Phone numbers are masked."),
            button=_("Export"),
            back=reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"),
        )
