"""What a community gave stands at its place."""

from django.urls import reverse

from ocop.ground.budget.models import Contribution
from ocop.ground.offices.placing import Placed

PLACED = (
    Placed(
        "dong-gop",
        Contribution,
        "Đóng góp của cộng đồng",
        lambda row: reverse("budget:contribution", args=[row.public_id]),
        lambda row: row.what,
    ),
)
