"""The keys of stamps: known answers of the whole construction, whole ranges at once, a wrong secret."""

import random
from typing import Any

import numpy as np
import pytest

from ocop.cycle.traceability import bulk, selftest
from ocop.cycle.traceability.keys import RawKeys, WrongStampKey, encipherer, key_check, keys_of, raw_keys
from ocop.cycle.traceability.models import StampEpoch
from ocop.cycle.traceability.selftest import refuse_wrong_keys
from ocop.rules.stamps import DIGITS, PER_EPOCH, Keys, Stamp, check_digit, code_of, pin_of, stamp_of
from tests.world import NOW

SECRET = "mot-bi-mat-chi-dung-de-thu-va-khong-dung-o-dau-khac-2026"
# Codes of that secret. They never change: a change here is a change of every stamp on a shelf.
KNOWN = {
    (0, 0): "00069727256589123126",
    (0, 1): "02329267775347720864",
    (3, 123_456_789): "37131591742309612553",
    (9, PER_EPOCH - 1): "95859714695290636952",
}


@pytest.fixture(autouse=True)
def _secret(settings: Any) -> None:
    settings.STAMP_SECRET = SECRET


def test_known_answers() -> None:
    for (epoch, index), code in KNOWN.items():
        assert code_of(keys_of(epoch), Stamp(epoch, index)) == code
        assert stamp_of(code, keys_of) == Stamp(epoch, index)
    assert pin_of(keys_of(0), Stamp(0, 0)) == "309996"
    assert key_check(0) == "4d42ae7c617e46da3357b26c"


def test_whole_ranges_are_the_codes_one_by_one() -> None:
    """Across the boundary of a chunk, and up to the last stamp of an epoch."""
    for epoch, first, count in ((0, bulk.CHUNK - 5, 10), (7, PER_EPOCH - 300, 300), (2, 0, 1)):
        raw, keys = raw_keys(epoch), keys_of(epoch)
        rows = np.concatenate(list(bulk.codes(raw, epoch, first, count)))
        assert [row.tobytes().decode() for row in rows] == [
            code_of(keys, Stamp(epoch, first + number)) for number in range(count)
        ]
        pins = np.concatenate(list(bulk.pins(raw, epoch, first, count)))
        assert [row.tobytes().decode() for row in pins] == [
            pin_of(keys, Stamp(epoch, first + number)) for number in range(count)
        ]


def test_a_million_stamps_have_a_million_codes() -> None:
    rows = np.concatenate(list(bulk.codes(raw_keys(0), 0, 0, 1_000_000)))
    assert len(np.unique(rows.view(f"S{DIGITS}"))) == 1_000_000


@pytest.mark.slow
@pytest.mark.requirement("R163")
def test_a_million_random_codes_that_look_right_are_all_refused() -> None:
    chance = random.Random(124)
    for _ in range(1_000_000):
        body = f"{chance.randrange(10**19):019d}"
        assert stamp_of(body + check_digit(body), keys_of) is None


def test_each_epoch_and_each_purpose_has_a_key_of_its_own() -> None:
    made = [key for epoch in range(10) for key in _parts(raw_keys(epoch))]
    assert len(set(made)) == 30
    assert raw_keys(0, SECRET + "x") != raw_keys(0)
    assert encipherer(made[0])(bytes(16)) != encipherer(made[1])(bytes(16))


def _parts(raw: RawKeys) -> tuple[bytes, bytes, bytes]:
    return raw.tag, raw.mask, raw.pin


@pytest.mark.django_db
def test_another_secret_than_the_stamps_were_issued_with_refuses_to_serve(settings: Any) -> None:
    refuse_wrong_keys()
    StampEpoch.objects.create(number=0, key_check=key_check(0), opened_at=NOW)
    refuse_wrong_keys()
    settings.STAMP_SECRET = SECRET.replace("mot", "hai")
    with pytest.raises(WrongStampKey, match="OCOP_STAMP_SECRET"):
        refuse_wrong_keys()


def test_a_server_started_before_its_database_asks_once_it_answers(monkeypatch: Any) -> None:
    from django.db import OperationalError

    def down() -> None:
        raise OperationalError("connection refused")

    def wrong() -> None:
        raise WrongStampKey

    monkeypatch.setattr(selftest, "connection", type("Kept", (), {"close": staticmethod(lambda: None)}))
    monkeypatch.setattr(selftest, "refuse_wrong_keys", down)
    served = selftest.WithRightKeys(lambda environ, start: [b"trang"])
    assert served({}, print) == [b"trang"]
    monkeypatch.setattr(selftest, "refuse_wrong_keys", wrong)
    said: list[Any] = []
    (words,) = served({}, lambda status, headers: said.append(status))
    assert said == ["503 Service Unavailable"]
    monkeypatch.setattr(selftest, "refuse_wrong_keys", lambda: None)
    served({}, lambda status, headers: said.append(status))
    assert len(said) == 2  # nothing but another start makes keys right
    monkeypatch.setattr(selftest, "refuse_wrong_keys", wrong)
    assert "tạm dừng" in words.decode()
    assert "SECRET" not in words.decode()
    with pytest.raises(WrongStampKey):
        selftest.WithRightKeys(lambda environ, start: [b"trang"])


def test_threads_have_ciphers_of_their_own() -> None:
    from concurrent.futures import ThreadPoolExecutor

    def cipher(_: int) -> Keys:
        return keys_of(0)

    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(1) as other:
        assert one.submit(cipher, 0).result() is not other.submit(cipher, 0).result()
