import django.db.models.deletion
import ocop.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('offices', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LegalDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('law', 'Luật'), ('resolution', 'Nghị quyết'), ('decree', 'Nghị định'), ('circular', 'Thông tư'), ('decision', 'Quyết định'), ('plan', 'Kế hoạch'), ('guidance', 'Hướng dẫn'), ('letter', 'Công văn'), ('notice', 'Thông báo'), ('submission', 'Tờ trình')], max_length=10, verbose_name='Loại')),
                ('number', models.CharField(max_length=60, verbose_name='Số, ký hiệu')),
                ('title', models.CharField(max_length=400, verbose_name='Trích yếu')),
                ('issuer', models.CharField(max_length=200, verbose_name='Cơ quan ban hành')),
                ('issued_on', models.DateField(verbose_name='Ngày ban hành')),
                ('in_force_from', models.DateField(blank=True, null=True, verbose_name='Có hiệu lực từ')),
                ('in_force_to', models.DateField(blank=True, null=True, verbose_name='Có hiệu lực đến')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='Nguồn')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='Ghi chú')),
                ('mentions_ocop', models.BooleanField(default=False, verbose_name='Nghị quyết, chương trình công tác có nhắc OCOP')),
                ('mention', models.CharField(blank=True, max_length=300, verbose_name='Nhắc ở mục nào')),
                ('amends', models.ManyToManyField(blank=True, related_name='amended_by', to='programme.legaldocument')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document', verbose_name='Bản quét')),
            ],
            options={
                'verbose_name': 'Văn bản',
                'verbose_name_plural': 'Văn bản',
                'ordering': ['-issued_on'],
                'constraints': [models.UniqueConstraint(fields=('number', 'issued_on'), name='legal_document_once')],
            },
        ),
        migrations.CreateModel(
            name='DocumentReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField(verbose_name='Gửi lúc')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='Đã đọc lúc')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='Nơi nhận')),
                ('read_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='programme.legaldocument')),
            ],
            options={
                'verbose_name': 'Nơi nhận văn bản',
                'verbose_name_plural': 'Nơi nhận văn bản',
                'ordering': ['document', 'office__sort_key'],
                'constraints': [models.UniqueConstraint(fields=('document', 'office'), name='receipt_once_per_office'), models.CheckConstraint(condition=models.Q(models.Q(('read_at__isnull', True), ('read_by__isnull', True)), models.Q(('read_at__isnull', False), ('read_by__isnull', False)), _connector='OR'), name='receipt_read_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='Tên đợt')),
                ('year', models.PositiveSmallIntegerField(verbose_name='Năm')),
                ('ordinal', models.PositiveSmallIntegerField(default=1, verbose_name='Đợt thứ')),
                ('criteria_id', models.CharField(max_length=20, verbose_name='Bộ tiêu chí')),
                ('opens_on', models.DateField(verbose_name='Nhận hồ sơ từ')),
                ('proposal_due', models.DateField(verbose_name='Nhận đề nghị đến')),
                ('meeting_due', models.DateField(verbose_name='Đánh giá xong trước')),
                ('state', models.CharField(choices=[('planned', 'Đã lên kế hoạch'), ('open', 'Đang nhận hồ sơ'), ('evaluating', 'Đang đánh giá'), ('closed', 'Đã kết thúc')], default='planned', max_length=12, verbose_name='Trạng thái')),
                ('stopped_on', models.DateField(blank=True, null=True, verbose_name='Ngừng nhận ngày')),
                ('is_trial', models.BooleanField(default=False, verbose_name='Đợt thử')),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại từ số liệu')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='offices.office', verbose_name='Cơ quan tổ chức')),
            ],
            options={
                'verbose_name': 'Đợt đánh giá',
                'verbose_name_plural': 'Đợt đánh giá',
                'ordering': ['-year', '-ordinal'],
                'constraints': [models.UniqueConstraint(fields=('office', 'year', 'ordinal'), name='round_once_per_office'), models.CheckConstraint(condition=models.Q(('opens_on__lte', models.F('proposal_due')), ('proposal_due__lte', models.F('meeting_due'))), name='round_dates_in_order')],
            },
        ),
    ]
