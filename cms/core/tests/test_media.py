"""Files of private collections and of what is hidden: none is had at any address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction

from syndication import actions
from tests import factories as make
from tests import pages
from tests.engine import outlets

pytestmark = pytest.mark.django_db

OWNER = "2kc6kwjw86qj"
MOMENT = datetime(2026, 11, 2, 10, tzinfo=UTC)


@pytest.fixture(params=[0, 1], ids=["in it", "below it"])
def private(request: pytest.FixtureRequest) -> Collection:
    """A private collection, or one below it."""
    root = Collection.get_first_root_node()
    kept = root.add_child(instance=Collection(name="Bureau"))
    below = kept.add_child(instance=Collection(name="Budget"))
    restriction = CollectionViewRestriction.objects.create(
        collection=kept, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Bureau"))
    return [kept, below][request.param]


def image(collection: Collection) -> Image:
    return Image.objects.create(
        title="Secret", file=get_test_image_file("secret.png"), collection=collection
    )


def paper(collection: Collection) -> Document:
    file = ContentFile(b"%PDF-1.7 the budget", name="budget.pdf")
    return Document.objects.create(title="Secret", file=file, collection=collection)


def paths(collection: Collection) -> list[str]:
    """Return every address of a picture, one made smaller of it, and a document."""
    picture, document = image(collection), paper(collection)
    small = picture.renditions.create(
        filter_spec="max-100x100", file=get_test_image_file("small.png"), width=100, height=75
    )
    return [
        f"/media/{picture.file.name}",
        f"/media/{small.file.name}",
        f"/media/{document.file.name}",
        document.url,
    ]


def member_of_the_bureau() -> Client:
    user = User.objects.create_user("clerk")
    user.groups.add(Group.objects.get(name="Bureau"))
    client = Client()
    client.force_login(user)
    return client


def body(answer: Any) -> bytes:
    """Return what an answer says; read to its end, it closes its file."""
    said: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return said


def told(answer: Any) -> tuple[Any, ...]:
    return answer.status_code, dict(answer.headers), answer.cookies.output(), body(answer)


def test_files_of_a_private_collection_answer_like_files_that_do_not_exist(
    private: Collection,
) -> None:
    for path in paths(private):
        absent = f"{path.rpartition('/')[0]}/nothing.pdf"

        assert told(Client().get(path)) == told(Client().get(absent)), path
        assert Client().get(path).status_code == 404, path
        assert outlets.embed(path).status_code == 404, path


def test_a_document_that_a_public_page_links_to_is_had_and_no_other() -> None:
    linked, other = (paper(Collection.get_first_root_node()) for _ in range(2))
    pages.news(body=f'<p><a linktype="document" id="{linked.pk}">The report</a></p>')

    assert [told(Client().get(file.url))[0] for file in (linked, other)] == [200, 404]


def portrait() -> str:
    picture = image(Collection.get_first_root_node())
    make.published(make.MemberFactory(public_id=OWNER, portrait=picture))
    return f"/media/{picture.file.name}"


def captions() -> str:
    name = default_storage.save("videos/x/a.en.vtt", ContentFile(b"WEBVTT and more"))
    make.published(make.VideoFactory(public_id=OWNER, captions={"en": name}))
    return f"/media/{name}"


def report() -> str:
    file = paper(Collection.get_first_root_node())
    make.published(make.PaperFactory(public_id=OWNER, file=file, url=""))
    return file.url


HIDING: list[Callable[[], int]] = [
    lambda: actions.embargo(OWNER, until=MOMENT + timedelta(days=1)),
    lambda: actions.expire(OWNER, after=MOMENT - timedelta(days=1)),
    lambda: actions.restrict(OWNER, audience="committee"),
    lambda: actions.withdraw(OWNER, reason="Published in error."),
    lambda: actions.kill(OWNER, reason="Published in error."),
]


@pytest.mark.parametrize("file", [portrait, captions, report])
@pytest.mark.parametrize("hide", HIDING, ids=["embargo", "expire", "restrict", "withdraw", "kill"])
def test_a_file_of_what_is_hidden_answers_like_one_that_does_not_exist(
    file: Callable[[], str], hide: Callable[[], int]
) -> None:
    with time_machine.travel(MOMENT, tick=False):
        path = file()
        before = told(Client().get(path))[0]

        hide()

        absent = f"{path.rpartition('/')[0]}/nothing"
        assert before == 200
        assert told(Client().get(path)) == told(Client().get(absent))


def test_a_part_of_a_file_is_had() -> None:
    path = captions()

    answers = [Client().get(path, headers={"Range": f"bytes={r}"}) for r in ("0-5", "-4", "99-")]

    assert [answer.status_code for answer in answers] == [206, 206, 416]
    assert [answer.content for answer in answers] == [b"WEBVTT", b"more", b""]


def test_documents_of_a_private_collection_are_had_by_who_has_the_right_and_kept_by_no_cache(
    private: Collection,
) -> None:
    file = paper(private)
    make.published(make.PaperFactory(file=file, url=""))

    answer = member_of_the_bureau().get(file.url)

    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert body(answer) == b"%PDF-1.7 the budget"


def test_a_document_that_something_public_names_is_had() -> None:
    file = paper(Collection.get_first_root_node())
    make.published(make.PaperFactory(file=file, url=""))

    answer = Client().get(file.url)

    assert answer.status_code == 200
    assert body(answer) == b"%PDF-1.7 the budget"


def test_a_form_that_asks_for_a_password_tells_of_no_collection(private: Collection) -> None:
    restriction = CollectionViewRestriction.objects.get()
    CollectionViewRestriction.objects.update(restriction_type="password")

    path = f"/documents/authenticate_with_password/{restriction.pk}/"

    assert Client().get(path).status_code == 404
