"""A sitting to come, so that the demo parliament has something ahead whenever it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta

from django.utils import timezone

from cms.members.models import Organization
from cms.sittings.models import Section, Sitting

CHAMBER = "House of Deputies"
AHEAD = timedelta(days=7)
WEDNESDAY = 2
TITLE: Mapping[str, str] = {
    "en": "House of Deputies, sitting 120",
    "fr": "Chambre des députés, séance 120",
    "es": "Cámara de Diputados, sesión 120",
    "ar": "مجلس النواب، الجلسة رقم 120",
}
AGENDA: tuple[Mapping[str, str], ...] = (
    {
        "en": "Questions to the Minister for Transport",
        "fr": "Questions à la ministre des Transports",
        "es": "Preguntas a la ministra de Transportes",
        "ar": "أسئلة موجّهة إلى وزيرة النقل",
    },
    {
        "en": "Water Resources Bill: report of the committee",
        "fr": "Projet de loi sur les ressources en eau : rapport de la commission",
        "es": "Proyecto de Ley de Recursos Hídricos: informe de la comisión",
        "ar": "مشروع قانون الموارد المائية: تقرير اللجنة",
    },
    {
        "en": "Harbour Dues Bill: third reading",
        "fr": "Projet de loi sur les droits de port : troisième lecture",
        "es": "Proyecto de Ley de Tasas Portuarias: tercera lectura",
        "ar": "مشروع قانون رسوم الموانئ: القراءة الثالثة",
    },
)


def sitting() -> None:
    """Announce the sitting of the Wednesday after next, unless one is announced still."""
    chamber = Organization.objects.filter(names__en=CHAMBER).first()
    today = timezone.localdate()
    if chamber is None or Sitting.objects.filter(body=chamber, date__gte=today).exists():
        return
    announced = Sitting.objects.create(
        body=chamber,
        date=wednesday(today + AHEAD),
        start=time(14),
        titles=TITLE,
        language="en",
        number="120",
        live=False,
    )
    Section.objects.bulk_create(
        Section(sitting=announced, titles=titles, position=place)
        for place, titles in enumerate(AGENDA, 1)
    )
    announced.save_revision().publish()


def wednesday(day: date) -> date:
    """Return a day, or the first Wednesday after it."""
    return day + timedelta(days=(WEDNESDAY - day.weekday()) % 7)
