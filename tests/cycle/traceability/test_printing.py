"""Label sheets: every square code is segno's, every label is the stamp it says, and taking them is noted."""

import hashlib
import random
import re
import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image

from ocop.cycle.traceability import actions
from ocop.cycle.traceability.files import HEADER_WITH_PIN, lines_of, prefix_of
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import StampExport, StampRange
from ocop.cycle.traceability.printing.labels import MOST_LABELS, label_on, labels_of
from ocop.cycle.traceability.printing.sheets import COMMON, Sheet
from ocop.cycle.traceability.printing.squares import QUIET, square_of, squares_with
from ocop.kit.scope import Refused
from ocop.rules.stamps import Stamp, code_of, pin_of, printed_stamp, serial_gtin
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
PREFIXES = (
    "HTTPS://OCOP.DONGTHAP.GOV.VN/T/",
    "HTTP://127.0.0.1:8000/T/",
    "HTTPS://OCOP.DT.VN/01/08931234567894/21/",
)


@pytest.fixture
def starred(world: World) -> World:
    make_recognition(world.dried_fish, world.province_committee)
    return world


def issue(world: World, count: int, **said: Any) -> StampRange:
    return actions.issue_stamps(world.dried_fish, count=count, by=world.actor(world.chi_lan), at=NOW, **said)


def code(number: int) -> str:
    return code_of(keys_of(0), Stamp(0, number - 1))


def some_codes(count: int) -> tuple[list[str], np.ndarray]:
    chance = random.Random(1901)
    codes = ["0" * 20, "9" * 20, *(f"{chance.randrange(10**20):020d}" for _ in range(count))]
    return codes, np.frombuffer("".join(codes).encode(), dtype=np.uint8).reshape(-1, 20)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_square_codes_by_tables_are_module_by_module_those_of_segno(prefix: str) -> None:
    squares = squares_with(prefix)
    codes, signs = some_codes(120)
    for each, row in zip(codes, squares.rows(signs), strict=True):
        whole = square_of(prefix, each, version=squares.version, mask=squares.mask)
        assert squares.modules(row).tolist() == [list(line) for line in whole.matrix]
    assert whole.error in {"M", "Q", "H"}


def test_a_stamp_without_gtin_takes_twenty_nine_modules_and_the_mask_is_chosen_for_the_prefix() -> None:
    squares = squares_with(PREFIXES[0])
    assert (squares.version, squares.size) == (3, 29)
    assert {squares_with(prefix).mask for prefix in PREFIXES} <= set(range(8))
    _, signs = some_codes(200)
    dark = [int(squares.modules(row).sum()) for row in squares.rows(signs)]
    assert 0.4 < np.mean(dark) / 29**2 < 0.6


def test_square_codes_are_read_by_another_program() -> None:
    squares = squares_with(PREFIXES[0])
    codes, signs = some_codes(60)
    for each, row in zip(codes, squares.rows(signs), strict=True):
        assert _read(squares.modules(row)) == PREFIXES[0] + each


def _read(modules: np.ndarray) -> str:
    picture = np.kron(np.pad(1 - modules, QUIET, constant_values=1) * 255, np.ones((4, 4))).astype(np.uint8)
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def drawn(pdf: bytes) -> list[list[tuple[str, list[str]]]]:
    """Each page's labels: what its square code says, and the digits beside it as they are written."""
    pages = []
    with pikepdf.open(BytesIO(pdf)) as file:
        assert not file.check_pdf_syntax()
        for page in file.pages:
            labels: list[tuple[str, list[str]]] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "INLINE IMAGE":
                    labels.append((_read(_modules(operands[0])), []))
                elif str(operator) == "Tj":
                    labels[-1][1].append(bytes(operands[0]).decode())
            pages.append(labels)
    return pages


def _modules(image: Any) -> np.ndarray:
    rows = bytes.fromhex(re.split(rb"ID\s", image.unparse())[1].split(b">")[0].decode())
    size = int(image.width)
    bits = np.unpackbits(np.frombuffer(rows, dtype=np.uint8).reshape(size, -1), axis=1)
    return bits[:, :size]


