"""Members and the bodies they belong to (Popolo Person, Organization, Membership, Area)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.core import times
from cms.core.forms import PartForm
from cms.core.models import Imported, Record, one_a_source
from cms.core.panels import PartsPanel, TextsPanel
from cms.core.texts import best
from cms.core.widgets import LongTextsInput
from cms.members.forms import MemberForm


class Organization(Imported):
    """A chamber, government, group, party or committee."""

    class Classification(models.TextChoices):
        PARLIAMENT = "parliament", _("parliament")
        CHAMBER = "chamber", _("chamber")
        GOVERNMENT = "government", _("government")
        GROUP = "group", _("parliamentary group")
        PARTY = "party", _("party")
        COMMITTEE = "committee", _("committee")
        OTHER = "other", _("other body")

    classification = models.CharField(
        _("classification"), max_length=16, choices=Classification.choices
    )
    names = models.JSONField(_("names"), default=dict, help_text=_("Language to name."))
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    start = models.CharField(_("from"), max_length=10, blank=True, validators=[times.partial])
    end = models.CharField(_("until"), max_length=10, blank=True, validators=[times.partial])

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("chambers, groups and committees")
        constraints = [one_a_source("organization")]

    panels = [
        TextsPanel("names"),
        FieldRowPanel([FieldPanel("classification"), FieldPanel("abbreviation")]),
        FieldRowPanel([FieldPanel("parent"), FieldPanel("seats")]),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        PartsPanel("memberships", columns=["role", "start", "end"], related=["member"], limit=50),
    ]
    base_form_class = PartForm

    def __str__(self) -> str:
        return self.name_in()

    def name_in(self, language: str = "") -> str:
        """Return the name in a language, or the nearest there is."""
        return best(self.names, language) or self.abbreviation or self.source_id


class Area(Imported):
    """A constituency."""

    names = models.JSONField(_("names"), default=dict, help_text=_("Language to name."))

    class Meta:
        verbose_name = _("constituency")
        verbose_name_plural = _("constituencies")
        constraints = [one_a_source("area")]

    panels = [TextsPanel("names")]
    base_form_class = PartForm

    def __str__(self) -> str:
        return best(self.names) or self.source_id


class Member(Record):
    """A person who takes part in the parliament's work: members, ministers, guests."""

    name = models.CharField(_("name"), max_length=200)
    names = models.JSONField(
        _("name in other scripts"), default=dict, blank=True, help_text=_("Language to name.")
    )
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    gender = models.CharField(_("gender"), max_length=40, blank=True)
    birth_date = models.CharField(
        _("date of birth"), max_length=10, blank=True, validators=[times.partial]
    )
    death_date = models.CharField(
        _("date of death"), max_length=10, blank=True, validators=[times.partial]
    )
    biography = models.JSONField(
        _("biography"), default=dict, blank=True, help_text=_("Language to text.")
    )
    portrait = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portrait"),
    )
    image_url = models.URLField(_("portrait in the source"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="one_member_a_public_id"),
            one_a_source("member"),
        ]
        indexes = [models.Index(fields=["family_name", "name"], name="member_by_name")]

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("given_name"), FieldPanel("family_name")]),
                TextsPanel("names"),
            ],
            heading=_("Name"),
        ),
        FieldRowPanel([FieldPanel("gender"), FieldPanel("birth_date"), FieldPanel("death_date")]),
        TextsPanel("biography", widget=LongTextsInput),
        FieldPanel("portrait"),
        FieldPanel("email"),
        FieldPanel("links"),
        PartsPanel("memberships", columns=["role", "start", "end"], related=["organization"]),
    ]
    own_words = ("biography",)
    base_form_class = MemberForm

    def __str__(self) -> str:
        return self.name

    @property
    def bodies_now(self) -> str:
        """Return the bodies the member belongs to, each once; a list has loaded all memberships at once."""
        held = (str(item.organization) for item in self.memberships.all() if not item.end)
        return ", ".join(dict.fromkeys(held))

    def name_in(self, language: str = "") -> str:
        """Return the name as written in a language."""
        return str(self.names.get(language) or self.name)


class Membership(Imported):
    """A member in a body for a time, with role, constituency and group."""

    member = models.ForeignKey(
        Member, models.CASCADE, related_name="memberships", verbose_name=_("member")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="memberships", verbose_name=_("body")
    )
    role = models.CharField(_("role"), max_length=60, default="member")
    labels = models.JSONField(
        _("role as written"), default=dict, blank=True, help_text=_("Language to role.")
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("constituency"),
    )
    on_behalf_of = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("group"),
    )
    start = models.CharField(_("from"), max_length=10, blank=True, validators=[times.partial])
    end = models.CharField(_("until"), max_length=10, blank=True, validators=[times.partial])

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [one_a_source("membership")]
        ordering = ["start", "source_id"]

    panels = [
        FieldRowPanel([FieldPanel("member"), FieldPanel("organization")]),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldPanel("role"),
        TextsPanel("labels"),
        FieldRowPanel([FieldPanel("area"), FieldPanel("on_behalf_of")]),
    ]
    base_form_class = PartForm

    def __str__(self) -> str:
        return f"{self.member} – {self.organization} ({self.role})"

    def holds_on(self, day: str) -> bool:
        """Tell whether it holds on an ISO day; a bare year or month covers the whole of it."""
        after_start = not self.start or self.start <= day[: len(self.start)]
        before_end = not self.end or self.end >= day[: len(self.end)]
        return after_start and before_end
