"""Lists of published figures: kept in pages, opened page by page, proven by their digests and the journal."""

import importlib
import json
import zlib
from collections.abc import Callable
from hashlib import sha256
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from ocop.cycle.certification.models import Recognition
from ocop.ground.accounts.models import User
from ocop.ground.planning.measures import measure_called
from ocop.ground.registry.models import JournalEntry
from ocop.kit.ui.listing import FirstPages
from ocop.oversight.figures import actions
from ocop.oversight.figures.freezing import FrozenLines, Line, ListBroken, freeze, is_sound, listed, thaw
from ocop.oversight.figures.models import Figure, FrozenList, FrozenPage
from ocop.oversight.figures.questions import Question
from ocop.oversight.figures.verification import verify
from ocop.oversight.figures.views import records
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
migration = importlib.import_module("ocop.oversight.figures.migrations.0004_lists_split_into_pages")


def lines(count: int, *, things: int | None = None) -> list[Line]:
    """So many lines of seven communes and of none; most of them in the first."""

    def unit(place: int) -> int | None:
        return (1 if place % 3 else place % 8) or None

    return [
        Line(str(place % (things or count)), str(place), unit(place), place, f"Sản phẩm {place}", "4 sao", "/")
        for place in range(count)
    ]


@pytest.fixture
def figure(world: World) -> Figure:
    make_recognition(world.dried_fish, world.province_committee, stars=4)
    make_recognition(world.lotus_seed, world.province_committee, stars=3, number="9/QĐ")
    measure = measure_called("certification.recognised")
    assert measure is not None
    by, question = world.actor(world.anh_dung), Question(measure, NOW.date())
    return actions.publish(question, office=world.coordination_office, by=by, at=NOW)