@pytest.mark.parametrize("name", ["cuon-50-30", "cuon-25-40", "a4-65"])
def test_every_label_of_a_part_is_the_stamp_its_number_says(starred: World, name: str) -> None:
    issued = issue(starred, 400)
    pages = drawn(b"".join(labels_of(issued, COMMON[name], 131, 270)))
    assert len(pages) == -(-140 // COMMON[name].per_page)
    labels = [label for page in pages for label in page]
    assert len(labels) == 140
    for number, (address, written) in enumerate(labels, 131):
        assert address == prefix_of(issued.product) + code(number)
        assert " ".join(written).startswith(printed_stamp(code(number)))
        assert written[-1] == f"{number:08d}"


def test_a_page_on_paper_is_read_by_another_program(starred: World, tmp_path: Path) -> None:
    """The whole page drawn by a PDF program, as a print shop sees it."""
    program = shutil.which("pdftoppm")
    if program is None:
        pytest.skip("pdftoppm (poppler-utils) is not on this machine")
    issued = issue(starred, 100, has_pin=True)
    for name in ("a4-65", "cuon-25-40"):
        file = tmp_path / "tem.pdf"
        file.write_bytes(b"".join(labels_of(issued, COMMON[name], 1, 100)))
        subprocess.run([program, "-r", "300", "-f", "1", "-l", "1", "-gray", file, tmp_path / name], check=True)
        (picture,) = tmp_path.glob(f"{name}*.pgm")
        found = {each.text for each in zxingcpp.read_barcodes(Image.open(picture))}
        assert found == {prefix_of(issued.product) + code(number) for number in range(1, COMMON[name].per_page + 1)}


def test_many_pages_keep_their_table_of_objects(starred: World) -> None:
    """More pages than one node of the tree holds, more labels than are made at a time."""
    issued = issue(starred, 20_000)
    pdf = b"".join(labels_of(issued, COMMON["cuon-50-30"], 1, 20_000))
    with pikepdf.open(BytesIO(pdf)) as file:
        assert len(file.pages) == 20_000
        assert not file.check_pdf_syntax()
        assert b"(00017001)Tj" in file.pages[17_000].Contents.read_bytes()
        assert b"(00020000)Tj" in file.pages[19_999].Contents.read_bytes()
    assert max(map(len, labels_of(issued, COMMON["cuon-50-30"], 1, 20_000))) < 12_000_000


def test_numbers_under_the_scratch_stand_on_labels_and_in_the_list(starred: World) -> None:
    issued = issue(starred, 70, has_pin=True)
    lines = b"".join(lines_of(issued)).split(b"\r\n")
    assert lines[0] + b"\r\n" == HEADER_WITH_PIN
    pins = [pin_of(keys_of(0), Stamp(0, number)) for number in range(70)]
    assert [line.decode().split(",")[-1] for line in lines[1:-1]] == pins
    labels = drawn(b"".join(labels_of(issued, COMMON["a4-65"], 1, 65)))[0]
    assert [written[-2] for _, written in labels] == pins[:65]
    bare = drawn(b"".join(labels_of(issue(starred, 5), COMMON["a4-65"], 1, 5)))[0]
    assert all(len(written) == len(labels[0][1]) - 1 for _, written in bare)


def test_taking_labels_is_noted_with_the_hash_of_what_was_taken(starred: World, sign_in: Any) -> None:
    issued = issue(starred, 300)
    address = reverse("traceability:labels", args=[issued.public_id])
    said = {"first": "11", "last": "110", "paper": "a4-65"}
    answer = sign_in(starred.chi_lan).post(address, said)
    file = b"".join(answer.streaming_content)
    noted = StampExport.objects.get()
    assert noted.sha256 == hashlib.sha256(file).hexdigest()
    assert (noted.taken_by, noted.kind, noted.first, noted.last) == (starred.chi_lan, "labels", 11, 110)
    assert noted.sheet == "A4 65 tem (5 x 13), 38,1 x 21,2 mm"
    page = sign_in(starred.chi_lan).get(reverse("traceability:range", args=[issued.public_id])).content.decode()
    assert "A4 65 tem (5 x 13), 38,1 x 21,2 mm, tem số 11 đến 110" in page
    for person in (starred.co_hien, starred.ong_khanh, starred.anh_phuc):
        assert sign_in(person).get(address).status_code == 404
        assert sign_in(person).post(address, said).status_code == 404
    assert StampExport.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"first": "1", "last": "301"}, "số 1 đến số 300"),
        ({"first": "9", "last": "8"}, "nhỏ hơn số tem đầu"),
        ({"paper": "a4-khac"}, "Nhập chiều rộng tem"),
        ({"paper": "a4-khac", "width": "80", "height": "40", "columns": "3", "rows": "7"}, "không vừa một tờ A4"),
        ({"paper": "cuon-khac", "width": "15", "height": "15"}, "Tem nhỏ quá"),
    ],
)
def test_what_cannot_be_printed_is_told_and_nothing_typed_is_lost(
    starred: World, sign_in: Any, said: dict[str, str], words: str
) -> None:
    address = reverse("traceability:labels", args=[issue(starred, 300).public_id])
    page = sign_in(starred.chi_lan).post(address, {"first": "7", "last": "300", "paper": "a4-65"} | said)
    assert words in page.content.decode()
    for name, value in said.items():
        assert f'value="{value}"' in page.content.decode(), name
    assert not StampExport.objects.exists()


