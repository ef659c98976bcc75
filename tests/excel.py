"""Sheets as people send them: made of headings and rows, posted, read back."""

import io
import re
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from ocop.kit.sheets import Table, read_table, write_table


def workbook(headings: Sequence[str], *rows: Sequence[str]) -> SimpleUploadedFile:
    return SimpleUploadedFile("bang.xlsx", write_table(headings, rows))


def read(response: Any) -> Table:
    """The workbook an address gave."""
    return read_table(SimpleUploadedFile("x.xlsx", response.content))


def above(response: Any) -> str:
    """The line above the table of the workbook an address gave."""
    return str(load_workbook(io.BytesIO(response.content)).active["A1"].value)


def send(client: Any, table: str, file: Any, *, scope: str = "") -> Any:
    """The preview of a sheet sent to a list; pasted when `file` is text."""
    address = reverse("intake:upload", args=[table]) + (f"?thuoc={scope}" if scope else "")
    data = {"pasted": file} if isinstance(file, str) else {"file": file}
    return client.post(address, data, follow=True)


def resend(client: Any, table: str, export: str, *, scope: str = "") -> Any:
    """The preview of a list's own Excel sent back to it."""
    content = client.get(export).content
    return send(client, table, SimpleUploadedFile("ra.xlsx", io.BytesIO(content).getvalue()), scope=scope)


def take(client: Any, preview: Any, **choices: str) -> Any:
    """Press “Nhận toàn bộ bảng” on a preview."""
    page = preview.content.decode()
    found = re.search(r'name="digest" value="(\w+)"', page)
    digest = found.group(1) if found else ""
    return client.post(f"{preview.request['PATH_INFO']}nhan/", {"digest": digest, **choices}, follow=True)


NOTHING_NEW = "Bảng không có gì mới"
