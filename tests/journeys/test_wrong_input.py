"""What goes wrong in front of a screen: clear words, nothing lost, nothing broken.

One part per case of the acceptance of the first journey. Somebody else's ids are tried in `test_strangers.py`, what
nobody should type in `test_absurd_input.py`, two people at once in `test_two_at_once.py`.
"""

import html
import http.client
import io
import json
import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image

from ocop.cycle.certification.models import Recognition, RecognitionDecision
from ocop.cycle.dossiers import law
from ocop.cycle.dossiers.models import Dossier, SelfMark, Statement
from ocop.cycle.dossiers.states import DossierState
from ocop.cycle.evaluation.models import Docket, Mark, MarkVersion, ScoreSheet
from ocop.cycle.evaluation.states import DocketState, SheetState
from ocop.ground.accounts.models import User
from ocop.ground.producers.models import Paper, Producer, Product
from ocop.ground.registry.models import Document, JournalEntry
from ocop.kit.upload_handlers import BoundedUploadHandler
from tests.journeys import producer_steps as lan
from tests.world import NOW, World, make_product
from tests.world_certification import make_concluded
from tests.world_dossiers import MINIMAL_PDF, complete, make_draft, make_forwarded, make_lodged
from tests.world_evaluation import Table, make_accepted, make_council, marks_worth, sheet_of

SignIn = Callable[[User], Client]
at_the_hour = pytest.mark.usefixtures("at_now")


def words(response: Any) -> str:
    """What the page says, as a person reads it."""
    return html.unescape(response.content.decode())


def says(response: Any, *sentences: str) -> None:
    """The page is shown again with these sentences and the title that warns."""
    text = words(response)
    assert response.status_code in {200, 422}
    assert "<title>Lỗi: " in text
    for sentence in sentences:
        assert sentence in text, f"not said: {sentence}"


def sections(dossier: Dossier) -> list[tuple[str, list[str]]]:
    return [(each.slug, [criterion.code for criterion in each.criteria]) for each in law.sections_of(dossier)]


# --- A mark outside the sheet -----------------------------------------------------------------------------------------


@at_the_hour
@pytest.mark.parametrize("value", [":7", ":-1", ":999999999999", "một", ":1e3", "x:1", ":1,5"])
def test_a_self_mark_the_sheet_does_not_print_is_refused_and_the_others_are_not_lost(
    value: str, world: World, sign_in: SignIn
) -> None:
    draft = make_draft(world)
    slug, codes = sections(draft)[0]
    first, second = (law.sheet_of(draft).criteria[code] for code in codes[:2])
    good = law.choices_of(second)[0].value
    address = reverse("dossiers:marks", args=[draft.public_id, slug])
    names = ["m_" + each.code.replace(".", "_") for each in (first, second)]
    response = sign_in(world.chi_lan).post(address, {names[0]: value, names[1]: good})
    says(response, f"Tiêu chí {first.code} không có mức này. Anh/chị chọn lại.")
    assert f'value="{good}" checked' in " ".join(words(response).split())
    assert not SelfMark.objects.filter(criterion_code=first.code).exists()


@pytest.fixture
def table(world: World) -> Table:
    return make_council(world)


@pytest.fixture
def docket(table: Table) -> Docket:
    table.sit()
    return table.open(table.docket(make_accepted(table.world, table.world.dried_fish)))


@at_the_hour
def test_a_mark_outside_the_sheet_is_refused_on_the_score_pad(table: Table, docket: Docket, sign_in: SignIn) -> None:
    sheet = table.sheet(docket, table.members[0])
    criterion = next(each for each in sheet_of(docket.dossier).criteria.values() if not each.cases)
    too_much = f":{criterion.max + 1}"
    client = sign_in(table.members[0].user)
    body = {
        "marks": [{"key": "a", "code": criterion.code, "value": too_much}, {"key": "b", "code": "Z.9", "value": ":1"}]
    }
    queued = client.post(
        reverse("evaluation:save_queue", args=[sheet.public_id]), json.dumps(body), content_type="application/json"
    )
    assert queued.status_code == 422
    refused = queued.json()["refused"]
    assert criterion.code in refused["a"]
    assert "Z.9" in refused["b"]
    slug = next(slug for slug, codes in sections(docket.dossier) if criterion.code in codes)
    pressed = client.post(reverse("evaluation:save_section", args=[sheet.public_id, slug]), {criterion.code: too_much})
    assert pressed.status_code == 422
    assert criterion.code in words(pressed)
    assert not Mark.objects.exists()