def tampered(page: FrozenPage) -> bytes:
    kept = json.loads(zlib.decompress(bytes(page.content)))
    return zlib.compress(json.dumps(kept[:-1]).encode())


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1_203])
def test_a_list_comes_back_as_it_was_frozen(count: int) -> None:
    kept = freeze(listed(lines(count)))
    assert list(thaw(kept)) == lines(count)
    assert kept.pages.count() == -(-count // 500)
    assert (kept.rows, kept.things) == (count, count)
    assert is_sound(kept)
    assert freeze(listed(lines(count))) == kept, "the same list is kept once"


def test_a_figure_is_what_its_lines_make() -> None:
    found = listed(lines(1_203, things=400))
    assert (found.rows, found.value(is_sum=False), found.value(is_sum=True)) == (1_203, 400, sum(range(1_203)))


@pytest.mark.parametrize("units", [None, frozenset({1}), frozenset({3, 6}), frozenset({99}), frozenset[int]()])
def test_a_person_opens_any_page_of_what_is_theirs(units: frozenset[int] | None) -> None:
    kept = freeze(listed(lines(2_203)))
    mine = [line for line in lines(2_203) if units is None or line.unit in units]
    opened = FrozenLines(kept, units)
    assert len(opened) == len(mine)
    assert list(opened) == mine
    for first in (0, 50, 480, 500, 1_350, 2_190, 9_000):
        assert opened[first : first + 50] == mine[first : first + 50], first


def test_a_screen_of_lines_reads_only_the_pages_it_stands_on(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    real = zlib.decompress
    monkeypatch.setattr(zlib, "decompress", lambda content: read.append(len(content)) or real(content))
    kept = freeze(listed(lines(5_000)))
    with django_assert_num_queries(2):
        assert [line.record for line in FrozenLines(kept)[4_480:4_530]] == [str(n) for n in range(4_480, 4_530)]
    assert len(read) == 2
    with django_assert_num_queries(3):
        assert len(FrozenLines(kept, frozenset({1}))[0:50]) == 50
    assert len(read) == 3


def test_how_many_things_a_place_has_is_said_where_it_is_known() -> None:
    once, several = freeze(listed(lines(1_000))), freeze(listed(lines(1_000, things=300)))
    assert (FrozenLines(once).things, FrozenLines(several).things) == (1_000, 300)
    place = frozenset({1})
    assert FrozenLines(once, place).things == len(FrozenLines(once, place))
    assert FrozenLines(several, place).things is None


def test_whatever_is_changed_in_a_list_is_found() -> None:
    """A line, a page less, two pages swapped, a number of lines: none of it is opened."""

    def broken(change: Callable[[FrozenList], object]) -> bool:
        kept = freeze(listed(lines(1_203)))
        change(kept)
        try:
            list(thaw(FrozenList.objects.get(pk=kept.pk)))
        except ListBroken:
            return True
        finally:
            kept.delete()
        return False

    def swap(kept: FrozenList) -> None:
        for number, to in ((0, 9), (1, 0), (9, 1)):
            kept.pages.filter(number=number).update(number=to)

    assert not broken(lambda kept: None)
    assert broken(lambda kept: kept.pages.filter(number=1).update(content=tampered(kept.pages.get(number=1))))
    assert broken(lambda kept: kept.pages.filter(number=1).update(content=b"?"))
    assert broken(lambda kept: kept.pages.filter(number=2).delete())
    assert broken(lambda kept: FrozenList.objects.filter(pk=kept.pk).update(rows=1_202))
    assert broken(lambda kept: FrozenList.objects.filter(pk=kept.pk).update(things=7))
    assert broken(swap)


def test_a_list_tampered_with_is_told_and_not_shown(figure: Figure, world: World, sign_in: SignIn) -> None:
    page = figure.counted.pages.get()
    FrozenPage.objects.filter(pk=page.pk).update(content=tampered(page))
    client = sign_in(world.anh_dung)
    assert "dấu băm không khớp" in client.get(reverse("figures:figure", args=[figure.code])).content.decode()
    for name in ("figures:lines", "figures:lines_sheet"):
        for part in ("", "bot"):
            told = client.get(reverse(name, args=[figure.code]), {"phan": part}, follow=True)
            assert told.redirect_chain[-1][0] == reverse("figures:figure", args=[figure.code])
            assert "Không mở được danh sách bản ghi" in told.content.decode()


def test_the_journal_keeps_what_proves_a_figure(figure: Figure) -> None:
    told = JournalEntry.objects.filter(act="figures.published").latest("seq").payload()
    (page,) = figure.counted.pages.all()
    plain = zlib.decompress(bytes(page.content))
    assert told["value"] == 2
    assert told["lists"] == [sha256(f"2 2\n{sha256(plain).hexdigest()}".encode()).hexdigest()]


def split_as_before(kept: FrozenList, plain: bytes) -> FrozenList:
    """Turn a list into one frozen before lists had pages, its content in one piece, and split it as the migration."""
    kept.pages.all().delete()
    kept.digest, kept.content = sha256(plain).hexdigest(), zlib.compress(plain, 9)  # type: ignore[attr-defined]
    kept.save()
    before = SimpleNamespace(get=lambda pk: kept, order_by=lambda key: FrozenList.objects.filter(pk=kept.pk))
    apps: Any = SimpleNamespace(
        get_model=lambda room, name: FrozenPage if name == "FrozenPage" else SimpleNamespace(objects=before)
    )
    migration.split_lists(apps, None)
    return FrozenList.objects.get(pk=kept.pk)


def test_a_list_frozen_before_is_split_and_its_first_digest_still_proves_it() -> None:
    plain = json.dumps(lines(1_203), ensure_ascii=False, separators=(",", ":")).encode()
    kept = split_as_before(freeze(listed(lines(1_203))), plain)
    assert list(thaw(kept)) == lines(1_203)
    assert kept.earlier_digest == sha256(plain).hexdigest()
    assert kept.digest == listed(lines(1_203)).digest, "as if it were frozen today"
    assert verify().findings == ()
    FrozenList.objects.filter(pk=kept.pk).update(earlier_digest=sha256(b"?").hexdigest())
    assert len(verify().findings) == 1


def test_a_list_broken_before_it_was_split_stays_broken() -> None:
    kept = freeze(listed(lines(3)))
    kept = split_as_before(kept, json.dumps(lines(2), ensure_ascii=False, separators=(",", ":")).encode())
    assert not is_sound(kept), "it says three lines and has two"
    assert kept.earlier_digest == ""
    assert kept.pages.get().digest == ""


def test_everything_published_is_read_again_by_a_command(figure: Figure) -> None:
    out = StringIO()
    call_command("figures", "verify", stdout=out)
    assert "1 con số, 1 danh sách" in out.getvalue()
    FrozenPage.objects.update(units={"1": 2})
    with pytest.raises(CommandError, match="Có 1 chỗ sai"):
        call_command("figures", "verify", stdout=out)
    assert "các dòng không còn đúng" in out.getvalue()


def test_a_value_or_a_list_put_in_place_of_another_is_found(figure: Figure) -> None:
    Figure.objects.update(value=3)
    assert len(verify().findings) == 2, "neither the journal nor the list says so"
    Figure.objects.update(value=2, counted=freeze(listed(lines(2))))
    (finding,) = verify().findings
    assert "khác danh sách mà nhật ký ghi" in finding
    Figure.objects.all().delete()
    (gone,) = verify().findings
    assert "không còn trên hệ thống" in gone


def test_more_records_than_are_paged_say_so(
    figure: Figure, world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, client = reverse("figures:rows", args=["certification.recognised"]), sign_in(world.anh_dung)
    assert "<strong>2</strong> bản ghi" in client.get(address).content.decode()
    monkeypatch.setattr(records, "MOST_PAGED", 1)
    shown = client.get(address)
    assert "Hơn <strong>1</strong> bản ghi" in shown.content.decode()
    assert len(shown.context["page"].object_list) == 1


@pytest.mark.parametrize("first", [0, 15])
def test_a_long_list_is_paged_by_its_first_keys(
    first: int, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Where they stand at the head of the table, and where none of them does."""
    for number in range(18):
        make_recognition(world.dried_fish, world.province_committee, number=f"{number}/QĐ")
    keys = list(Recognition.objects.order_by("pk").values_list("pk", flat=True))[first:]
    with django_assert_max_num_queries(4):
        pages = FirstPages(Recognition.objects.filter(pk__in=keys), 1, "product")
        assert (pages.has_more, pages.count, pages.things) == (True, 1, None)
        assert [row.pk for row in pages.page(1)] == keys[:1]
    with django_assert_max_num_queries(2):
        pages = FirstPages(Recognition.objects.filter(pk__in=keys), 20, "product")
        assert (pages.has_more, pages.count, pages.things) == (False, len(keys), 1)
        assert [row.pk for row in pages.page(1)] == keys
