"""Beginning a dossier and changing what it aims at."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ocop.cycle.dossiers.states import DossierKind
from ocop.ground.programme.models import Round
from ocop.kit import forms as kit

STARS = [("3", "3 sao"), ("4", "4 sao"), ("5", "5 sao")]


class RoundChoice(kit.OcopForm):
    """A form that asks for one of the rounds that take dossiers today."""

    round = forms.ChoiceField(label="Đợt đánh giá", widget=kit.Radios())

    def __init__(self, *args: Any, rounds: Iterable[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {each.public_id: each for each in rounds}
        self.fields["round"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.name}, nhận đến {each.proposal_due:%d/%m/%Y}") for key, each in self.rounds.items()
        ]
        if len(self.rounds) == 1:
            self.fields["round"].initial = next(iter(self.rounds))

    def clean_round(self) -> Round:
        return self.rounds[self.cleaned_data["round"]]


class StartForm(RoundChoice):
    kind = forms.ChoiceField(label="Lần đăng ký", choices=DossierKind.choices)
    wanted_stars = forms.TypedChoiceField(
        label="Hạng sao anh/chị mong muốn",
        choices=STARS,
        coerce=int,
        initial="3",
        widget=kit.Radios(inline=True),
        help_text="Hạng càng cao càng cần nhiều giấy tờ. Anh/chị đổi được sau.",
    )

    def __init__(self, *args: Any, suggested: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].widget = kit.Radios(
            hints={
                DossierKind.FIRST: "Sản phẩm chưa có giấy chứng nhận OCOP còn giá trị.",
                DossierKind.UPGRADE: "Sản phẩm đang có sao, muốn lên hạng cao hơn.",
                DossierKind.RENEWAL: "Giấy chứng nhận sắp hết 36 tháng.",
            },
            choices=DossierKind.choices,
        )
        self.fields["kind"].initial = suggested
        self.order_fields(["kind", "round", "wanted_stars"])


class ChangeRoundForm(RoundChoice):
    pass


class WantedStarsForm(kit.OcopForm):
    stars = forms.TypedChoiceField(label="Hạng sao anh/chị mong muốn", choices=STARS, coerce=int, widget=kit.Radios())


class WithdrawForm(kit.OcopForm):
    why = forms.CharField(label="Lý do rút", required=False, max_length=500, widget=kit.TextArea(3))