@at_the_hour
def test_a_mark_for_another_member_s_sheet_is_not_found(table: Table, docket: Docket, sign_in: SignIn) -> None:
    theirs = table.sheet(docket, table.members[1])
    criterion = next(iter(sheet_of(docket.dossier).criteria))
    slug, _ = sections(docket.dossier)[0]
    client = sign_in(table.members[0].user)
    assert client.get(reverse("evaluation:score", args=[theirs.public_id])).status_code == 404
    address = reverse("evaluation:save_section", args=[theirs.public_id, slug])
    assert client.post(address, {criterion: ":0"}).status_code == 404
    assert client.post(reverse("evaluation:seal", args=[theirs.public_id])).status_code == 404
    assert ScoreSheet.objects.get(pk=theirs.pk).state == SheetState.DRAFT
    assert not Mark.objects.exists()


# --- A second submit, and the back button -----------------------------------------------------------------------------


@at_the_hour
def test_lodging_twice_is_one_lodging_with_the_same_confirmation(world: World, sign_in: SignIn) -> None:
    dossier = complete(world, make_draft(world))
    client, address = sign_in(world.chi_lan), reverse("dossiers:submit", args=[dossier.public_id])
    first, second = client.post(address), client.post(address)
    assert first["Location"] == second["Location"] == reverse("dossiers:lodged", args=[dossier.public_id])
    assert Dossier.objects.get().number in words(client.get(second["Location"]))
    assert JournalEntry.objects.filter(act="dossiers.lodged").count() == 1


@at_the_hour
def test_closing_and_concluding_twice_is_done_once(table: Table, docket: Docket, sign_in: SignIn) -> None:
    for seat in table.scorers:
        table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), 84))
    secretary, chair = sign_in(table.secretary.user), sign_in(table.chair.user)
    close = reverse("evaluation:close", args=[docket.public_id])
    assert secretary.post(close).status_code == 302
    result = Docket.objects.get().result
    assert secretary.post(close).status_code in {200, 302}
    conclude = reverse("evaluation:conclude", args=[docket.public_id])
    assert chair.post(conclude, {"text": "Thống nhất."}).status_code == 302
    assert chair.post(conclude, {"text": "Bấm lại."}).status_code in {200, 302}
    after = Docket.objects.get()
    assert (after.state, after.result, after.conclusion) == (DocketState.CONCLUDED, result, "Thống nhất.")
    for act in ("evaluation.scoring_closed", "evaluation.docket_concluded"):
        assert JournalEntry.objects.filter(act=act).count() == 1


