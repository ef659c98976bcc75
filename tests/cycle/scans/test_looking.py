"""What was scanned is read in the background; where signs are heavy, a suspicion waits, and officers' words stay."""

from datetime import timedelta
from typing import Any

import pytest

from ocop.cycle.scans import actions
from ocop.cycle.scans.actions import looking
from ocop.cycle.scans.models import Doubt, ScanEvent, ScannedStamp, ScanSalt, Suspicion
from ocop.cycle.scans.regions import read_table, region_of
from ocop.cycle.scans.scan import Scan
from ocop.cycle.scans.states import SuspicionState
from ocop.cycle.scans.summary import summary_line
from ocop.cycle.traceability import actions as stamps
from ocop.cycle.traceability.models import StampRange
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Actor, Refused
from ocop.rules.stamps import Stamp
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


LATER = NOW + timedelta(minutes=6)


@pytest.fixture
def issued(world: World) -> StampRange:
    """Five hundred stamps of chị Lan's dried fish, three hundred of them on a batch."""
    make_recognition(world.dried_fish, world.province_committee)
    lan = world.actor(world.chi_lan)
    found = stamps.issue_stamps(world.dried_fish, count=500, by=lan, at=NOW)
    lot = stamps.make_batch(world.dried_fish, lot="L1", made_on=NOW.date(), quantity=300, by=lan, at=NOW)
    stamps.activate(found, lot, first=1, last=300, by=lan, at=NOW)
    return found


def scan(index: int, *clients: str, verdict: str = "valid", region: str = "82", minutes: int = 0) -> None:
    at = NOW + timedelta(minutes=minutes)
    actions.remember([Scan(0, index, at, client.encode(), region, verdict) for client in clients])


def look(minutes: int = 5) -> None:
    while actions.look(at=NOW + timedelta(minutes=minutes)):
        pass


@pytest.mark.requirement("R164")
def test_a_stamp_that_many_scan_is_suspected_once_and_one_that_few_scan_is_not(issued: StampRange) -> None:
    scan(7, "a", "b", "c", "d")
    scan(8, "a", "b", "a")
    look()
    look()
    found = Suspicion.objects.get()
    assert (found.range, found.stamp_id, found.state) == (issued, 7, SuspicionState.NEW)
    assert found.signals == {"clients": {"clients": 4, "days": 30}}
    assert JournalEntry.objects.filter(act="scans.suspicion_opened").count() == 1
    assert not ScannedStamp.objects.filter(to_look=True).exists()


def test_a_stamp_scanned_without_end_hides_no_other(issued: StampRange, monkeypatch: Any) -> None:
    monkeypatch.setattr(looking, "MOST_SIGHTINGS", 20)
    scan(7, "a", "b", "c", "d")
    for _ in range(10):
        scan(8, "x", "y", "x", "y", "x", minutes=1)
    look()
    assert Suspicion.objects.get().stamp_id == 7


@pytest.mark.parametrize(
    ("counts", "share"), [([5, 5], 5), ([2, 100], 18), ([9, 10, 100, 1000], 5), ([1, 2, 100, 100], 8), ([20], 20)]
)
def test_who_needs_less_leaves_the_rest(counts: list[int], share: int) -> None:
    assert looking._share(counts, 20) == share


def test_each_suspicion_is_written_for_good_and_a_look_that_broke_off_is_done_again(
    issued: StampRange, monkeypatch: Any
) -> None:
    write = looking.suspect

    def breaks(range_id: int, stamp: Any, *args: Any, **said: Any) -> None:
        if stamp is not None and stamp.number == 8:
            raise RuntimeError
        write(range_id, stamp, *args, **said)

    for index in (7, 8):
        scan(index, "a", "b", "c", "d")
    with monkeypatch.context() as patched:
        patched.setattr(looking, "suspect", breaks)
        with pytest.raises(RuntimeError):
            look()
    assert [each.stamp_id for each in Suspicion.objects.all()] == [7]
    look()
    assert {each.stamp_id for each in Suspicion.objects.all()} == {7, 8}
    assert JournalEntry.objects.filter(act="scans.suspicion_opened").count() == 2


def test_what_comes_during_a_look_is_looked_at_next_time(issued: StampRange, monkeypatch: Any) -> None:
    write = looking.suspect

    def meanwhile(*args: Any, **said: Any) -> None:
        write(*args, **said)
        if not Doubt.objects.exists():
            scan(7, "e", minutes=1)
            actions.send_doubt("1" * 20, Stamp(0, 8), kind="stuck", by=Actor(None, "Người mua", NOW.date()), at=NOW)

    for index in (7, 8, 9):
        scan(index, "a", "b", "c", "d")
    with monkeypatch.context() as patched:
        patched.setattr(looking, "suspect", meanwhile)
        actions.look(at=LATER)
    assert set(ScannedStamp.objects.filter(to_look=True).values_list("number", flat=True)) == {7, 8}
    look()
    assert Suspicion.objects.get(stamp=7).signals["clients"]["clients"] == 5
    assert Suspicion.objects.get(stamp=8).signals["reported"] == {"reports": 1}


def test_stamps_outside_every_range_are_nobody_s(issued: StampRange) -> None:
    scan(900, "a", "b", "c", "d")
    look()
    assert not Suspicion.objects.exists()


