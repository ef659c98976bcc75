"""Activities take place somewhere, and people who take part come from somewhere."""

from django.urls import reverse

from ocop.ground.offices.placing import Placed
from ocop.support.activities.actions.activities import page_of
from ocop.support.activities.models import Activity, Person

PLACED = (
    Placed("hoat-dong", Activity, "Hoạt động", page_of, lambda row: row.venue),
    Placed(
        "nguoi-tham-gia",
        Person,
        "Người tham gia",
        lambda row: reverse("activities:person", args=[row.public_id]),
        lambda row: row.workplace,
    ),
)