@at_the_hour
def test_recording_a_decision_twice_gives_one_star(world: World, sign_in: SignIn) -> None:
    dossier = make_concluded(world, world.dried_fish, stars=4, total="78.5")
    form = {
        "step": "record", "number": "1580/QĐ-UBND", "signed_on": "23/11/2026", "signer": "Đặng Minh Khánh",
        "office": world.province_committee.public_id, "dossiers": [dossier.public_id],
    }  # fmt: skip
    client = sign_in(world.anh_dung)
    first, second = (client.post(reverse("certification:to_decide"), form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert (RecognitionDecision.objects.count(), Recognition.objects.count()) == (1, 1)


@at_the_hour
def test_an_old_page_sent_after_the_dossier_moved_on_changes_nothing_and_says_why(
    world: World, sign_in: SignIn
) -> None:
    dossier = make_lodged(world)
    before = Dossier.objects.get()
    client = sign_in(world.chi_lan)
    told = client.post(reverse("dossiers:story", args=[dossier.public_id]), {"story": "Viết lại sau khi đã nộp"})
    says(told, "Viết lại sau khi đã nộp")
    slug, codes = sections(dossier)[0]
    choice = law.choices_of(law.sheet_of(dossier).criteria[codes[0]])[-1].value
    client.post(reverse("dossiers:marks", args=[dossier.public_id, slug]), {"m_" + codes[0].replace(".", "_"): choice})
    assert not Statement.objects.filter(text__contains="Viết lại").exists()
    after = Dossier.objects.get()
    assert (after.state, after.number, after.lodged_at) == (before.state, before.number, before.lodged_at)


@at_the_hour
def test_two_officers_one_accepts_and_the_other_then_returns(world: World, sign_in: SignIn) -> None:
    """The second of two open pages is told where the dossier stands now; what the first did stays."""
    dossier = make_forwarded(world)
    hien, dung = sign_in(world.co_hien), sign_in(world.anh_dung)
    assert dung.post(reverse("dossiers:accept", args=[dossier.public_id])).status_code == 302
    fault = {
        "loi-TOTAL_FORMS": "1", "loi-INITIAL_FORMS": "0", "loi-0-field": "field:story", "loi-0-reason": "unclear",
        "loi-0-remedy": "Viết lại cho rõ", "wanted_by": "",
    }  # fmt: skip
    refused = hien.post(reverse("dossiers:return", args=[dossier.public_id]), fault)
    says(refused, "Viết lại cho rõ")
    again = hien.post(reverse("dossiers:forward", args=[dossier.public_id]), {"proposal_number": "9/TTr"})
    assert again.status_code in {200, 302}
    assert Dossier.objects.get().state == DossierState.ACCEPTED
    assert not dossier.returns.exists()


# --- A late score after closing ---------------------------------------------------------------------------------------


@at_the_hour
def test_a_late_score_waits_for_the_secretary_and_counts_for_nothing(
    table: Table, docket: Docket, sign_in: SignIn
) -> None:
    for seat in table.scorers[:-1]:
        table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), 84))
    last = table.scorers[-1]
    sheet = table.fill(docket, last, marks_worth(sheet_of(docket.dossier), 84))
    closed = table.close(docket)
    criterion = next(each for each in sheet_of(docket.dossier).criteria.values() if not each.cases)
    body = {"marks": [{"key": "muon-1", "code": criterion.code, "value": f":{criterion.max}"}]}
    client = sign_in(last.user)
    address = reverse("evaluation:save_queue", args=[sheet.public_id])
    before = list(Mark.objects.order_by("pk").values_list("criterion_code", "points"))
    answer = client.post(address, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200
    assert "chờ thư ký xem" in answer.json()["late"]["muon-1"]
    assert MarkVersion.objects.get(key="muon-1").is_late
    assert list(Mark.objects.order_by("pk").values_list("criterion_code", "points")) == before
    assert Docket.objects.get().result == closed.result
    slug = next(slug for slug, codes in sections(docket.dossier) if criterion.code in codes)
    lower = min(criterion.points_of(None))
    pressed = client.post(
        reverse("evaluation:save_section", args=[sheet.public_id, slug]), {criterion.code: f":{lower}"}, follow=True
    )
    assert "không mất" in words(pressed)
    late = words(sign_in(table.secretary.user).get(reverse("evaluation:late", args=[table.council.public_id])))
    assert last.user.full_name in late


# --- An expired session in the middle of a form -----------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("browser", ["phone", "phone_without_script"])
def test_what_was_typed_when_the_session_ended_is_sent_again_by_one_button(
    browser: str, request: Any, live_server: Any, world: World, time_machine: Any
) -> None:
    time_machine.move_to(NOW, tick=True)
    draft = make_draft(world)
    page = request.getfixturevalue(browser)
    lan.sign_in(page, live_server.url, world.chi_lan.login)
    page.goto(f"{live_server.url}{reverse('dossiers:story', args=[draft.public_id])}")
    story = "Má làm khô từ năm 1989,\nphơi nắng <Tháp Mười> & gió đồng."
    page.locator("textarea[name=story]").fill(story)
    Session.objects.all().delete()
    page.get_by_role("button", name="Lưu câu chuyện").click()
    page.get_by_text("Phiên làm việc đã hết. Nội dung vừa nhập đã được giữ lại.").wait_for()
    page.locator("input[name=login]").fill(world.chi_lan.login)
    page.locator("input[name=password]").fill("sen-hong-thap-muoi-2026")
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("button", name="Gửi lại nội dung vừa nhập").click()
    page.get_by_text("Đã lưu", exact=False).first.wait_for()
    assert Statement.objects.get(dossier=draft, key="story").text.replace("\r\n", "\n") == story


# --- Files ------------------------------------------------------------------------------------------------------------


def file_paper(client: Client, world: World, name: str, content: bytes, **typed: str) -> Any:
    upload = io.BytesIO(content)
    upload.name = name
    form = {
        "kind": "business_registration",
        "title": "Giấy đăng ký hộ kinh doanh",
        "number": "41H8001234",
        "product": "",
    }
    address = reverse("producers:file_paper", args=[world.fish_maker.public_id])
    return client.post(address, {**form, "product": "", **typed, "file": upload})


def nothing_filed(folder: Path) -> bool:
    return not Paper.objects.exists() and not Document.objects.exists() and not list(folder.rglob("*.*"))


def pdf(pages: int = 1, encryption: Any = None) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.save(out, **({"encryption": encryption} if encryption else {}))
    return out.getvalue()


def gps_photo(kind: str) -> bytes:
    """A photo with the place where it was taken, as telephones write it."""
    image, out = Image.new("RGB", (64, 48), "teal"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "MayAnhCuaLan"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 27.0, 0.0), 3: "E", 4: (105.0, 38.0, 0.0)})
    image.save(out, kind, exif=exif)
    return out.getvalue()