def test_a_lost_stamp_that_turns_up_is_suspected_at_its_first_scan(issued: StampRange) -> None:
    scan(301, "a", verdict="void")
    look()
    assert Suspicion.objects.get().signals == {"lost": {"scans": 1}}


def test_a_roll_that_one_visitor_reads_off_is_seen_though_no_visitor_is_known(issued: StampRange) -> None:
    for index in range(40, 60):
        scan(index, "reader", minutes=1)
    look()
    found = Suspicion.objects.get()
    assert found.stamp is None
    assert found.signals == {"neighbours": {"bursts": 1, "stamps": 20}}


def test_scans_where_nothing_is_sold_are_a_sign_of_the_whole_range(issued: StampRange, world: World) -> None:
    lan = world.actor(world.chi_lan)
    for index in range(30):
        scan(index * 7, f"x{index}", region="01" if index < 10 else "82")
    actions.look_at_ranges(at=NOW)
    assert not Suspicion.objects.exists(), "nobody said where it is sold"
    actions.say_where_sold(issued.product, regions=["82", "79"], by=lan, at=NOW)
    actions.look_at_ranges(at=NOW)
    assert Suspicion.objects.get().signals == {"outside": {"outside": 10, "placed": 30}}
    with pytest.raises(Refused, match="khai nơi bán"):
        actions.say_where_sold(issued.product, regions=["01"], by=world.actor(world.anh_phuc), at=NOW)


def test_a_closed_suspicion_opens_again_only_with_news(issued: StampRange, world: World) -> None:
    scan(7, "a", "b", "c", "d")
    look()
    found, office = Suspicion.objects.get(), world.actor(world.anh_dung)
    actions.decide(found, state=SuspicionState.CLOSED, words="Quầy trưng bày ở hội chợ", by=office, at=LATER)
    scan(7, "e")
    look()
    found.refresh_from_db()
    assert found.state == SuspicionState.CLOSED
    scan(7, "f", "g", "h")
    look(9)
    found.refresh_from_db()
    assert found.state == SuspicionState.NEW
    assert list(found.steps.values_list("state", flat=True)) == ["new", "closed", "new"]


def test_the_office_decides_the_producer_answers_when_asked(issued: StampRange, world: World) -> None:
    scan(7, "a", "b", "c", "d")
    look()
    found, office, lan = Suspicion.objects.get(), world.actor(world.anh_dung), world.actor(world.chi_lan)
    for person in (lan, world.actor(world.co_hien), world.actor(world.anh_phuc)):
        with pytest.raises(Refused):
            actions.decide(found, state=SuspicionState.CLOSED, words="Không sao", by=person, at=NOW)
    with pytest.raises(Refused, match="chưa hỏi"):
        actions.decide(found, state=SuspicionState.ANSWERED, words="Của tôi", by=lan, at=LATER)
    asked = {"state": SuspicionState.ASKED, "words": "Hàng bán ở đâu?", "by": office, "at": LATER}
    first = actions.decide(found, key="abcdefghjkmn", **asked)
    assert actions.decide(found, key="abcdefghjkmn", **asked) == first
    with pytest.raises(Refused, match="Đã hỏi chủ thể"):
        actions.decide(found, **asked)
    actions.decide(found, state=SuspicionState.ANSWERED, words="Bày mẫu ở hội chợ", by=lan, at=LATER)
    assert [step.words for step in found.steps.all()] == ["", "Hàng bán ở đâu?", "Bày mẫu ở hội chợ"]


def test_single_scans_go_after_ninety_days_and_the_counts_stay(issued: StampRange) -> None:
    scan(7, "a", "b")
    assert actions.forget(at=NOW + timedelta(days=90)) == 0
    assert actions.forget(at=NOW + timedelta(days=91)) == 2
    assert not ScanSalt.objects.exists()
    assert not ScanEvent.objects.exists()
    row = ScannedStamp.objects.get()
    assert (row.count, row.clients) == (2, 2)


def test_the_shopper_is_told_counts_and_never_that_it_is_a_fake() -> None:
    stamp = Stamp(0, 7)
    assert summary_line(stamp) == ""
    scan(7, "a")
    assert summary_line(stamp) == "", "the one who looks now"
    scan(7, "b")
    assert summary_line(stamp) == "Tem này đã được quét 2 lần kể từ ngày 24/11/2026."
    scan(7, "c", region="79")
    assert summary_line(stamp) == "Tem này đã được quét 3 lần kể từ ngày 24/11/2026, lần đầu ở Đồng Tháp."


def test_a_network_leads_to_its_province_by_the_operator_s_file_only(settings: Any, tmp_path: Any) -> None:
    assert region_of("203.0.113.9") == ""
    file = tmp_path / "networks.csv"
    file.write_text("# nhà mạng\n203.0.113.0/24,79\n203.0.113.64/26,82\n2001:db8::/32,01\n", encoding="utf-8")
    settings.OCOP_SCAN_NETWORKS = str(file)
    assert [region_of(each) for each in ("203.0.113.9", "203.0.113.70", "2001:db8::1", "198.51.100.1", "x")] == [
        "79", "82", "01", "", "",
    ]  # fmt: skip
    for slip in (["203.0.113.0/24"], ["mạng", "79"], ["203.0.113.0/24", "99"]):
        with pytest.raises(Exception, match="line 1"):
            read_table([slip])
