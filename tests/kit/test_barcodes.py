"""Bars that a till's reader reads, in every length that tills know."""

import io

import pytest
import typst
import zxingcpp
from PIL import Image

from ocop.kit.barcodes import bars_of, bars_png, bars_svg

# From the General Specifications' way of drawing: EAN-13 with every first digit, EAN-8, UPC-A as an EAN-13.
NUMBERS = [
    *("8938505974194", "4006381333931", "0012345678905", "1234567890128", "5901234123457"),
    *("96385074", "12345670"),
]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_drawn_picture_is_read_as_the_number(number: str) -> None:
    bars = bars_of(number)
    assert bars is not None
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(bars_png(bars))))
    assert found.text.zfill(len(number)) == number


def test_the_drawing_is_read_as_the_number_after_it_was_printed() -> None:
    bars = bars_of("8938505974194")
    assert bars is not None
    page = typst.compile(
        b'#set page(width: auto, height: auto, margin: 5mm)\n#image(bytes(sys.inputs.bars), format: "svg")',
        sys_inputs={"bars": bars_svg(bars)},
        format="png",
        ppi=300,
    )
    assert isinstance(page, bytes)
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))
    assert (found.text, found.format) == ("8938505974194", zxingcpp.BarcodeFormat.EAN13)


@pytest.mark.parametrize(
    ("number", "drawn"),
    [("012345678905", "0012345678905"), ("08938505974194", "8938505974194"), ("96385074", "96385074")],
)
def test_shorter_and_padded_numbers_are_drawn_as_tills_read_them(number: str, drawn: str) -> None:
    bars = bars_of(number)
    assert bars is not None
    assert bars.digits == drawn


def test_a_number_of_a_case_has_no_bars_for_tills() -> None:
    assert bars_of("18938505974191") is None
