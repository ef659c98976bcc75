"""Forms of editors: words of an article, its moment, pictures, who is held up as an example."""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings

from ocop.ground.offices.models import Office
from ocop.kit import clock
from ocop.kit import forms as kit
from ocop.kit.once import OnceForm
from ocop.public.stories.actions.pictures import Said
from ocop.public.stories.actions.ties import Named
from ocop.public.stories.actions.writing import Words, words_of
from ocop.public.stories.merging import merge
from ocop.public.stories.models import Article, Version
from ocop.public.stories.states import ConsentHow, Kind, Standing

ALL = ("", "Tất cả")
ENGLISH = ("title_en", "summary_en", "text_en")
HINTS: dict[str, str] = {
    Kind.STORY: "Chuyện về một sản phẩm, một người làm nghề, một vùng nguyên liệu",
    Kind.NEWS: "Điều vừa xảy ra hoặc sắp xảy ra",
    Kind.THEMATIC: "Trang gom bài, sản phẩm, sự kiện về một chủ đề",
    Kind.EXEMPLARY: "Tập thể, cá nhân tiêu biểu; tên người chỉ đăng khi người ấy đồng ý",
    Kind.HANDBOOK: "Hướng dẫn từng bước: cách tham gia, cách đóng gói, cách bán hàng",
}


class ArticleFilter(forms.Form):
    """Which articles are shown; kept in the address."""

    q = forms.CharField(label="Tìm bài", required=False, max_length=100)
    loai = forms.ChoiceField(label="Loại", required=False, choices=[ALL, *Kind.choices])
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False)
    co_quan = forms.ChoiceField(label="Cơ quan", required=False)

    AHEAD = "sua"

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [ALL, *Standing.choices, (self.AHEAD, "Đang đăng, có bản sửa chưa đăng")]
        self.fields["trang_thai"].choices = states  # type: ignore[attr-defined]
        self.fields["co_quan"].choices = [ALL, *((each.public_id, each.name) for each in offices)]  # type: ignore[attr-defined]


class WordsForm(OnceForm):
    """The words of an article; what others saved while this page stood open is not written over unseen."""

    title = forms.CharField(label="Tiêu đề", max_length=200)
    summary = forms.CharField(
        label="Tóm tắt", max_length=500, widget=kit.TextArea(rows=3), help_text="Một, hai câu; hiện ở danh sách bài"
    )
    text = forms.CharField(label="Bài viết", max_length=30_000, required=False, widget=kit.TextArea(rows=20))
    clip_url = forms.URLField(
        label="Đường dẫn đoạn phim", max_length=300, required=False, assume_scheme="https", widget=kit.TextBox()
    )
    title_en = forms.CharField(label="Tiêu đề tiếng Anh", max_length=200, required=False)
    summary_en = forms.CharField(label="Tóm tắt tiếng Anh", max_length=500, required=False, widget=kit.TextArea(rows=3))
    text_en = forms.CharField(
        label="Bài viết tiếng Anh", max_length=30_000, required=False, widget=kit.TextArea(rows=12)
    )
    note = forms.CharField(
        label="Sửa gì", max_length=200, required=False, help_text="Ghi ngắn cho người xem lại các bản"
    )
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, article: Article | None = None, **kwargs: Any) -> None:
        self.latest: Version | None = article.latest if article else None
        if self.latest is not None:
            kwargs["initial"] = asdict(words_of(self.latest)) | {"seen": self.latest.number}
        super().__init__(*args, **kwargs)
        hosts = ", ".join(settings.OCOP_CLIP_HOSTS)
        self.fields["clip_url"].help_text = f"Người đọc bấm để mở ở trang có đoạn phim: {hosts}"

    def clean_clip_url(self) -> str:
        url = str(self.cleaned_data["clip_url"])
        host = (urlsplit(url).hostname or "").lower()
        if url and not any(host == each or host.endswith(f".{each}") for each in settings.OCOP_CLIP_HOSTS):
            hosts = ", ".join(settings.OCOP_CLIP_HOSTS)
            raise forms.ValidationError(f"Chỉ nhận đường dẫn ở: {hosts}. Anh/chị đưa đoạn phim lên một trang ấy.")
        return url

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in _BOXES:
            if name in said:
                said[name] = unicodedata.normalize("NFC", str(said[name])).replace("\r\n", "\n")
        written = [name for name in ENGLISH if said.get(name)]
        if written and len(written) < len(ENGLISH):
            for name in set(ENGLISH) - set(written) - set(self.errors):
                self.add_error(name, f"Nhập {str(self.fields[name].label).lower()}, hoặc để trống cả ba ô tiếng Anh.")
        if self.latest is not None and not self.errors:
            self._put_together(said, self.latest)
        return said

    def _put_together(self, said: dict[str, Any], latest: Version) -> None:
        """Where others saved since this page was opened: keep theirs in boxes left alone, show those both changed."""
        if said.get("seen") == latest.number:
            return
        seen = latest.article.versions.filter(number=said.get("seen") or 0).first()
        before = asdict(words_of(seen)) if seen else dict.fromkeys(_BOXES, "")
        merged = merge(before, asdict(words_of(latest)), {name: said[name] for name in _BOXES})
        said.update(merged.values, seen=latest.number)
        self.show_instead({**merged.values, "seen": latest.number})
        who = latest.saved_by.full_name
        for name, words in merged.clashes.items():
            now = f"“{words[:600]}”" if words else "để trống"
            self.add_error(name, f"{who} vừa sửa ô này thành {now}. Gộp vào lời của anh/chị rồi lưu lại.")

    def words(self) -> Words:
        return Words(**{name: self.cleaned_data[name] for name in _BOXES})