class LargeForm:
    """A form with a file of any size, made while it is sent: the file is never whole in memory."""

    BOUNDARY = "ranh-gioi-cua-bieu-mau"

    def __init__(self, fields: dict[str, str], size: int) -> None:
        parts = "".join(
            f'--{self.BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        head = (
            'Content-Disposition: form-data; name="file"; filename="giay.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        )
        self.before = f"{parts}--{self.BOUNDARY}\r\n{head}%PDF-1.7\n".encode()
        self.after = f"\r\n--{self.BOUNDARY}--\r\n".encode()
        self.size = size
        self.length = len(self.before) + size + len(self.after)

    def __iter__(self) -> Iterator[bytes]:
        yield self.before
        block = bytes(1024 * 1024)
        for _ in range(self.size // len(block)):
            yield block
        yield self.after


@pytest.mark.slow
@pytest.mark.parametrize("room", ["wallet", "evidence"])
def test_an_upload_of_200_megabytes_is_refused_in_words_and_what_was_typed_stays(
    room: str,
    live_server: Any,
    world: World,
    sign_in: SignIn,
    time_machine: Any,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    time_machine.move_to(NOW, tick=True)
    arrived: list[tuple[int, int]] = []
    complete_file = BoundedUploadHandler.file_complete

    def noted(handler: BoundedUploadHandler, file_size: int) -> Any:
        file = complete_file(handler, file_size)
        arrived.append((handler.received, Path(file.temporary_file_path()).stat().st_size))  # type: ignore[union-attr]
        return file

    monkeypatch.setattr(BoundedUploadHandler, "file_complete", noted)
    addresses = {
        "wallet": reverse("producers:file_paper", args=[world.fish_maker.public_id]),
        "evidence": reverse("dossiers:evidence_criterion", args=[make_draft(world).public_id, "A.3.1"]),
    }
    client = sign_in(world.chi_lan)
    page = client.get(addresses[room])
    typed = {
        "csrfmiddlewaretoken": str(page.context["csrf_token"]), "kind": "business_registration", "product": "",
        "title": "Giấy đăng ký hộ kinh doanh Bà Lan", "number": "41H8001234", "issued_on": "2/3/2026",
    }  # fmt: skip
    form = LargeForm(typed, 200 * 1024 * 1024)
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    host, port = live_server.url.removeprefix("http://").split(":")
    wire = http.client.HTTPConnection(host, int(port), timeout=120)
    wire.request(
        "POST", addresses[room], body=iter(form),
        headers={
            "Content-Type": f"multipart/form-data; boundary={form.BOUNDARY}", "Content-Length": str(form.length),
            "Cookie": "; ".join(f"{name}={each.value}" for name, each in client.cookies.items()),
        },
    )  # fmt: skip
    answer = wire.getresponse()
    text = html.unescape(answer.read().decode())
    wire.close()
    assert answer.status == 200
    assert "<title>Lỗi: " in text
    assert "25 MB" in text
    assert "tách thành nhiều tệp" in text
    for value in ("Giấy đăng ký hộ kinh doanh Bà Lan", "41H8001234", "2/3/2026"):
        assert f'value="{value}"' in text, f"{value} was lost"
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - highest) / 1024
    assert grown < 60, f"the memory grew by {grown:.0f} MB"
    ((received, on_disk),) = arrived
    assert received > 200 * 1024 * 1024
    assert on_disk <= settings.OCOP_UPLOAD_MAX_BYTES
    assert nothing_filed(Path(settings.MEDIA_ROOT))


@at_the_hour
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("giay.pdf", b"<html>khong phai PDF</html>", "không phải là PDF thật hoặc đã hỏng"),
        ("giay.pdf", b"%PDF-1.7\n" + b"\0" * 5000, "không phải là PDF thật hoặc đã hỏng"),
        ("giay.pdf", MINIMAL_PDF[:60], "không phải là PDF thật hoặc đã hỏng"),
        ("giay.pdf", pdf(encryption=pikepdf.Encryption(owner="chu", user="khach")), "có mật khẩu. Hãy gỡ mật khẩu"),
        ("giay.pdf", b"MZ\x90\x00chuong trinh", "không phải là PDF thật"),
        ("giay.docx", b"PK\x03\x04" + b"[Content_Types].xmlword/", "Hãy lưu thành PDF"),
        ("anh.jpg", b"\xff\xd8\xff\xe0cut", "bị hỏng hoặc chưa tải xong"),
        ("trong.pdf", b"\0\0\0\0", "không có nội dung"),
        ("rong.pdf", b"", "Tệp này rỗng"),
    ],
    ids=["html", "zeros", "half", "locked", "program", "word", "broken photo", "blank", "empty"],
)
def test_a_file_that_is_not_what_it_says_is_refused_with_the_remedy(
    name: str, content: bytes, sentence: str, world: World, sign_in: SignIn, settings: Any
) -> None:
    answer = file_paper(sign_in(world.chi_lan), world, name, content, issued_on="2/3/2026")
    says(answer, sentence, 'value="Giấy đăng ký hộ kinh doanh"', 'value="41H8001234"', 'value="2/3/2026"')
    assert nothing_filed(Path(settings.MEDIA_ROOT))


