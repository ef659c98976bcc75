"""Pictures and ties belong to versions; those there are belong to every version so far."""

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_off_what_was_taken_off(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("stories", "Picture").objects.filter(taken_off_at__isnull=False).update(until=1)


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0005_cancelled_events_are_not_announced'),
        ('producers', '0003_tags_of_start_ups'),
        ('registry', '0004_notice_says_when_it_was_settled'),
        ('stories', '0001_articles_pictures_ties'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='picture',
            name='picture_number_once',
        ),
        migrations.RemoveConstraint(
            model_name='tie',
            name='product_tied_once',
        ),
        migrations.RemoveConstraint(
            model_name='tie',
            name='producer_tied_once',
        ),
        migrations.RemoveConstraint(
            model_name='tie',
            name='activity_tied_once',
        ),
        migrations.RemoveConstraint(
            model_name='tie',
            name='issue_tied_once',
        ),
        migrations.RemoveConstraint(
            model_name='tie',
            name='told_tied_once',
        ),
        migrations.AddField(
            model_name='picture',
            name='since',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='Từ bản'),
        ),
        migrations.AddField(
            model_name='picture',
            name='until',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Đến trước bản'),
        ),
        migrations.AddField(
            model_name='subject',
            name='since',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='Từ bản'),
        ),
        migrations.AddField(
            model_name='tie',
            name='since',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='Từ bản'),
        ),
        migrations.AddField(
            model_name='tie',
            name='until',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Đến trước bản'),
        ),
        migrations.RunPython(keep_off_what_was_taken_off, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='picture',
            name='taken_off_at',
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('article', 'number'), name='picture_number_once'),
        ),
        migrations.AddConstraint(
            model_name='tie',
            constraint=models.UniqueConstraint(condition=models.Q(('product__isnull', False), ('until__isnull', True)), fields=('article', 'product'), name='product_tied_once'),
        ),
        migrations.AddConstraint(
            model_name='tie',
            constraint=models.UniqueConstraint(condition=models.Q(('producer__isnull', False), ('until__isnull', True)), fields=('article', 'producer'), name='producer_tied_once'),
        ),
        migrations.AddConstraint(
            model_name='tie',
            constraint=models.UniqueConstraint(condition=models.Q(('activity__isnull', False), ('until__isnull', True)), fields=('article', 'activity'), name='activity_tied_once'),
        ),
        migrations.AddConstraint(
            model_name='tie',
            constraint=models.UniqueConstraint(condition=models.Q(('issue__isnull', False), ('until__isnull', True)), fields=('article', 'issue'), name='issue_tied_once'),
        ),
        migrations.AddConstraint(
            model_name='tie',
            constraint=models.UniqueConstraint(condition=models.Q(('told__isnull', False), ('until__isnull', True)), fields=('article', 'told'), name='told_tied_once'),
        ),
    ]
