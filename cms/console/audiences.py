"""Audiences and their tokens in the admin: a token is shown once, and revoked, never deleted or changed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.forms import ModelForm
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.console.forms import AudienceForm, TokenForm
from cms.core.viewsets import MENU
from syndication import actions
from syndication.models import Audience, Token


def saved(form: ModelForm[Audience]) -> Audience:
    """Save an audience as the form says."""
    said = form.cleaned_data
    return actions.save_audience(said["key"], title=said["title"], groups=said["groups"])


class AudienceCreateView(generic.CreateView):
    """Name an audience."""

    def save_instance(self) -> Audience:
        """Save it by the engine's verb."""
        return saved(self.form)


class AudienceEditView(generic.EditView):
    """Change the title and groups of an audience."""

    def save_instance(self) -> Audience:
        """Save it by the engine's verb."""
        return saved(self.form)


class TokenIndexView(generic.IndexView):
    """Tokens, those that are good with a way to revoke them."""

    def get_list_more_buttons(self, instance: Token) -> list[MenuItem]:
        """Offer to revoke."""
        where = self.get_delete_url(instance) if instance.is_good else None
        return [MenuItem(_("Revoke"), url=where, icon_name="cross")] if where else []


class TokenCreateView(generic.CreateView):
    """Make a token, and show it this once."""

    def form_valid(self, form: ModelForm[Token]) -> HttpResponse:
        """Show the secret in the answer itself: it is kept in no session and no cookie."""
        said = form.cleaned_data
        token, secret = actions.make_token(
            said["audience"], label=said["label"], expires=said["expires"]
        )
        shown = {"token": token, "secret": secret, "index_url": self.get_success_url()}
        return TemplateResponse(self.request, "console/token_made.html", shown)


class TokenRevokeView(generic.DeleteView):
    """Revoke a token."""

    page_title = _("Revoke")
    success_message = _("The token “%(object)s” is good for nobody any more.")

    def delete_action(self) -> None:
        """Revoke it by the engine's verb; its line stays."""
        actions.revoke_token(self.object)


class AudienceViewSet(ModelViewSet):
    """Who may see what is not for everybody."""

    model = Audience
    name = "audiences"
    icon = "group"
    menu_hook = MENU
    menu_order = 115
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    add_view_class = AudienceCreateView
    edit_view_class = AudienceEditView
    panels = [FieldPanel("title"), FieldPanel("key"), FieldPanel("groups")]
    list_display = [
        TitleColumn("title", label=_("Title"), url_name="audiences:edit"),
        Column("key", label=_("Key"), sort_key="key"),
        Column(
            "groups",
            label=_("Groups"),
            accessor=lambda row: ", ".join(group.name for group in row.groups.all()),
        ),
    ]
    search_fields = ("key", "title")

    def get_form_class(self, for_update: bool = False) -> type[ModelForm[Audience]]:  # noqa: FBT001, FBT002 (as in Wagtail)
        """Keep the key of what is saved."""
        return AudienceForm

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """List each with its groups."""
        rows = Audience.objects.prefetch_related("groups")
        return super().get_index_view_kwargs(queryset=rows, **kwargs)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Offer no deletion: entries name the key."""
        return {**super().get_common_view_kwargs(**kwargs), "delete_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        """Leave the deletion out."""
        return [item for item in super().get_urlpatterns() if item.name != "delete"]


class TokenViewSet(ModelViewSet):
    """Tokens: for whom, made by whom, used when."""

    model = Token
    name = "tokens"
    icon = "key"
    menu_hook = MENU
    menu_order = 116
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    index_view_class = TokenIndexView
    add_view_class = TokenCreateView
    delete_view_class = TokenRevokeView
    delete_template_name = "console/token_revoke.html"
    panels = [FieldPanel("audience"), FieldPanel("label"), FieldPanel("expires")]
    list_display = [
        TitleColumn("label", label=_("For whom")),
        Column("audience", label=_("Audience")),
        Column("created_by", label=_("By")),
        Column("created", label=_("Made"), sort_key="id"),
        Column("last_used", label=_("Last used")),
        Column("expires", label=_("Good until")),
        Column("revoked", label=_("Revoked")),
    ]
    search_fields = ("label", "audience__title")

    def get_form_class(self, for_update: bool = False) -> type[ModelForm[Token]]:  # noqa: FBT001, FBT002 (as in Wagtail)
        """Ask only for what a token is to be."""
        return TokenForm

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """List each with its audience."""
        rows: models.QuerySet[Token] = Token.objects.select_related("audience")
        return super().get_index_view_kwargs(queryset=rows, **kwargs)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Offer no editing, and no count of uses."""
        nowhere = dict.fromkeys(["edit_url_name", "usage_url_name", "history_url_name"])
        return {**super().get_common_view_kwargs(**kwargs), **nowhere}

    def get_urlpatterns(self) -> list[URLPattern]:
        """Answer with the list, the form of a new one, and the question before revoking."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("revoke/<int:pk>/", self.delete_view, name="delete"),
        ]

    def register_admin_url_finder(self) -> None:
        """Nothing is edited here, so there is no address to find."""