def test_a_file_has_no_more_labels_than_a_print_shop_opens(starred: World) -> None:
    issued, lan = issue(starred, MOST_LABELS + 1), starred.actor(starred.chi_lan)
    with pytest.raises(Refused, match=r"nhiều nhất 1\.000\.000 tem"):
        actions.take_labels(issued, COMMON["a4-65"], first=1, last=MOST_LABELS + 1, by=lan, at=NOW)


def test_a_size_of_one_s_own_is_printed(starred: World, sign_in: Any) -> None:
    issued = issue(starred, 30)
    said = {"first": "1", "last": "30", "paper": "a4-khac", "width": "45,5", "height": "24", "columns": "4"}
    answer = sign_in(starred.chi_lan).post(
        reverse("traceability:labels", args=[issued.public_id]), said | {"rows": "6", "gap": "1,5"}
    )
    assert [len(page) for page in drawn(b"".join(answer.streaming_content))] == [24, 6]


@pytest.mark.parametrize("name", list(COMMON))
def test_common_sizes_fit_and_are_readable_with_the_longest_words(starred: World, name: str, settings: Any) -> None:
    settings.SITE_URL = "https://truyxuat.ocop.dongthap.gov.vn"
    issued = issue(starred, 5, has_pin=True)
    issued.product.name = "Mứt quýt hồng Lai Vung sấy dẻo không đường bổ sung nguyên trái đặc biệt " * 3
    assert COMMON[name].fits
    label = label_on(issued, COMMON[name])
    assert label.is_readable
    for line in label.lines:
        assert 0 < line.y < label.height
        assert 0 < line.x < label.width


def test_words_too_long_are_cut_and_stay_on_the_label(starred: World) -> None:
    from ocop.cycle.traceability.printing.typeface import width_of

    issued = issue(starred, 5)
    issued.product.name = "Mứt quýt hồng Lai Vung sấy dẻo không đường bổ sung nguyên trái đặc biệt"
    for sheet in (*COMMON.values(), Sheet(Decimal(90), Decimal(30), is_roll=True)):
        label = label_on(issued, sheet)
        for line in label.lines:
            assert line.x + width_of(line.words) * line.size <= label.width + 0.01


def test_a_range_keeps_the_numbers_its_labels_were_printed_under(starred: World, sign_in: Any) -> None:
    issued, product, lan = issue(starred, 30), starred.dried_fish, sign_in(starred.chi_lan)
    take = reverse("traceability:take_codes", args=[issued.public_id])
    kept = []
    for gtin in ("", "8931234567894", "8931234567894", "8936001234569"):
        product.gtin = gtin
        product.save()
        assert b"".join(lan.post(take).streaming_content)
        issued.refresh_from_db()
        kept.append(issued.gtins)
    assert kept == ["", "08931234567894", "08931234567894", "08931234567894 08936001234569"]
    page = lan.get(reverse("traceability:range", args=[issued.public_id])).content.decode()
    assert "08931234567894 08936001234569" in page


def test_gs1_s_address_is_printed_only_for_numbers_that_name_an_article_and_once_it_is_answered(
    starred: World, monkeypatch: Any
) -> None:
    from ocop.cycle.traceability import files

    product = starred.dried_fish
    assert prefix_of(product).endswith("/T/")
    product.gtin = "8931234567894"
    monkeypatch.setattr(files, "_is_answered", lambda path: True)
    assert prefix_of(product).endswith("/01/08931234567894/21/")
    monkeypatch.setattr(files, "_is_answered", lambda path: False)
    assert prefix_of(product).endswith("/T/")
    assert serial_gtin("2012345678903") == serial_gtin("0212345678903") == serial_gtin("") == ""
    assert serial_gtin("96385074") == "00000096385074"