@at_the_hour
def test_a_pdf_of_300_pages_is_taken(world: World, sign_in: SignIn) -> None:
    assert file_paper(sign_in(world.chi_lan), world, "ho-so.pdf", pdf(pages=300)).status_code == 302
    assert Paper.objects.get().document.pages == 300


@at_the_hour
@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_the_place_in_a_photo_is_not_kept(kind: str, world: World, sign_in: SignIn) -> None:
    content = gps_photo(kind)
    assert b"MayAnhCuaLan" in content
    assert file_paper(sign_in(world.chi_lan), world, f"anh.{kind.lower()}", content).status_code == 302
    document = Paper.objects.get().document
    with default_storage.open(document.path) as kept:
        stored = kept.read()
    assert b"MayAnhCuaLan" not in stored
    assert not Image.open(io.BytesIO(stored)).getexif()
    assert document.content_type == "image/jpeg"


@at_the_hour
def test_more_files_than_any_page_asks_for_are_refused_as_a_whole(world: World, sign_in: SignIn, settings: Any) -> None:
    settings.OCOP_UPLOAD_MAX_BYTES = 100_000
    many = {f"tep{number}": io.BytesIO(b"x" * 90_000) for number in range(5)}
    address = reverse("producers:file_paper", args=[world.fish_maker.public_id])
    response = sign_in(world.chi_lan).post(address, many)
    assert response.status_code == 413
    assert "Nội dung gửi lên quá lớn" in words(response)
    assert nothing_filed(Path(settings.MEDIA_ROOT))


