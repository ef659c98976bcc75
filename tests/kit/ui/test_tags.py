"""The component tags: what they say, and that nothing typed by a person becomes markup."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from ocop.kit import forms as kit
from ocop.kit.scope import YES, no
from ocop.kit.ui.parts import FiledFile, Happening, Row, Task

EVIL = "<script>alert('ặ')</script>"
TODAY = date(2026, 11, 24)


def draw(source: str, **context: Any) -> str:
    return Template(source).render(Context({"today": TODAY, "province_name": "Đồng Tháp", **context}))


class Person(kit.OcopForm):
    name = forms.CharField(label="Họ và tên", help_text="Như trên căn cước")
    kind = forms.ChoiceField(label="Loại hình", choices=[("hh", EVIL), ("htx", "Hợp tác xã")], widget=kit.Radios)
    born_on = kit.DateField(label="Ngày sinh", required=False)


def test_the_title_starts_with_the_word_for_error_only_when_a_form_was_refused():
    title = "{% page_title 'Nộp hồ sơ' form %}"
    assert draw(title, form=Person({})) == "Lỗi: Nộp hồ sơ – OCOP Đồng Tháp"
    assert draw(title, form=Person()) == "Nộp hồ sơ – OCOP Đồng Tháp"
    assert draw(title, form=None) == "Nộp hồ sơ – OCOP Đồng Tháp"
    assert draw(title, form=None, form_has_errors=True).startswith("Lỗi: ")


def test_the_summary_links_each_error_to_the_control_that_can_mend_it():
    form = Person({"born_on": "31/2/2026"})
    page = draw("{% error_summary form extra='Đợt đã khoá sổ.' %}", form=form)
    assert '<a href="#id_name">Nhập họ và tên.</a>' in page
    assert '<a href="#id_kind_0">Chọn loại hình.</a>' in page
    assert '<a href="#id_born_on">Ngày sinh: Không có ngày 31/02/2026.' in page
    assert "Đợt đã khoá sổ." in page
    assert draw("{% error_summary form %}", form=Person()).strip() == ""


def test_the_summary_reads_formsets_and_lists():
    many = forms.formset_factory(Person, extra=0)
    formset = many({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "x"})
    assert 'href="#id_form-0-kind_0"' in draw("{% error_summary formset %}", formset=formset)
    assert 'href="#id_name"' in draw("{% error_summary forms %}", forms=[Person({}), None])


def test_a_field_is_described_by_its_hint_and_its_error():
    page = draw("{% field form.name %}", form=Person({"name": ""}))
    assert 'aria-describedby="id_name_hint id_name_error"' in page
    assert 'id="id_name_hint"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert "(không bắt buộc)" not in page
    assert "(không bắt buộc)" in draw("{% field form.born_on %}", form=Person())


def test_what_was_typed_comes_back_escaped():
    page = draw("{% field form.name %}{% field form.kind %}", form=Person({"name": EVIL, "kind": "hh"}))
    assert EVIL not in page
    assert "&lt;script&gt;" in page
    assert "checked" in page


@pytest.mark.parametrize(
    "source",
    [
        "{% status_tag evil evil %}",
        "{% panel evil %}{{ evil }}{% endpanel %}",
        "{% warning %}{{ evil }}{% endwarning %}",
        "{% inset %}{{ evil }}{% endinset %}",
        "{% details evil %}{{ evil }}{% enddetails %}",
        "{% accordion evil note=evil %}{{ evil }}{% endaccordion %}",
        "{% banner evil %}{{ evil }}{% endbanner %}",
        "{% empty %}{{ evil }}{% endempty %}",
        "{% act_button refusal evil %}{% act_button yes evil name=evil value=evil %}",
        "{% act_link yes evil evil %}{% act_link refusal evil evil %}",
        "{% post_button yes evil evil %}",
        "{% task_list tasks %}{% summary_list rows %}{% timeline happenings %}{% upload_list files %}",
        "{% breadcrumbs evil evil evil %}{% back_link evil evil %}{% figure evil evil evil %}",
        "{% error_summary extra=evil %}",
    ],
)
def test_no_component_lets_markup_through(source: str):
    page = draw(
        source,
        evil=EVIL,
        yes=YES,
        refusal=no(EVIL),
        tasks=[Task(EVIL, EVIL, EVIL, EVIL)],
        rows=[Row(EVIL, EVIL, EVIL, EVIL), (EVIL, [EVIL])],
        happenings=[Happening(EVIL, EVIL, EVIL, EVIL)],
        files=[FiledFile(EVIL, EVIL, "saved", EVIL, EVIL, EVIL, EVIL)],
    )
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 27), "Còn 3 ngày"),
        (date(2026, 11, 24), "Hết hạn hôm nay"),
        (date(2026, 11, 22), "Quá hạn 2 ngày"),
        (datetime(2026, 11, 26, 18, 0, tzinfo=UTC), "Còn 3 ngày"),
    ],
)
def test_a_deadline_is_told_in_words(day: date, words: str):
    assert words in draw("{% deadline day %}", day=day)


def test_nothing_is_said_where_there_is_no_deadline():
    assert draw("{% deadline day %}", day=None) == ""


def test_stars_are_said_as_well_as_drawn():
    assert "4 sao" in draw("{% stars 4 %}")
    assert "Chưa có sao" in draw("{% stars rank %}", rank=None)


def test_a_refused_act_gives_the_reason_instead_of_the_button():
    page = draw("{% act_button answer 'Nộp hồ sơ' %}", answer=no("Còn thiếu 2 giấy tờ."))
    assert "<button" not in page
    assert "Nộp hồ sơ" in page
    assert "Còn thiếu 2 giấy tờ." in page
    assert draw("{% act_button answer 'Nộp hồ sơ' hide=True %}", answer=no("Không")) == ""
    assert "<form" not in draw("{% post_button answer 'Rút' '/x/' %}", answer=no("Đã muộn."))
    assert '<button type="submit"' in draw("{% act_button answer 'Nộp hồ sơ' %}", answer=YES)


def test_a_form_of_one_button_carries_the_safety_code():
    assert 'name="csrfmiddlewaretoken" value="mã"' in draw("{% post_button None 'Nhận' '/x/' %}", csrf_token="mã")


def test_other_pages_keep_the_filters():
    request = RequestFactory().get("/ho-so/", {"q": "trà ặ", "trang": "3"})
    page = draw("{% pagination page %}", request=request, page=Paginator(range(200), 20).get_page(3))
    assert 'href="?q=tr%C3%A0+%E1%BA%B7&amp;trang=4"' in page
    assert 'aria-current="page"' in page
    assert draw("{% pagination page %}", request=request, page=Paginator(range(5), 20).get_page(1)).strip() == ""


def test_the_export_takes_the_same_filters():
    class Filters(forms.Form):
        q = forms.CharField(label="Tên", required=False)

    request = RequestFactory().get("/ho-so/", {"q": "trà"})
    page = draw(
        "{% filter_bar form export_url='/x/' count=1284 noun='hồ sơ' %}", request=request, form=Filters(request.GET)
    )
    assert 'href="/x/?q=tr%C3%A0"' in page
    assert "1.284" in page
    assert "Xoá bộ lọc" in page


def test_long_filters_fold_and_say_how_many_are_set():
    def bar(names: str, address: dict[str, str]) -> str:
        fields = {name: forms.CharField(label=name, required=False, max_length=3) for name in names}
        request = RequestFactory().get("/ho-so/", address)
        form = type("Filters", (forms.Form,), fields)(request.GET)
        return draw("{% filter_bar form %}", request=request, form=form)

    assert "<summary>Lọc (2)</summary>" in bar("abc", {"a": "x", "b": "y", "trang": "2"})
    assert "<summary>Lọc</summary>" in bar("abc", {})
    assert "<details" not in bar("ab", {"a": "x"})
    assert " open>" in bar("abc", {"a": "quá dài"}), "what is wrong is never folded away"


def test_a_figure_opens_its_rows():
    assert '<a class="ocop-figure__link" href="/ho-so/?qua-han=1">' in draw(
        "{% figure 1284 'quá hạn' '/ho-so/?qua-han=1' %}"
    )


def test_an_empty_fact_says_so():
    page = draw("{% summary_list rows %}", rows=[("Số tài khoản", ""), ("Nơi bán", []), ("Số lượng", 0)])
    assert page.count("Chưa có") == 2


def test_formats():
    at = datetime(2026, 3, 27, 7, 5, tzinfo=UTC)
    context = {"at": at, "day": date(2026, 3, 7), "number": Decimal("1234.50"), "sum": 1_250_000, "nothing": None}
    assert (
        draw("{{ at|ngay }} {{ at|gio }} {{ day|ngay }} {{ nothing|ngay }}", **context)
        == "27/03/2026 14:05 07/03/2026 "
    )
    assert (
        draw("{{ number|so:2 }} {{ sum|tien }} {{ nothing|so }}{{ nothing|tien }}", **context)
        == "1.234,50 1.250.000 đồng "
    )
    assert "14:05" in draw("{{ at|ngay_gio }}", **context)
