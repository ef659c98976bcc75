"""The labels of a range, or of a part of it, as a PDF for the printer, in pieces."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import numpy as np
from django.conf import settings

from ocop.cycle.traceability import bulk
from ocop.cycle.traceability.files import prefix_of
from ocop.cycle.traceability.keys import raw_keys
from ocop.cycle.traceability.models import StampRange
from ocop.cycle.traceability.printing.label import ORDER, Label, Template
from ocop.cycle.traceability.printing.pdf import RESOURCES, document, stream
from ocop.cycle.traceability.printing.sheets import Sheet
from ocop.cycle.traceability.printing.squares import squares_with
from ocop.cycle.traceability.printing.typeface import Typeface

# A file larger than that no print shop opens; whoever needs more takes the next part.
MOST_LABELS = 1_000_000


def label_on(issued: StampRange, sheet: Sheet) -> Label:
    """The label of a range's stamps on a sheet."""
    squares = squares_with(prefix_of(issued.product))
    host = urlsplit(settings.SITE_URL).netloc
    return Label(sheet, squares.size, issued.product.name, host, has_pin=issued.has_pin)


def labels_of(issued: StampRange, sheet: Sheet, first: int, last: int) -> Iterator[bytes]:
    """The labels of stamps `first` to `last` of a range, counted from 1, each with its number."""
    label = label_on(issued, sheet)
    face = Typeface(label.text)
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources %d 0 R" % (label.width, label.height, RESOURCES)
    objects = [
        b"<</Font<</F %d 0 R>>/XObject<</S %d 0 R>>>>" % (RESOURCES + 2, RESOURCES + 1),
        stream(label.fixed(face), form),
        *face.objects(RESOURCES + 2),
    ]
    width, height = (float(side) * label.width / float(sheet.width) for side in sheet.page)
    count = last - first + 1
    pages = -(-count // sheet.per_page)
    return document(objects, width, height, pages, _contents(issued, sheet, label, first, count))


def _contents(issued: StampRange, sheet: Sheet, label: Label, first: int, count: int) -> Iterator[bulk.Signs]:
    corners = sheet.corners()
    whole = max(1, bulk.CHUNK // sheet.per_page) * sheet.per_page
    for start in range(0, count, whole):
        many = min(whole, count - start)
        rest = many % sheet.per_page
        if many > rest:
            yield _filled(issued, label, corners, first + start, many - rest)
        if rest:
            yield _filled(issued, label, corners[:rest], first + start + many - rest, rest)


def _filled(issued: StampRange, label: Label, corners: list[tuple[float, float]], first: int, count: int) -> bulk.Signs:
    """Pages full of labels, one row each, from the stamp numbered `first` on."""
    template = Template()
    for x, y in corners:
        label.write(template, x, y)
    keys, index = raw_keys(issued.epoch_id), issued.first + first - 1
    signs = next(bulk.codes(keys, issued.epoch_id, index, count))
    filling = {"square": squares_with(prefix_of(issued.product)).hexadecimal(signs), "code": signs}
    numbers = np.empty((count, ORDER), dtype=np.uint8)
    bulk.write_numbers(numbers, 0, ORDER, np.arange(first, first + count, dtype=np.uint32))
    filling["number"] = numbers
    if issued.has_pin:
        filling["pin"] = next(bulk.pins(keys, issued.epoch_id, index, count))
    pages = np.tile(np.frombuffer(bytes(template.content), dtype=np.uint8), (count // len(corners), 1))
    for name, rows in filling.items():
        pages[:, template.places[name]] = rows.reshape(len(pages), -1)
    return pages