@at_the_hour
def test_a_text_larger_than_any_form_is_answered_in_words(world: World, sign_in: SignIn) -> None:
    draft = make_draft(world)
    address = reverse("dossiers:story", args=[draft.public_id])
    response = sign_in(world.chi_lan).post(
        address, "story=" + "x" * 3_000_000, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 413
    assert "chia thành nhiều lần lưu" in words(response)


# --- What is typed ----------------------------------------------------------------------------------------------------


@at_the_hour
@pytest.mark.parametrize(
    "day", ["31/02/2026", "29/2/2027", "0/0/0000", "hôm qua", "1/1/0001", "31/12/9999", "٣١/١٢/٢٠٢٦ x"]
)
def test_a_day_that_is_none_is_named_beside_its_field(day: str, world: World, sign_in: SignIn) -> None:
    answer = file_paper(sign_in(world.chi_lan), world, "giay.pdf", MINIMAL_PDF, issued_on=day)
    says(answer, 'id="id_issued_on_error"', f'value="{day}"')
    assert not Paper.objects.exists()


@at_the_hour
@pytest.mark.parametrize("number", ["-5", "1e9", "NaN", "∞", "99999999999999999999", "nhiều", "1,2,3"])
def test_a_number_that_is_none_is_named_beside_its_field(number: str, world: World, sign_in: SignIn) -> None:
    form = {"name": "Hội đồng", "decision_number": "1/QĐ", "decided_on": "2/11/2026", "quorum_percent": number,
            "spread_limit": "10", "decimals": "2", "rules_source": "Quy chế", "quorum_needs_chair": "yes"}  # fmt: skip
    answer = sign_in(world.chi_thao).post(reverse("evaluation:new_council"), form)
    says(answer, 'id="id_quorum_percent_error"', f'value="{number}"', 'value="Hội đồng"')


@at_the_hour
def test_names_with_signs_and_scripts_are_kept_as_typed_and_shown_harmlessly(
    world: World, sign_in: SignIn, client: Client
) -> None:
    name = "Khô cá <script>alert('x')</script> & “bà Lan” 🐟"
    lan_ = sign_in(world.chi_lan)
    address = reverse("producers:edit_product", args=[world.dried_fish.public_id])
    assert lan_.post(address, {"name": name, "description": "", "gtin": ""}).status_code == 302
    assert Product.objects.get(pk=world.dried_fish.pk).name == name
    make_lodged(world)
    make_concluded(world, make_product(name, world.fish_maker), stars=4, total="80")
    pages = [
        (lan_, reverse("producers:mine")), (lan_, reverse("dossiers:list")), (lan_, reverse("home")),
        (sign_in(world.co_hien), reverse("dossiers:reading_list")), (sign_in(world.co_hien), reverse("home")),
        (sign_in(world.anh_dung), reverse("producers:products")),
        (sign_in(world.anh_dung), reverse("producers:products_print")),
        (sign_in(world.anh_dung), reverse("certification:to_decide")),
        (client, reverse("portal:catalogue") + "?q=<script>alert('x')</script>"),
        (client, reverse("portal:verification") + "?ma=<script>alert('x')</script>"),
    ]  # fmt: skip
    for who, page in pages:
        raw = who.get(page).content.decode()
        assert "<script>alert(" not in raw, page


@at_the_hour
def test_a_name_too_long_is_refused_with_its_limit_and_kept_on_the_page(world: World, sign_in: SignIn) -> None:
    address = reverse("producers:edit_product", args=[world.dried_fish.public_id])
    answer = sign_in(world.chi_lan).post(address, {"name": "Khô cá " * 200, "description": "Ngon", "gtin": ""})
    says(answer, "250", 'value="Khô cá Khô cá', "Ngon")
    assert Product.objects.get(pk=world.dried_fish.pk).name == "Khô cá sặc rằn"


@at_the_hour
def test_a_zero_byte_is_a_field_error_and_not_an_error_page(world: World, sign_in: SignIn, client: Client) -> None:
    address = reverse("producers:edit_product", args=[world.dried_fish.public_id])
    answer = sign_in(world.chi_lan).post(address, {"name": "Khô\0cá", "description": "Ngon", "gtin": ""})
    says(answer, 'id="id_name_error"', "Ngon")
    assert Producer.objects.filter(name__contains="Khô").exists()
    assert client.get(reverse("portal:catalogue") + "?q=%00").status_code == 400
    assert client.get(reverse("portal:catalogue") + "?q=a&q=%00").status_code == 400
    assert client.get("/xac-thuc/%00/").status_code == 400
