"""The forms of a stream, an audience and a token."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.core.forms import PartForm
from syndication.models import Audience, Token


class StreamForm(PartForm):
    """A stream; once it is saved its address is for ever."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].disabled = self.instance.pk is not None


class AudienceForm(PartForm):
    """An audience; entries name its key, so that stays."""

    class Meta:
        model = Audience
        fields = ("title", "key", "groups")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].disabled = self.instance.pk is not None


class TokenForm(PartForm):
    """A token to be made."""

    class Meta:
        model = Token
        fields = ("audience", "label", "expires")

    def clean_expires(self) -> Any:
        """Refuse a moment gone by."""
        expires = self.cleaned_data["expires"]
        if expires and expires <= timezone.now():
            raise ValidationError(_("This moment has gone by."))
        return expires
