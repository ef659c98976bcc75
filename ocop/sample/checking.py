"""The numbers that Kế hoạch 124/KH-UBND prints, as a check an officer opens to see where they contradict each other."""

from datetime import datetime
from pathlib import Path

import yaml

from ocop.ground.offices.models import Appointment
from ocop.ground.offices.states import Role
from ocop.kit.clock import local_date
from ocop.oversight.checking.actions import make_check
from ocop.oversight.checking.held import Held
from ocop.oversight.checking.models import Check
from ocop.oversight.checking.states import Source
from ocop.rules.consistency import claims_from, numbers_from
from ocop.sample import journey

DATA = Path(__file__).parent / "data" / "plan-124-numbers.yaml"
NAME = "Kế hoạch 124/KH-UBND"


def load_checking(*, at: datetime) -> None:
    """Make the check of the plan under the name of the coordination office's sample officer; once."""
    if Check.objects.filter(name=NAME).exists():
        return
    post = Appointment.objects.filter(user__is_sample=True, role=Role.PROVINCE_OFFICER).select_related("user").get()
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    numbers = list(numbers_from(data["numbers"]).values())
    claims = [Held(each) for each in claims_from(data["claims"])]
    make_check(NAME, Source.KEYED, numbers, claims, by=journey.actor(post.user, local_date(at)), at=at)
