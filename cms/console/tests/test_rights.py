"""Each verb has its own right at the desk: without it there is no button, and the form is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.users.models import UserProfile

from cms.core import rights
from cms.speeches.models import Speech
from syndication import queries
from syndication.models import AuditLine, EntryRecord
from tests import factories as make
from tests import pages as news
from tests.clerks import decider, filled, unpublish, url

pytestmark = pytest.mark.django_db


def moderator(name: str = "moderator") -> Client:
    """Return the browser of a clerk who may publish and unpublish every page, as Wagtail sees it."""
    clerk = decider(name=name)
    Group.objects.get(name="Moderators").user_set.add(clerk.session["_auth_user_id"])
    return clerk


def refused(answer: object, verb: str) -> bool:
    return answer.status_code == 403 and str(rights.VERBS[verb]) in answer.content.decode()


def test_who_may_publish_but_not_withdraw_cannot_unpublish() -> None:
    speech = make.published(make.SpeechFactory())
    clerk = decider(kinds=[Speech])
    address = url(speech, "unpublish")

    assert address not in clerk.get(url(speech, "edit")).content.decode()
    assert refused(clerk.get(address), "withdraw")
    assert refused(clerk.post(address, {"reason": "Published in error."}), "withdraw")

    speech.refresh_from_db()
    assert speech.live
    assert not queries.entry(speech.public_id, "en").withdrawn


def test_who_may_withdraw_unpublishes() -> None:
    speech = make.published(make.SpeechFactory())
    clerk = decider("withdraw", kinds=[Speech])

    assert url(speech, "unpublish") in clerk.get(url(speech, "edit")).content.decode()
    unpublish(clerk, speech)

    assert queries.entry(speech.public_id, "en").withdrawn


def test_who_may_not_restore_cannot_bring_something_back_by_publishing_it() -> None:
    speech = make.published(make.SpeechFactory())
    unpublish(decider("withdraw", kinds=[Speech], name="withdrawer"), speech)
    clerk = decider("withdraw", kinds=[Speech])
    form = {**filled(clerk, url(speech, "edit")), "action-publish": "1"}

    assert refused(clerk.post(url(speech, "edit"), form), "restore")

    speech.refresh_from_db()
    assert not speech.live
    assert queries.entry(speech.public_id, "en").withdrawn


def test_who_may_not_set_an_end_cannot_do_so_in_the_form_of_news_either() -> None:
    page = news.news("tram", title="The tram")
    page.save_revision().publish()
    clerk = moderator()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    end = timezone.localtime() + timedelta(days=9)
    form = {**filled(clerk, address), "expire_at": f"{end:%Y-%m-%d %H:%M}", "action-publish": "1"}

    assert refused(clerk.post(address, form), "expire")

    assert EntryRecord.objects.get(thing=page.public_id).visible_until is None


def test_who_may_not_withdraw_cannot_make_news_private(admin_client: Client) -> None:
    page = news.news("tram", title="The tram")
    page.save_revision().publish()
    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    form = {"restriction_type": "login"}

    assert refused(moderator().post(address, form), "withdraw")
    assert not PageViewRestriction.objects.exists()

    assert admin_client.post(address, form).status_code == 200
    assert PageViewRestriction.objects.exists()


def test_who_may_not_withdraw_cannot_unpublish_a_page_with_the_news_below_it() -> None:
    page = news.news("tram", title="The tram")
    page.save_revision().publish()
    address = reverse("wagtailadmin_pages:unpublish", args=[page.get_parent().pk])

    assert refused(moderator().post(address, {"include_descendants": "on"}), "withdraw")

    assert not Page.objects.filter(live=False).exists()


def test_who_may_not_withdraw_is_not_offered_to_unpublish_news(admin_client: Client) -> None:
    page = news.news("tram", title="The tram")
    page.save_revision().publish()
    address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])

    for place in ("edit", "explore"):
        key = page.get_parent().pk if place == "explore" else page.pk
        name = "wagtailadmin_pages:edit" if place == "edit" else "wagtailadmin_explore"
        shown = admin_client.get(reverse(name, args=[key])).content.decode()
        assert address in shown
        hidden = moderator(place).get(reverse(name, args=[key])).content.decode()
        assert address not in hidden


def test_commands_act_as_the_system() -> None:
    speech = make.published(make.SpeechFactory())

    call_command("entry", "withdraw", speech.public_id, "--reason", "Published in error.")

    assert AuditLine.objects.latest("pk").actor.startswith("command of")
    assert queries.entry(speech.public_id, "en").withdrawn


def test_the_refusal_is_said_in_the_clerks_language() -> None:
    speech = make.published(make.SpeechFactory())
    clerk = decider(kinds=[Speech])
    UserProfile.objects.create(user_id=clerk.session["_auth_user_id"], preferred_language="fr")

    page = clerk.get(url(speech, "unpublish")).content.decode()

    assert 'lang="fr"' in page
    assert "Votre compte n’a pas le droit" in page


def test_the_rights_are_given_to_a_group_in_its_form(
    admin_client: Client, admin_user: object
) -> None:
    UserProfile.objects.create(user=admin_user, preferred_language="fr")

    page = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()

    for name in ("Peut retirer", "Peut rétablir", "Peut mettre sous embargo", "Peut lever"):
        assert name in page
