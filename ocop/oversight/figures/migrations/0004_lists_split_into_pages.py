"""Lists frozen in one piece are split into pages; what proves them in the journal is kept as `earlier_digest`."""

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import migrations

PAGE_LINES, UNIT = 500, 2  # as `freezing.py` had them on this day


def split_lists(apps: Any, schema_editor: Any) -> None:
    """A list that is not what was frozen gets one page as it was found, without digests: it stays broken."""
    lists, page = apps.get_model("figures", "FrozenList"), apps.get_model("figures", "FrozenPage")
    for key in list(lists.objects.order_by("pk").values_list("pk", flat=True)):
        kept = lists.objects.get(pk=key)
        lines = lines_of(kept)
        if lines is None:
            page.objects.create(of=kept, number=0, digest="", content=kept.content)
            continue
        pages = [page(of=kept, number=number, **facts) for number, facts in enumerate(pages_of(lines))]
        page.objects.bulk_create(pages, batch_size=100)
        text = "\n".join([f"{kept.rows} {kept.things}", *(each.digest for each in pages)])
        kept.earlier_digest, kept.digest = kept.digest, sha256(text.encode()).hexdigest()
        kept.save(update_fields=["earlier_digest", "digest"])


def lines_of(kept: Any) -> list[list[Any]] | None:
    """The lines of a list in one piece; None when they, or their numbers, are not those that were frozen."""
    try:
        plain = zlib.decompress(bytes(kept.content))
    except zlib.error:
        return None
    if sha256(plain).hexdigest() != kept.digest:
        return None
    lines: list[list[Any]] = json.loads(plain)
    if (len(lines), len({line[0] for line in lines})) != (kept.rows, kept.things):
        return None
    return lines


def pages_of(lines: list[list[Any]]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(lines), PAGE_LINES):
        some = lines[start : start + PAGE_LINES]
        plain = json.dumps(some, ensure_ascii=False, separators=(",", ":")).encode()
        yield {
            "digest": sha256(plain).hexdigest(),
            "units": dict(Counter(str(line[UNIT]) for line in some if line[UNIT] is not None)),
            "content": zlib.compress(plain),
        }


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_frozen_pages")]

    operations = [migrations.RunPython(split_lists)]
