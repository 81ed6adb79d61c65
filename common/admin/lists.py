"""Lists of the office that leave the portal as a file."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action

from common.admin.forms import ListExportForm
from common.admin.pages import Words, act_page, ask_once, posted
from common.admin.scope import visible
from common.files.spreadsheets import spreadsheet_response


class ExportsList:
    """An admin class whose rows can be exported by who holds the capability `export_<model>`.

    `export_choices` are (code, words); `chosen` narrows the rows to one of them, and `content` calls the action that
    asks for the right, keeps who was read, and returns the file.
    """

    actions_list = ["export"]
    export_suffix = "xlsx"
    export_text: Words = gettext_lazy("A spreadsheet of what you look after. Phone numbers are masked.")
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
        form = ListExportForm(self.export_choices, posted(request))
        return ask_once(
            request,
            form,
            run=lambda answers: self.content(
                self.chosen(visible(opts.model, request), answers["which"]), by=request.user, reason=answers["reason"]
            ),
            done=lambda content: spreadsheet_response(content, f"{opts.model_name}.{self.export_suffix}"),
            show=lambda: act_page(
                self,
                request,
                form=form,
                title=_("Export"),
                subtitle=opts.verbose_name_plural,
                text=self.export_text,
                button=_("Export"),
                back=reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"),
            ),
        )
