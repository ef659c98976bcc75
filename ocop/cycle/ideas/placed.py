"""An idea is offered for a place."""

from django.urls import reverse

from ocop.cycle.ideas.models import Idea
from ocop.ground.offices.placing import Placed

PLACED = (Placed("y-tuong", Idea, "Ý tưởng sản phẩm", lambda row: reverse("ideas:idea", args=[row.public_id])),)
