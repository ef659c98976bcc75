"""The pages of the register as officers and producers meet them."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ocop.ground.producers.models import Paper, Producer, Product
from ocop.kit.sheets import read_table
from tests.ground.producers.conftest import photo
from tests.world import NOW, World, make_producer, make_product

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.mark.parametrize("name", ["producers", "products", "producers_print", "products_print", "upload_sheet"])
def test_lists_are_for_officers(world: World, sign_in, client, name: str) -> None:
    address = reverse(f"producers:{name}")
    assert sign_in(world.anh_dung).get(address).status_code == 200
    assert sign_in(world.chi_lan).get(address).status_code == 404
    assert client.get(address).status_code == 302


@pytest.mark.parametrize(
    "name", ["producer", "edit_producer", "change_legal_form", "open_product", "wallet", "file_paper"]
)
def test_somebody_elses_producer_does_not_exist(world: World, sign_in, name: str) -> None:
    address = reverse(f"producers:{name}", args=[world.fish_maker.public_id])
    assert sign_in(world.anh_phuc).get(address).status_code == 404
    assert sign_in(world.chu_tam).get(address).status_code == 404
    assert sign_in(world.co_hien).get(address).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "product",
        "edit_product",
        "edit_story",
        "classify",
        "change_photo",
        "discontinue",
        "resume",
    ],
)
def test_somebody_elses_product_does_not_exist(world: World, sign_in, name: str) -> None:
    address = reverse(f"producers:{name}", args=[world.dried_fish.public_id])
    assert sign_in(world.anh_phuc).get(address).status_code == 404
    assert sign_in(world.chi_lan).get(address).status_code == 200


@pytest.mark.parametrize("name", ["paper", "paper_file", "replace_paper", "remove_paper"])
def test_somebody_elses_paper_does_not_exist(world: World, sign_in, make_paper, name: str) -> None:
    paper = make_paper(world.fish_maker, world.actor(world.chi_lan))
    address = reverse(f"producers:{name}", args=[paper.public_id])
    assert sign_in(world.anh_phuc).get(address).status_code == 404
    assert sign_in(world.ong_khanh).get(address).status_code == 404, "the leadership has no need of a wallet"
    assert sign_in(world.chi_lan).get(address).status_code == 200


def test_telephone_is_shown_to_those_who_work_with_the_producer(world: World, sign_in) -> None:
    Producer.objects.filter(pk=world.fish_maker.pk).update(phone="0912000001", address="ấp 3")
    address = reverse("producers:producer", args=[world.fish_maker.public_id])
    assert "0912 000 001" in sign_in(world.co_hien).get(address).content.decode()
    for_leader = sign_in(world.ong_khanh).get(address).content.decode()
    assert "Cơ sở Khô Bà Lan" in for_leader
    assert "0912 000 001" not in for_leader
    assert "ấp 3" not in for_leader


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=kho ca", {"Khô cá sặc rằn"}),
        ("dia_ban=30037-2025", {"Hạt sen sấy"}),
        ("loai_hinh=cooperative", {"Hạt sen sấy"}),
        ("bo=I.3.d", {"Khô cá sặc rằn"}),
        ("bo=I", {"Khô cá sặc rằn", "Hạt sen sấy"}),
        ("bo=chua", set()),
        ("trang_thai=recognised", set()),
        ("trang=99", {"Khô cá sặc rằn", "Hạt sen sấy"}),
        ("dia_ban=khong-co", {"Khô cá sặc rằn", "Hạt sen sấy"}),
    ],
)
def test_filters_live_in_the_address_and_the_excel_has_the_same_rows(
    world: World, sign_in, query: str, found: set[str]
) -> None:
    client = sign_in(world.anh_dung)
    page = client.get(f"{reverse('producers:products')}?{query}")
    assert {product.name for product in page.context["page"]} == found
    sheet = client.get(f"{reverse('producers:products_sheet')}?{query}")
    table = read_table(SimpleUploadedFile("a.xlsx", sheet.content))
    place = table.headers.index("Tên sản phẩm")
    assert {row[place] for row in table.rows} == found


def test_a_list_of_a_hundred_costs_as_many_queries_as_a_list_of_two(
    world: World, sign_in, django_assert_max_num_queries
) -> None:
    for number in range(60):
        producer = make_producer(f"Cơ sở {number}", world.phuong_thinh)
        make_product(f"Khô {number}", producer)
    client = sign_in(world.anh_dung)
    for name in ("producers", "products"):
        with django_assert_max_num_queries(12):
            assert client.get(reverse(f"producers:{name}")).status_code == 200


def test_officer_registers_a_producer_and_loses_nothing_typed_on_an_error(world: World, sign_in) -> None:
    client = sign_in(world.co_hien)
    typed = {
        "name": "Cơ sở Mắm Cô Ba",
        "legal_form": "household",
        "since": "31/02/2026",
        "unit": "30076",
        "tax_code": "12",
        "phone": "0912 345 678",
    }
    page = client.post(reverse("producers:register"), typed).content.decode()
    assert "<title>Lỗi:" in page
    assert "Cơ sở Mắm Cô Ba" in page
    assert "31/02/2026" in page
    assert "Mã số thuế có 10" in page
    answer = client.post(reverse("producers:register"), {**typed, "since": "1/3/2026", "tax_code": ""})
    made = Producer.objects.get(name="Cơ sở Mắm Cô Ba")
    assert answer.url == reverse("producers:producer", args=[made.public_id])
    assert made.phone == "0912345678"


def test_officer_cannot_slip_in_the_next_commune(world: World, sign_in) -> None:
    typed = {"name": "X", "legal_form": "household", "since": "1/3/2026", "unit": "30037"}
    page = sign_in(world.co_hien).post(reverse("producers:register"), typed)
    assert page.status_code == 200
    assert not Producer.objects.filter(name="X").exists()


def test_producer_opens_a_product_with_a_photo_and_chooses_its_set(world: World, sign_in) -> None:
    client = sign_in(world.chi_lan)
    opened = client.post(
        reverse("producers:open_product", args=[world.fish_maker.public_id]),
        {"name": "Mắm cá linh", "description": "Ủ sáu tháng", "photo": photo()},
    )
    made = Product.objects.get(name="Mắm cá linh")
    classify = reverse("producers:classify", args=[made.public_id])
    assert opened.url == classify
    assert client.get(classify, {"group": "I"}).url == f"{classify}?nhom=I"
    page = client.get(f"{classify}?nhom=I").content.decode()
    assert "Khô cá, mắm, chả" in page, "everyday examples help choosing"
    client.post(f"{classify}?nhom=I", {"set_code": "I.3.d"})
    assert made.classifications.get().set_code == "I.3.d"
    assert client.get(reverse("producers:photo", args=[made.public_id])).status_code == 200
    assert sign_in(world.anh_phuc).get(reverse("producers:photo", args=[made.public_id])).status_code == 404


PAPER = {
    "kind": "food_safety",
    "number": "12/GCN",
    "issuer": "Chi cục",
    "issued_on": "5/1/2024",
    "valid_until": "5/1/2027",
}


def test_producer_files_a_paper_and_the_wallet_warns(world: World, sign_in) -> None:
    client = sign_in(world.chi_lan)
    address = reverse("producers:file_paper", args=[world.fish_maker.public_id])
    client.post(address, {**PAPER, "product": world.dried_fish.public_id, "file": photo()})
    paper = Paper.objects.get()
    assert (paper.number, paper.issued_on, paper.product) == ("12/GCN", date(2024, 1, 5), world.dried_fish)
    page = client.get(reverse("producers:wallet", args=[world.fish_maker.public_id])).content.decode()
    assert "Sắp hết hạn, còn 42 ngày" in page
    assert client.get(reverse("producers:paper_file", args=[paper.public_id])).status_code == 200


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("giay.pdf", b"khong phai pdf " * 50), "không phải là PDF thật"),
        (SimpleUploadedFile("giay.pdf", b""), "rỗng"),
    ],
)
def test_a_bad_file_is_told_and_nothing_typed_is_lost(world: World, sign_in, file, words: str) -> None:
    address = reverse("producers:file_paper", args=[world.fish_maker.public_id])
    page = sign_in(world.chi_lan).post(address, {**PAPER, "file": file}).content.decode()
    assert words in page
    assert "12/GCN" in page
    assert "5/1/2027" in page
    assert not Paper.objects.exists()


def test_a_file_of_200_megabytes_is_told_and_nothing_typed_is_lost(world: World, sign_in, settings) -> None:
    settings.OCOP_UPLOAD_MAX_BYTES = 1000
    address = reverse("producers:file_paper", args=[world.fish_maker.public_id])
    big = SimpleUploadedFile("to.pdf", b"%PDF-" + b"0" * 5000)
    page = sign_in(world.chi_lan).post(address, {**PAPER, "file": big}).content.decode()
    assert "12/GCN" in page
    assert "MB" in page
    assert not Paper.objects.exists()


def test_expiry_before_issue_is_said_beside_the_field(world: World, sign_in) -> None:
    address = reverse("producers:file_paper", args=[world.fish_maker.public_id])
    answer = sign_in(world.chi_lan).post(address, {**PAPER, "valid_until": "4/1/2024", "file": photo()})
    assert answer.context["form"].errors["valid_until"] == [
        "Ngày hết hạn ở trước ngày cấp. Anh/chị xem lại hai ngày trên giấy."
    ]


def test_mine_shows_products_and_what_the_wallet_wants(
    world: World, sign_in, make_paper, django_assert_max_num_queries
) -> None:
    make_paper(world.fish_maker, world.actor(world.chi_lan), valid_until=date(2026, 11, 1))
    client = sign_in(world.chi_lan)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("producers:mine")).content.decode()
    assert "Khô cá sặc rằn" in page
    assert "1 giấy tờ đã hết hạn hoặc sắp hết hạn" in page


def test_todos(world: World, make_paper, django_assert_max_num_queries) -> None:
    from ocop.ground.producers.todo import todos_for

    make_paper(world.fish_maker, world.actor(world.chi_lan), valid_until=date(2026, 11, 1))
    make_paper(world.fish_maker, world.actor(world.chi_lan), valid_until=date(2026, 12, 1))
    make_paper(world.fish_maker, world.actor(world.chi_lan), valid_until=date(2028, 12, 1))
    Product.objects.create(name="Chưa rõ", producer=world.fish_maker, created_at=NOW)
    lan, dung = world.actor(world.chi_lan), world.actor(world.anh_dung)
    with django_assert_max_num_queries(2):
        titles = [todo.title for todo in todos_for(lan, at=NOW)]
    assert [title.split(" ")[0] for title in titles] == ["Thay", "Chuẩn"]
    assert [todo.count for todo in todos_for(dung, at=NOW)] == [1]
    assert not todos_for(world.actor(world.anh_phuc), at=NOW)


def test_print_sheet_has_every_row(world: World, sign_in) -> None:
    page = sign_in(world.anh_dung).get(reverse("producers:products_print")).content.decode()
    assert "Khô cá sặc rằn" in page
    assert "Hạt sen sấy" in page


def test_blank_sheet_can_be_read_back(world: World, sign_in) -> None:
    answer = sign_in(world.co_hien).get(reverse("producers:blank_sheet", args=["products"]))
    table = read_table(SimpleUploadedFile("a.xlsx", BytesIO(answer.content).getvalue()))
    assert "Tên sản phẩm" in table.headers