_BOXES = tuple(each.name for each in fields(Words))


class NewArticleForm(WordsForm):
    """A new article: its kind and the office in whose name it speaks."""

    kind = forms.ChoiceField(label="Loại bài", choices=Kind.choices, widget=kit.Radios(hints=HINTS))
    office = forms.ModelChoiceField(
        Office.objects.none(), label="Cơ quan đăng", empty_label=None, to_field_name="public_id"
    )
    field_order = ("kind", "office")

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        del self.fields["note"]


NOW, LATER = "ngay", "hen"


class ReleaseForm(kit.OcopForm):
    """Now, or from an hour of a day on; the writer says that everybody named agreed."""

    number = forms.IntegerField(label="Bản", widget=forms.HiddenInput)
    parts = forms.CharField(label="Hình, mục gắn", required=False, widget=forms.HiddenInput)
    when = forms.ChoiceField(
        label="Khi nào", choices=[(NOW, "Đăng ngay"), (LATER, "Hẹn giờ")], initial=NOW, widget=kit.Radios(inline=True)
    )
    day = kit.DateField(label="Ngày hẹn, khi chọn Hẹn giờ", required=False)
    hour = forms.ChoiceField(label="Giờ hẹn", required=False, choices=[(f"{hour}", f"{hour}:00") for hour in range(24)])
    agreed = forms.BooleanField(
        label="Người có tên, có hình trong bài đã đồng ý, hoặc là người phát biểu thay cơ quan, chủ thể",
        error_messages={"required": "Hỏi người có tên, có hình trong bài; đồng ý rồi anh/chị đánh dấu ô này."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("day", "hour"):
            self.fields[name].optional_is_plain = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("when") == LATER and not said.get("day") and "day" not in self.errors:
            self.add_error("day", "Nhập ngày hẹn đăng, ví dụ 27/3/2027.")
        return said

    def moment(self) -> datetime | None:
        """The moment wished; None for now."""
        said = self.cleaned_data
        if said["when"] == NOW:
            return None
        return datetime.combine(said["day"], time(int(said["hour"] or 0)), tzinfo=clock.HO_CHI_MINH)


class WhyForm(kit.OcopForm):
    why = forms.CharField(
        label="Lý do",
        max_length=500,
        widget=kit.TextArea(rows=3),
        help_text="Lý do được giữ mãi trong nhật ký: không ghi tên, số điện thoại của ai",
    )


class SaidForm(kit.OcopForm):
    """What is said of a picture."""

    words = forms.CharField(
        label="Hình chụp gì", max_length=200, help_text="Cho người không nhìn thấy: ai, đang làm gì, ở đâu"
    )
    caption = forms.CharField(label="Lời chú dưới hình", max_length=200, required=False)
    source = forms.CharField(label="Nguồn ảnh", max_length=120, help_text="Ai chụp, của cơ quan nào")
    words_en = forms.CharField(label="Hình chụp gì, bằng tiếng Anh", max_length=200, required=False)

    def said(self) -> Said:
        return Said(**{each.name: self.cleaned_data[each.name] for each in fields(Said)})


class PictureForm(SaidForm):
    picture = kit.PaperField(label="Ảnh", photo_only=True)
    field_order = ("picture",)


GROUP, PERSON = "tap-the", "ca-nhan"


class SubjectForm(kit.OcopForm):
    """A group or a person held up as an example."""

    who = forms.ChoiceField(
        label="Nêu gương ai", choices=[(GROUP, "Tập thể"), (PERSON, "Cá nhân")], widget=kit.Radios(inline=True)
    )
    name = forms.CharField(label="Tên", max_length=150)
    place = forms.CharField(
        label="Ở đâu", max_length=150, required=False, help_text="Xã, phường hoặc nơi làm việc; không ghi số nhà"
    )
    consent_on = kit.DateField(label="Ngày đồng ý", required=False)
    consent_how = forms.ChoiceField(
        label="Đồng ý bằng cách nào", required=False, choices=[("", "Chọn cách"), *ConsentHow.choices]
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent_on"].not_after = on  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: Mapping[str, Any] = super().clean() or {}
        if said.get("who") == PERSON:
            if not said.get("consent_on") and "consent_on" not in self.errors:
                self.add_error("consent_on", "Nhập ngày người ấy đồng ý cho đăng tên.")
            if not said.get("consent_how") and "consent_how" not in self.errors:
                self.add_error("consent_how", "Chọn cách người ấy đã đồng ý.")
        return dict(said)

    def named(self) -> Named:
        said = self.cleaned_data
        same = {name: said[name] for name in ("name", "place", "consent_on", "consent_how")}
        return Named(is_person=said["who"] == PERSON, **same)


class TieFilter(forms.Form):
    """What to look for among the things an article may be tied to."""

    q = forms.CharField(label="Tìm sản phẩm, chủ thể, sự kiện, bản tin, bài viết", required=False, max_length=100)
