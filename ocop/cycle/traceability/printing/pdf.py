"""A PDF of many pages of the same make, written in pieces: a million pages need no more memory than a hundred.

Pages but the last are equally long, so where each one begins is arithmetic and nothing has to be remembered.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from ocop.cycle.traceability.bulk import Signs, write_numbers

RESOURCES = 3  # The number of the object with the resources of every page: the first that is given.
_PER_NODE = 1000  # pages under one node of the tree of pages
_PIECE = 1 << 14  # lines of the table of objects made at a time
_HEAD = b"%PDF-1.4\n%\xc3\xa0\xc3\xa1\n"
_NUMBER = 10  # digits of an object's number, and of where it begins


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """The body of an object that holds a stream."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def document(
    objects: Sequence[bytes], width: float, height: float, count: int, contents: Iterable[Signs]
) -> Iterator[bytes]:
    """The file: `count` pages of `width` by `height` points whose contents come as rows of equal length.

    `objects` are the bodies of objects numbered from `RESOURCES` on. Only the last page may have another length.
    """
    nodes = RESOURCES + len(objects)
    node_count = -(-count // _PER_NODE)
    first_page = nodes + node_count
    numbers = range(nodes, first_page)
    tree = b"".join(b"%d 0 R " % number for number in numbers)
    box = b"/MediaBox[0 0 %.2f %.2f]/Resources %d 0 R" % (width, height, RESOURCES)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d%b>>" % (tree, count, box),
        *objects,
        *(_node(place, first_page, count) for place in range(node_count)),
    ]
    begins, at = [], len(_HEAD)
    yield _HEAD
    for number, body in enumerate(bodies, 1):
        written = b"%d 0 obj%b\nendobj\n" % (number, body)
        begins.append(at)
        at += len(written)
        yield written
    pages, done, length, second = at, 0, 0, 0
    for rows in contents:
        written_pages, inside = _pages(rows, done, first_page, nodes)
        if not done:
            length, second = written_pages.shape[1], inside
        done += len(rows)
        at += written_pages.size
        yield written_pages.tobytes()
    yield b"xref\n0 %d\n0000000000 65535 f \n" % (first_page + 2 * count)
    yield b"".join(b"%010d 00000 n \n" % begin for begin in begins)
    yield from _places(pages, length, second, count)
    yield b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (first_page + 2 * count, at)


def _node(place: int, first_page: int, count: int) -> bytes:
    """A node of the tree with up to a thousand pages; every page is two objects, itself and its content."""
    pages = range(place * _PER_NODE, min((place + 1) * _PER_NODE, count))
    kids = b"".join(b"%d 0 R " % (first_page + 2 * page) for page in pages)
    return b"<</Type/Pages/Parent 2 0 R/Kids[%b]/Count %d>>" % (kids, len(pages))


def _pages(rows: Signs, done: int, first_page: int, nodes: int) -> tuple[Signs, int]:
    """Pages `done` and on as objects, one row each, and where in a row its second object begins."""
    number, at_most = b"%b 0 R" % (b"0" * _NUMBER), rows.shape[1]
    begin = b"%b 0 obj" % (b"0" * _NUMBER)
    parts = (b"<</Type/Page/Parent ", number, b"/Contents ", number, b">>endobj\n")
    page = begin + b"".join(parts)
    head = page + begin + b"<</Length %d>>stream\n" % at_most
    tail = b"\nendstream\nendobj\n"
    written = np.empty((len(rows), len(head) + at_most + len(tail)), dtype=np.uint8)
    written[:, : len(head)] = np.frombuffer(head, dtype=np.uint8)
    written[:, len(head) : -len(tail)] = rows
    written[:, -len(tail) :] = np.frombuffer(tail, dtype=np.uint8)
    which = np.arange(done, done + len(rows), dtype=np.uint64)
    itself = which * np.uint64(2) + np.uint64(first_page)
    parent = which // np.uint64(_PER_NODE) + np.uint64(nodes)
    at_parent = len(begin) + len(parts[0])
    at_content = at_parent + len(number) + len(parts[2])
    for at, numbers in ((0, itself), (at_parent, parent), (at_content, itself + 1), (len(page), itself + 1)):
        write_numbers(written, at, _NUMBER, numbers)
    return written, len(page)


def _places(start: int, length: int, second: int, count: int) -> Iterator[bytes]:
    """The lines of the table of objects for all pages: each page begins `length` bytes after the one before."""
    line = np.frombuffer(b"0000000000 00000 n \n", dtype=np.uint8)
    for first in range(0, count, _PIECE):
        pages = np.arange(first, min(first + _PIECE, count), dtype=np.uint64)
        begins = pages * np.uint64(length) + np.uint64(start)
        lines = np.tile(line, (2 * len(pages), 1))
        write_numbers(lines, 0, _NUMBER, np.stack([begins, begins + np.uint64(second)], axis=1).ravel())
        yield lines.tobytes()
