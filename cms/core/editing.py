"""Views that edit: what a clerk does and what the public then sees are one transaction."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.views.pages import unpublish as pages
from wagtail.snippets.views import snippets

from cms.core import publishing, rights, translating
from cms.core.forms import WithdrawalForm


class CreateView(snippets.CreateView):
    """Write a new record, or the translation of one."""

    def user_has_permission(self, permission: str) -> bool:
        """Let those who only translate add translations."""
        return bool(super().user_has_permission(permission)) or (
            translating.ORIGINAL in self.request.GET
            and self.user_has_permission_for_instance(permission, self.get_initial_form_instance())
        )

    def get_initial_form_instance(self) -> models.Model:
        """Begin with what the address asks for."""
        return translating.blank(self.model, self.request)

    def get_add_url(self) -> str:
        """Send the form to where it was opened."""
        return translating.address(super().get_add_url(), self.request)

    def get_preview_url(self) -> str:
        """Preview it in the language it is written in."""
        return translating.address(super().get_preview_url(), self.request)


class PreviewOnCreateView(snippets.PreviewOnCreateView):
    """Preview a record that is not saved yet."""

    def get_object(self) -> models.Model:
        """Return what the address asks for."""
        return translating.blank(self.model, self.request)


class EditView(snippets.EditView):
    """Edit a record; what is said of a correction goes out with its publication."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse originals to those who only translate; they may read them here."""
        if not self.may_save():
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def may_save(self) -> bool:
        """Tell whether whoever asks may change this record, by right or in its review."""
        task = self.current_workflow_task
        return self.user_has_permission_for_instance("change", self.object) or bool(
            task and task.user_can_access_editor(self.object, self.request.user)
        )

    def publish_action(self) -> HttpResponseBase | None:
        """Publish with the note."""
        self.new_revision.correction = self.form.cleaned_data.get("correction", "")
        return super().publish_action()


class HistoryView(snippets.HistoryView):
    """Who did what to a record at the desk: for everybody who may see it there."""

    any_permission_required: ClassVar[list[str]] = ["add", "change", "delete", "view"]


class AskingWhy:
    """Unpublish something and leave its tombstones, with the reason."""

    object: Any
    render_to_response: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse it to those who may not withdraw; where that takes two, lead to where it is asked for."""
        if rights.may(request.user, "withdraw") and rights.needs_second("withdraw"):
            messages.error(request, rights.refused(request.user, "withdraw"))
            return redirect(rights.entries_of(self.object))
        rights.require(request.user, "withdraw")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin: the view beside it has it

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse to do it without a reason."""
        form = WithdrawalForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        self.object.withdrawal_reason = form.cleaned_data["reason"]
        return super().post(request, *args, **kwargs)  # type: ignore[misc]  # a mixin: the view beside it has it

    @transaction.atomic
    def unpublish(self) -> HttpResponseBase | None:
        """Do both or neither."""
        return super().unpublish()  # type: ignore[misc]  # a mixin: the view beside it has it

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask for the reason."""
        return {"form": WithdrawalForm(), **super().get_context_data(**kwargs)}  # type: ignore[misc]  # a mixin: the view beside it has it


class UnpublishView(AskingWhy, snippets.UnpublishView):
    """Unpublish a record."""

    template_name = "core/admin/confirm_unpublish.html"


class PageUnpublishView(AskingWhy, pages.UnpublishView):
    """Unpublish a page that is a record."""

    template_name = "core/admin/confirm_unpublish_page.html"


class PartCreateView(snippets.CreateView):
    """Add a part to the record its address names."""

    def get_initial(self) -> dict[str, Any]:
        """Fill in what the address says."""
        asked = {
            name: self.request.GET[name] for name in self.request.GET if _is_key(self.model, name)
        }
        return {**super().get_initial(), **asked}

    def save_instance(self) -> models.Model:
        """Save the part and publish what it changes."""
        part = super().save_instance()
        publishing.refresh(self.model.snippet_viewset.wholes(part))
        return part

    def get_success_url(self) -> str:
        """Go back to the record."""
        return whole_url(self.object) or super().get_success_url()


class PartEditView(snippets.EditView):
    """Edit a part of a record."""

    def save_instance(self) -> models.Model:
        """Save the part and publish what it changes, also where it was before."""
        wholes_of = self.model.snippet_viewset.wholes
        before = list(wholes_of(self.model._default_manager.get(pk=self.object.pk)))
        part = super().save_instance()
        publishing.refresh([*before, *wholes_of(part)])
        return part

    def get_success_url(self) -> str:
        """Go back to the record."""
        return whole_url(self.object) or super().get_success_url()


class PartDeleteView(snippets.DeleteView):
    """Delete a part of a record."""

    @transaction.atomic
    def delete_action(self) -> None:
        """Delete the part and publish what it changes."""
        wholes = list(self.model.snippet_viewset.wholes(self.object))
        super().delete_action()
        publishing.refresh(wholes)

    def get_success_url(self) -> str:
        """Go back to the record."""
        return whole_url(self.object) or super().get_success_url()


def whole_url(part: Any) -> str:
    """Return where the record of a part is edited, nothing for what is no part."""
    name = part.snippet_viewset.part_of
    if not name:
        return ""
    whole = getattr(part, name)
    return reverse(whole.snippet_viewset.get_url_name("edit"), args=[whole.pk])


def _is_key(model: type[models.Model], name: str) -> bool:
    return any(field.name == name and field.many_to_one for field in model._meta.get_fields())
