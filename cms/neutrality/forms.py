"""The form of an image: it has no draft, so what it says where it is not seen is checked before it is saved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from cms.neutrality import deciding, gate
from cms.neutrality.words import IMAGE


class ImageForm(BaseImageForm):
    """An image whose title and description are neutral, or which a reviewer lets stand with a reason."""

    wording_reason = forms.CharField(
        label=_("Why wording that is not neutral may stand (reviewers only)"), required=False
    )

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.user = user
        if user is None or not deciding.may(user):
            del self.fields["wording_reason"]

    def clean(self) -> dict[str, Any]:
        """Refuse open findings, except to a reviewer with a reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in IMAGE:
            setattr(self.instance, name, cleaned.get(name) or "")
        self.open = gate.open_in(self.instance)
        if not cleaned.get("wording_reason", "").strip():
            for own in gate.by_field(self.open):
                self.add_error(own[0].words.field, gate.refusal(own))
        return cleaned

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 (as in Django)
        """Save the image, and with it the decision."""
        image = super().save(commit=commit)
        if commit and self.open:
            marks = [one.finding.mark for one in self.open]
            reason = self.cleaned_data["wording_reason"]
            deciding.let_stand(image, self.open, marks=marks, reason=reason, user=self.user)
        return image
