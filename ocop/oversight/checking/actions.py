"""Making a check, confirming what is claimed, mending numbers and claims, taking a check away."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from ocop.ground.registry.actions import record
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.fold import fold
from ocop.oversight.checking import policies
from ocop.oversight.checking.held import Held, claims_of, kept_claim, kept_number, numbers_of
from ocop.oversight.checking.models import Check
from ocop.rules.consistency import Printed, check

MOST_NUMBERS = 2000
MOST_CLAIMS = 900
MOST_NAMES = 500


@once(Check, owner="made_by_id")
def make_check(
    name: str,
    source: str,
    numbers: Sequence[Printed],
    claims: Sequence[Held],
    *,
    key: str = "",
    by: Actor,
    at: datetime,
) -> Check:
    """Keep numbers and claims under a name; the same press twice makes one check.

    Raises `Refused` for who may not, and for more than `MOST_NUMBERS` numbers or `MOST_CLAIMS` claims.
    """
    require(policies.may_check(by))
    _bound(len(numbers), len(claims))
    if by.user_id is None:
        raise Refused("Lần kiểm tra phải do một người có tài khoản lập.")
    made = Check.objects.create(
        **({"public_id": key} if key else {}),
        name=name,
        folded=fold(name)[:200],
        source=source,
        numbers=[kept_number(each) for each in numbers],
        claims=[kept_claim(each) for each in claims],
        made_by_id=by.user_id,
        made_at=at,
        changed_at=at,
    )
    record("checking.made", by=by, at=at, subject=made, data={"numbers": len(numbers), "claims": len(claims)})
    return made


def _bound(numbers: int, claims: int) -> None:
    if numbers > MOST_NUMBERS:
        raise Refused(f"Một lần kiểm tra nhận nhiều nhất {MOST_NUMBERS} số, ở đây có {numbers}. Chia thành nhiều lần.")
    if claims > MOST_CLAIMS:
        raise Refused(
            f"Một lần kiểm tra nhận nhiều nhất {MOST_CLAIMS} phép kiểm, ở đây có {claims}. Chia thành nhiều lần."
        )


def _locked(which: Check, by: Actor) -> Check:
    """The check as it stands, held until the act is done. Raises `Refused` for who may not, and where it is gone."""
    found = Check.objects.select_for_update().filter(pk=which.pk).first()
    if found is None:
        raise Refused("Lần kiểm tra này vừa bị xóa. Quay lại danh sách.")
    require(policies.may_change(by, found))
    return found


def _save(which: Check, at: datetime) -> None:
    which.changed_at = at
    which.save(update_fields=["numbers", "claims", "changed_at"])


@transaction.atomic
def confirm(which: Check, ticked: Collection[str], *, among: Collection[str], by: Actor, at: datetime) -> Check:
    """Confirm the claims ticked and no others of `among`, those that were on the page; the rest stay as they are."""
    found = _locked(which, by)
    before = claims_of(found)
    after = [replace(each, is_confirmed=each.id in ticked) if each.id in among else each for each in before]
    if after != before:
        found.claims = [kept_claim(each) for each in after]
        _save(found, at)
        record("checking.confirmed", by=by, at=at, subject=found, data={"claims": sum(e.is_confirmed for e in after)})
    return found


@transaction.atomic
def put_claim(which: Check, held: Held, *, by: Actor, at: datetime) -> Check:
    """Add a claim, or put it in the place of the one with its id; the same press twice changes nothing twice.

    Raises `Refused` for a claim about numbers that are not there, or one that its kind cannot be asked of them.
    """
    found = _locked(which, by)
    refuse_claim(numbers_of(found), held)
    before = claims_of(found)
    is_new = held.id not in {each.id for each in before}
    after = [*before, held] if is_new else [held if each.id == held.id else each for each in before]
    _bound(len(found.numbers), len(after))
    if after != before:
        found.claims = [kept_claim(each) for each in after]
        _save(found, at)
        act = "checking.claim_added" if is_new else "checking.claim_changed"
        record(
            act, by=by, at=at, subject=found, data={"id": held.id, "kind": str(held.claim.kind), "about": held.about}
        )
    return found


def refuse_claim(numbers: Mapping[str, Printed], held: Held) -> None:
    """Raise `Refused` when a claim cannot be worked out, saying what its numbers lack."""
    if len(set(held.about)) != len(held.about):
        raise Refused("Một số được chọn hai lần. Mỗi số chỉ chọn một lần.")
    try:
        check(numbers, [held.claim])
    except ValueError as wrong:
        raise Refused(f"{wrong} Sửa con số, hoặc chọn số khác.") from wrong


@transaction.atomic
def put_number(which: Check, number: Printed, *, by: Actor, at: datetime) -> Check:
    """Add a number, or put it in the place of the one with its id; findings follow at once."""
    found = _locked(which, by)
    before, kept = list(found.numbers), kept_number(number)
    is_new = number.id not in {each["id"] for each in before}
    found.numbers = [*before, kept] if is_new else [kept if each["id"] == number.id else each for each in before]
    _bound(len(found.numbers), len(found.claims))
    if found.numbers != before:
        _save(found, at)
        act = "checking.number_added" if is_new else "checking.number_changed"
        record(act, by=by, at=at, subject=found, data={"id": number.id, "value": kept.get("value", "")})
    return found


@transaction.atomic
def remove(which: Check, *, by: Actor, at: datetime) -> None:
    """Take a check away for good: it is a working paper, the text it speaks of stands elsewhere."""
    found = _locked(which, by)
    record("checking.removed", by=by, at=at, subject=found)
    found.delete()
