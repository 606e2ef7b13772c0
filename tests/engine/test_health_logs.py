"""The log of a web server is counted line by line, each once, whatever becomes of the file meanwhile."""

from __future__ import annotations

import os
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from syndication.health import logs
from syndication.models import EmbedCount, EmbedLog
from tests.engine.record import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

MINUTE = f"{NOW:%Y-%m-%dT%H}"
"""The hour; a line says its minute."""


@pytest.fixture(autouse=True)
def counting(settings):
    settings.EMBED_HEALTH_DAYS = 90


@pytest.fixture
def log(tmp_path):
    return tmp_path / "embeds.log"


def line(minute: int = 0, site: str = "https://a.example", status: int = 200, **own: str) -> str:
    rest = " ".join({"kind": "speech", "theme": "-", "form": "framed", **own}.values())
    return f"{MINUTE}:{minute:02}+00:00 {site} {status} {rest}\n"


def append(log, *lines: str) -> None:
    with log.open("a") as file:
        file.writelines(lines)


def read(log) -> str:
    out = StringIO()
    call_command("embeds", "read", str(log), stdout=out)
    return out.getvalue()


def total() -> int:
    return sum(EmbedCount.objects.values_list("answers", flat=True))


def test_lines_are_counted_once_however_often_they_are_read(log):
    append(log, line(), line(), line(1, "-", 404, kind="bill", theme="dark", form="untold"))

    said = [read(log), read(log)]

    assert said == ["3 lines counted\n", "0 lines counted\n"]
    assert list(
        EmbedCount.objects.order_by("site").values_list(
            "day", "site", "kind", "theme", "form", "outcome", "answers"
        )
    ) == [
        (NOW.date(), "", "bill", "dark", "untold", "missing", 1),
        (NOW.date(), "https://a.example", "speech", "", "framed", "shown", 2),
    ]


def test_a_line_is_counted_once_it_is_whole(log):
    append(log, line(), line(1)[:30])
    first = read(log)
    append(log, line(1)[30:])

    assert (first, read(log), total()) == ("1 lines counted\n", "1 lines counted\n", 2)


def test_a_first_line_that_was_not_whole_is_counted_once(log):
    append(log, line()[:10])
    first = read(log)
    append(log, line()[10:])

    assert (first, read(log), read(log)) == (
        "0 lines counted\n",
        "1 lines counted\n",
        "0 lines counted\n",
    )


def test_a_long_log_is_counted_in_pieces(log, monkeypatch):
    monkeypatch.setattr(logs, "PIECE", 200)
    append(log, *(line(number % 60) for number in range(100)))

    assert (read(log), read(log), total()) == ("100 lines counted\n", "0 lines counted\n", 100)


def test_what_is_left_of_a_file_that_was_turned_over_is_counted_first(log):
    append(log, line())
    read(log)
    append(log, line(1))
    log.rename(log.with_name("embeds.log.1"))
    append(log, line(2), line(3))

    assert (read(log), total(), read(log)) == ("3 lines counted\n", 4, "0 lines counted\n")


def test_a_file_that_was_turned_over_is_read_on_until_the_next_is_begun(log):
    append(log, line())
    read(log)
    old = log.rename(log.with_name("embeds.log.1"))
    log.touch()
    before = read(log)
    append(old, line(1))  # nginx has not opened the new one yet
    append(log, line(2))

    assert (before, read(log), total()) == ("0 lines counted\n", "2 lines counted\n", 3)


def test_files_that_were_turned_over_twice_are_counted_in_their_order(log):
    append(log, line())
    read(log)
    append(log, line(1))
    for name, minute in (("embeds.log.2", 2), ("embeds.log.1", 3)):
        log.rename(log.with_name(name))
        os.utime(log.with_name(name), (minute, minute))
        append(log, line(minute))

    assert (read(log), total(), read(log)) == ("3 lines counted\n", 4, "0 lines counted\n")


def test_a_log_that_is_copied_and_cut_is_counted_on(log):
    append(log, line())
    read(log)
    append(log, line(1))
    shutil.copyfile(log, log.with_name("embeds.log.1"))
    log.write_text("")
    append(log, line(2))

    assert (read(log), total(), read(log)) == ("2 lines counted\n", 3, "0 lines counted\n")


def test_it_is_told_when_the_file_that_was_read_is_gone(log):
    append(log, line())
    read(log)
    log.unlink()
    append(log, line(2))

    said = read(log)

    assert said.startswith("1 lines counted\nThe file that was read last is gone")
    assert (read(log), total()) == ("0 lines counted\n", 2)


def test_a_crash_between_reading_and_noting_counts_nothing_twice(log, monkeypatch):
    append(log, line())
    read(log)
    append(log, line(), line())
    with monkeypatch.context() as crashing:
        crashing.setattr(EmbedLog, "save", lambda _self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            read(log)

    assert (read(log), total()) == ("2 lines counted\n", 3)


@pytest.mark.parametrize(
    "strange",
    [
        "\n",
        "\xff\xfe\n",
        line(kind="poem"),
        line(form="upside-down"),
        line().replace(" 200 ", " 2e3 "),
        line().replace(MINUTE, "9999-99-99T99"),
        line().replace(MINUTE, "2036-01-01T10"),
        f"{line().strip()} 192.0.2.1 Mozilla\n",
        '192.0.2.1 - - [01/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "Mozilla"\n',
        line(site="x" * 10_000),
    ],
)
def test_a_line_of_another_form_is_passed_over_and_told(log, strange):
    append(log, strange, line())

    said = read(log)

    assert said.startswith("1 lines counted\n1 lines are not of the form")
    assert total() == 1


@pytest.mark.parametrize("told", ["https://192.0.2.1", "https://amina@a.example", "javascript:1"])
def test_a_log_of_somebody_elses_making_brings_no_address_in(log, told):
    append(log, line(site=told))
    read(log)

    assert EmbedCount.objects.get().site == ""


def test_what_is_older_than_is_kept_is_not_counted(log, settings):
    settings.EMBED_HEALTH_DAYS = 7
    append(log, line().replace(MINUTE, "2026-10-01T10"), line())

    assert (read(log), total()) == ("2 lines counted\n", 1)


def test_the_day_is_the_chambers(log):
    append(log, line().replace(f"{MINUTE}:00+00:00", "2026-11-01T23:30+00:00"))
    read(log)

    assert f"{timezone.get_default_timezone()}" == "Europe/Brussels"
    assert f"{EmbedCount.objects.get().day}" == "2026-11-02"


def test_no_log_and_no_counting_are_said_in_words(log, settings):
    with pytest.raises(CommandError, match=r"cannot be read: No such file"):
        read(log)
    settings.EMBED_HEALTH_DAYS = 0
    with pytest.raises(CommandError, match="Nothing is counted"):
        read(log)
