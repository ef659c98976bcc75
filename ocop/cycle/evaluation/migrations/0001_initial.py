import django.db.models.deletion
import ocop.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('dossiers', '0001_initial'),
        ('offices', '0001_initial'),
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=250, verbose_name='Tên Hội đồng')),
                ('decision_number', models.CharField(max_length=60, verbose_name='Số quyết định thành lập')),
                ('decided_on', models.DateField(verbose_name='Ngày quyết định')),
                ('state', models.CharField(choices=[('preparing', 'Đang chuẩn bị'), ('sitting', 'Đang làm việc'), ('closed', 'Đã kết thúc')], default='preparing', max_length=10)),
                ('quorum_percent', models.PositiveSmallIntegerField(default=75, verbose_name='Tỷ lệ thành viên tối thiểu (%)')),
                ('quorum_needs_chair', models.BooleanField(default=True, verbose_name='Phải có Chủ tịch Hội đồng')),
                ('spread_limit', models.PositiveSmallIntegerField(default=10, verbose_name='Chênh lệch điểm tối đa')),
                ('decimals', models.PositiveSmallIntegerField(default=2, verbose_name='Số chữ số thập phân in trên biên bản')),
                ('rounding', models.CharField(choices=[('none', 'Không làm tròn khi so hạng'), ('half_up', 'Làm tròn số học')], default='none', max_length=8, verbose_name='Làm tròn')),
                ('gate_test', models.CharField(choices=[('majority', 'Theo đa số thành viên'), ('every_member', 'Theo từng thành viên')], default='majority', max_length=14, verbose_name='Xét điểm tối thiểu')),
                ('rules_source', models.CharField(max_length=400, verbose_name='Căn cứ quy chế')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='councils', to='offices.office', verbose_name='Cơ quan lập')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='councils', to='programme.round', verbose_name='Đợt')),
            ],
            options={
                'verbose_name': 'Hội đồng',
                'verbose_name_plural': 'Hội đồng',
                'ordering': ['-decided_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('quorum_percent__range', (1, 100))), name='quorum_is_a_percentage')],
            },
        ),
        migrations.CreateModel(
            name='Docket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('order', models.PositiveIntegerField(default=0, verbose_name='Thứ tự')),
                ('state', models.CharField(choices=[('waiting', 'Chưa mở chấm'), ('scoring', 'Đang chấm'), ('closed', 'Đã đóng chấm'), ('spread', 'Chênh lệch quá mức, cần chấm lại'), ('concluded', 'Đã kết luận')], default='waiting', max_length=10)),
                ('turn', models.PositiveSmallIntegerField(default=0, verbose_name='Lần chấm')),
                ('findings', models.JSONField(blank=True, default=list, verbose_name='Điều kiện loại đã xác định')),
                ('mean', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, verbose_name='Điểm trung bình')),
                ('spread', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Chênh lệch')),
                ('band_stars', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Hạng theo điểm')),
                ('gate_stars', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Hạng theo điểm tối thiểu')),
                ('stars', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Hạng sao')),
                ('result', models.JSONField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('conclusion', models.TextField(blank=True, max_length=4000, verbose_name='Kết luận')),
                ('concluded_at', models.DateTimeField(blank=True, null=True)),
                ('concluded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dockets', to='evaluation.council')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='docket', to='dossiers.dossier')),
            ],
            options={
                'verbose_name': 'Hồ sơ trước Hội đồng',
                'verbose_name_plural': 'Hồ sơ trước Hội đồng',
                'ordering': ['order', 'pk'],
                'indexes': [models.Index(fields=['council', 'state'], name='evaluation__council_abded2_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['closed', 'concluded']), _negated=True), models.Q(('mean__isnull', False), ('result__isnull', False), ('spread__isnull', False), ('stars__isnull', False)), _connector='OR'), name='closed_docket_has_result'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'concluded'), _negated=True), models.Q(('concluded_at__isnull', False), ('concluded_by__isnull', False)), _connector='OR'), name='concluded_docket_names_chair_and_time')],
            },
        ),
        migrations.CreateModel(
            name='ScoreSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('turn', models.PositiveSmallIntegerField(default=1, verbose_name='Lần chấm')),
                ('state', models.CharField(choices=[('draft', 'Đang chấm'), ('sealed', 'Đã nộp phiếu'), ('excused', 'Không chấm')], default='draft', max_length=8)),
                ('total', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Tổng điểm')),
                ('parts', models.JSONField(blank=True, null=True, verbose_name='Điểm theo phần')),
                ('remark', models.TextField(blank=True, max_length=2000, verbose_name='Nhận xét')),
                ('excuse', models.CharField(blank=True, max_length=300, verbose_name='Lý do không chấm')),
                ('sealed_at', models.DateTimeField(blank=True, null=True)),
                ('docket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='evaluation.docket')),
            ],
            options={
                'verbose_name': 'Phiếu chấm',
                'verbose_name_plural': 'Phiếu chấm',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sealed'), _negated=True), models.Q(('sealed_at__isnull', False), ('total__isnull', False)), _connector='OR'), name='sealed_sheet_has_total'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'excused'), _negated=True), models.Q(('excuse', ''), _negated=True), _connector='OR'), name='excused_sheet_says_why')],
            },
        ),
        migrations.CreateModel(
            name='MarkVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('criterion_code', models.CharField(max_length=12)),
                ('case', models.CharField(blank=True, max_length=20)),
                ('points', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('received_at', models.DateTimeField()),
                ('is_late', models.BooleanField(default=False, verbose_name='Đến sau khi đóng chấm')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='Thư ký đã xem lúc')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mark_versions', to='evaluation.scoresheet')),
            ],
            options={
                'verbose_name': 'Lần ghi điểm',
                'verbose_name_plural': 'Lần ghi điểm',
                'indexes': [models.Index(fields=['is_late', 'reviewed_at'], name='evaluation__is_late_5250e9_idx')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criterion_code', models.CharField(max_length=12, verbose_name='Tiêu chí')),
                ('case', models.CharField(blank=True, max_length=20, verbose_name='Trường hợp')),
                ('points', models.PositiveSmallIntegerField(verbose_name='Điểm')),
                ('saved_at', models.DateTimeField()),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='evaluation.scoresheet')),
            ],
            options={
                'verbose_name': 'Điểm',
                'verbose_name_plural': 'Điểm',
                'constraints': [models.UniqueConstraint(fields=('sheet', 'criterion_code'), name='one_mark_per_criterion')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('role', models.CharField(choices=[('chair', 'Chủ tịch Hội đồng'), ('vice_chair', 'Phó Chủ tịch Hội đồng'), ('member', 'Ủy viên'), ('secretary', 'Thư ký')], max_length=10, verbose_name='Chức danh')),
                ('represents', models.CharField(blank=True, max_length=200, verbose_name='Cơ quan')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='Thứ tự')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='evaluation.council')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='council_seats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Thành viên Hội đồng',
                'verbose_name_plural': 'Thành viên Hội đồng',
                'ordering': ['order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('council', 'user'), name='one_seat_per_person'), models.UniqueConstraint(condition=models.Q(('role', 'chair')), fields=('council',), name='one_chair_per_council')],
            },
        ),
        migrations.AddField(
            model_name='scoresheet',
            name='seat',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='evaluation.seat'),
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('held_on', models.DateField(verbose_name='Ngày họp')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='Địa điểm')),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sittings', to='evaluation.council')),
                ('present', models.ManyToManyField(blank=True, related_name='sittings', to='evaluation.seat', verbose_name='Có mặt')),
            ],
            options={
                'verbose_name': 'Phiên họp',
                'verbose_name_plural': 'Phiên họp',
                'ordering': ['-held_on'],
                'constraints': [models.UniqueConstraint(fields=('council', 'held_on'), name='one_sitting_per_day')],
            },
        ),
        migrations.AddField(
            model_name='docket',
            name='sitting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dockets', to='evaluation.sitting', verbose_name='Phiên họp'),
        ),
        migrations.AddConstraint(
            model_name='scoresheet',
            constraint=models.UniqueConstraint(fields=('docket', 'seat', 'turn'), name='one_sheet_per_member_and_turn'),
        ),
    ]
