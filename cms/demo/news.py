"""The demo parliament's own words: a welcome and two pieces of news, in the languages of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

INTRODUCTION: Mapping[str, str] = {
    "en": "<p>What is said and decided in the House of Deputies and the Senate, as it is recorded.</p>",
    "fr": "<p>Ce qui se dit et se décide à la Chambre des députés et au Sénat, tel que le compte rendu l’établit.</p>",
    "es": "<p>Lo que se dice y se decide en la Cámara de Diputados y en el Senado, tal como consta en el acta.</p>",
    "ar": "<p>ما يُقال وما يُقرَّر في مجلس النواب ومجلس الشيوخ، كما يرد في السجل الرسمي.</p>",
}


@dataclass(frozen=True)
class Item:
    """One piece of news; texts by language."""

    slug: str
    date: date
    title: Mapping[str, str]
    introduction: Mapping[str, str]
    body: Mapping[str, str]


ITEMS = (
    Item(
        slug="water-resources-bill-committee-stage",
        date=date(2026, 10, 16),
        title={
            "en": "Water Resources Bill goes to committee",
            "fr": "Le projet de loi sur les ressources en eau est renvoyé en commission",
            "es": "El Proyecto de Ley de Recursos Hídricos pasa a comisión",
            "ar": "إحالة مشروع قانون الموارد المائية إلى اللجنة",
        },
        introduction={
            "en": "The House of Deputies agreed the second reading on 14 October by 9 votes to 5.",
            "fr": "La Chambre des députés a adopté le texte en deuxième lecture le 14 octobre, par 9 voix contre 5.",
            "es": "La Cámara de Diputados aprobó la segunda lectura el 14 de octubre por 9 votos contra 5.",
            "ar": "وافق مجلس النواب على القراءة الثانية في 14 أكتوبر بأغلبية 9 أصوات مقابل 5.",
        },
        body={
            "en": "<p>The Water and Environment Committee is due to examine the Bill from 10 November. Amendments can"
            " be tabled until 3 November. Written evidence can be sent to the committee's office.</p>",
            "fr": "<p>La commission de l’eau et de l’environnement doit examiner le texte à partir du 10 novembre."
            " Les amendements peuvent être déposés jusqu’au 3 novembre. Les contributions écrites sont reçues au"
            " secrétariat de la commission.</p>",
            "es": "<p>La Comisión de Agua y Medio Ambiente tiene previsto examinar el texto a partir del 10 de"
            " noviembre. Pueden presentarse enmiendas hasta el 3 de noviembre. Las aportaciones escritas se reciben en"
            " la secretaría de la comisión.</p>",
            "ar": "<p>من المقرر أن تنظر لجنة المياه والبيئة في المشروع ابتداءً من 10 نوفمبر. يمكن تقديم التعديلات حتى"
            " 3 نوفمبر، وتُرسل المساهمات المكتوبة إلى أمانة اللجنة.</p>",
        },
    ),
    Item(
        slug="record-in-four-languages",
        date=date(2026, 10, 1),
        title={
            "en": "The official record can be followed in four languages",
            "fr": "Le compte rendu officiel se consulte en quatre langues",
            "es": "El acta oficial puede seguirse en cuatro lenguas",
            "ar": "السجل الرسمي متاح للمتابعة بأربع لغات",
        },
        introduction={
            "en": "Pages, feeds and embeds are available in English, French, Spanish and Arabic.",
            "fr": "Les pages, les flux et les modules à intégrer existent en anglais, français, espagnol et arabe.",
            "es": "Las páginas, los canales y los módulos insertables existen en inglés, francés, español y árabe.",
            "ar": "الصفحات والخلاصات والوحدات القابلة للتضمين متاحة بالإنجليزية والفرنسية والإسبانية والعربية.",
        },
        body={
            "en": "<p>Each speech is published in the language in which it was made, which is the record. Translations"
            " are labelled as such.</p>",
            "fr": "<p>Chaque intervention est publiée dans la langue où elle a été prononcée, qui seule fait foi. Les"
            " traductions sont signalées comme telles.</p>",
            "es": "<p>Cada intervención se publica en la lengua en que se pronunció, que es la que hace fe. Las"
            " traducciones se señalan como tales.</p>",
            "ar": "<p>تُنشر كل مداخلة باللغة التي أُلقيت بها، وهي النص المعتمد. وتُميَّز الترجمات بعبارة تدل عليها.</p>",
        },
    ),
)
