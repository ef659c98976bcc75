from struct import Struct

from django.db import migrations, models

_RECORD = Struct(">QIqB2s12s")


def _packed(apps, schema_editor):
    """What still waits is kept: lists of number, second, visitor, province, verdict and whether a burst was seen."""
    for row in apps.get_model("scans", "ScanArrivals").objects.all():
        row.records = b"".join(
            _RECORD.pack(number, second, client or 0, (client is not None) | is_burst << 1, region.encode(), verdict.encode())
            for number, second, client, region, verdict, is_burst in row.scans
        )
        row.save(update_fields=["records"])


def _listed(apps, schema_editor):
    for row in apps.get_model("scans", "ScanArrivals").objects.all():
        row.scans = [
            [
                number,
                second,
                who if flags & 1 else None,
                region.rstrip(b"\0").decode(),
                verdict.rstrip(b"\0").decode(),
                bool(flags & 2),
            ]
            for number, second, who, flags, region, verdict in _RECORD.iter_unpack(row.records)
        ]
        row.save(update_fields=["scans"])


class Migration(migrations.Migration):

    dependencies = [
        ('scans', '0004_scanned_stamps_by_their_own_key'),
    ]

    operations = [
        migrations.AddField(
            model_name='scanarrivals',
            name='records',
            field=models.BinaryField(default=b''),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='scanarrivals',
            name='scans',
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(_packed, _listed),
        migrations.RemoveField(
            model_name='scanarrivals',
            name='scans',
        ),
    ]
