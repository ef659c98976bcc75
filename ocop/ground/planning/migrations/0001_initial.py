import django.db.models.deletion
import ocop.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('offices', '0001_initial'),
        ('programme', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('year', models.PositiveSmallIntegerField(verbose_name='Năm')),
                ('due_on', models.DateField(verbose_name='Hạn')),
                ('state', models.CharField(choices=[('assigned', 'Chưa làm'), ('running', 'Đang làm'), ('reported', 'Đã báo cáo, chờ xem'), ('returned', 'Cần bổ sung'), ('done', 'Đã xong'), ('dropped', 'Không thực hiện')], default='assigned', max_length=10, verbose_name='Trạng thái')),
                ('result', models.TextField(blank=True, max_length=4000, verbose_name='Kết quả')),
                ('remark', models.CharField(blank=True, max_length=1000, verbose_name='Ý kiến của Văn phòng Điều phối')),
                ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='Báo cáo lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='Kết thúc lúc')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='offices.office', verbose_name='Cơ quan chủ trì')),
            ],
            options={
                'verbose_name': 'Việc được giao',
                'verbose_name_plural': 'Việc được giao',
                'ordering': ['due_on', 'office__sort_key', 'task__ordinal'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('reported', 'done')), _negated=True), models.Q(('reported_at__isnull', False), models.Q(('result', ''), _negated=True)), _connector='OR'), name='assignment_done_has_a_result')],
            },
        ),
        migrations.CreateModel(
            name='Obstacle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('field', models.CharField(choices=[('procedure', 'Thủ tục, hồ sơ'), ('guidance', 'Văn bản hướng dẫn'), ('money', 'Kinh phí'), ('credit', 'Quan hệ tín dụng'), ('market', 'Thị trường'), ('production', 'Sản xuất, chất lượng'), ('people', 'Con người, năng lực'), ('other', 'Việc khác')], max_length=12, verbose_name='Lĩnh vực')),
                ('title', models.CharField(max_length=200, verbose_name='Vướng mắc')),
                ('detail', models.TextField(max_length=4000, verbose_name='Nội dung')),
                ('proposal', models.TextField(blank=True, max_length=2000, verbose_name='Đề xuất')),
                ('state', models.CharField(choices=[('open', 'Chưa trả lời'), ('answered', 'Đã trả lời'), ('solved', 'Đã gỡ xong')], default='open', max_length=10, verbose_name='Trạng thái')),
                ('raised_at', models.DateTimeField()),
                ('folded', models.CharField(default='', editable=False, max_length=300)),
                ('asked', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='Cơ quan được hỏi')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obstacles', to='offices.office', verbose_name='Cơ quan nêu')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Vướng mắc',
                'verbose_name_plural': 'Vướng mắc',
                'ordering': ['-raised_at'],
            },
        ),
        migrations.CreateModel(
            name='ObstacleAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('proposal', 'Đề xuất giải pháp'), ('answer', 'Trả lời')], max_length=10, verbose_name='Loại')),
                ('text', models.TextField(max_length=4000, verbose_name='Nội dung')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('obstacle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='planning.obstacle')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'verbose_name': 'Trả lời vướng mắc',
                'ordering': ['obstacle', 'at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('period', 'Kế hoạch giai đoạn'), ('year', 'Kế hoạch năm')], max_length=10, verbose_name='Loại')),
                ('name', models.CharField(max_length=300, verbose_name='Tên kế hoạch')),
                ('starts_on', models.DateField(verbose_name='Từ ngày')),
                ('ends_on', models.DateField(verbose_name='Đến ngày')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='Số, ký hiệu')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='Ngày ban hành')),
                ('state', models.CharField(choices=[('draft', 'Đang soạn'), ('issued', 'Đã ban hành'), ('ended', 'Đã kết thúc')], default='draft', max_length=10, verbose_name='Trạng thái')),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại, không phải kế hoạch thật')),
                ('records_are_partial', models.BooleanField(default=False, verbose_name='Bản ghi chưa đủ để đánh giá')),
                ('folded', models.CharField(default='', editable=False, max_length=400)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='programme.legaldocument', verbose_name='Văn bản')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='offices.office', verbose_name='Cơ quan ban hành')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='planning.plan', verbose_name='Theo kế hoạch')),
            ],
            options={
                'verbose_name': 'Kế hoạch',
                'verbose_name_plural': 'Kế hoạch',
                'ordering': ['-starts_on', 'name'],
                'constraints': [models.UniqueConstraint(fields=('office', 'kind', 'starts_on'), name='plan_once_per_office_and_start'), models.CheckConstraint(condition=models.Q(('starts_on__lte', models.F('ends_on'))), name='plan_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('reference', models.CharField(max_length=20, verbose_name='Mục')),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='Thứ tự')),
                ('text', models.CharField(max_length=600, verbose_name='Nội dung')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectives', to='planning.plan')),
            ],
            options={
                'verbose_name': 'Mục tiêu',
                'ordering': ['plan', 'ordinal'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'ordinal'), name='objective_once_per_place')],
            },
        ),
        migrations.CreateModel(
            name='Priority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('develop', 'Phát triển sản phẩm mới'), ('standardise', 'Chuẩn hóa sản phẩm chủ lực'), ('upgrade', 'Nâng hạng sản phẩm chủ lực'), ('tourism', 'Phát triển du lịch nông thôn'), ('other', 'Ưu tiên khác')], max_length=12, verbose_name='Loại ưu tiên')),
                ('text', models.CharField(max_length=400, verbose_name='Nội dung')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='priorities', to='planning.plan')),
            ],
            options={
                'verbose_name': 'Ưu tiên',
                'ordering': ['plan', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_type', models.CharField(blank=True, max_length=60)),
                ('subject_id', models.CharField(blank=True, max_length=40)),
                ('label', models.CharField(max_length=300, verbose_name='Tên')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('url', models.CharField(blank=True, max_length=300)),
                ('added_at', models.DateTimeField()),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='planning.assignment')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document')),
            ],
            options={
                'verbose_name': 'Minh chứng kết quả',
                'ordering': ['assignment', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('subject_id', ''), _negated=True), fields=('assignment', 'subject_type', 'subject_id'), name='proof_record_once'), models.CheckConstraint(condition=models.Q(('document__isnull', False), models.Q(('subject_id', ''), _negated=True), _connector='OR'), name='proof_is_a_paper_or_a_record')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('14', 'Còn 14 ngày'), ('3', 'Còn 3 ngày'), ('late', 'Quá hạn')], max_length=10, verbose_name='Lần nhắc')),
                ('due_on', models.DateField(verbose_name='Hạn được nhắc')),
                ('sent_at', models.DateTimeField(verbose_name='Nhắc lúc')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='planning.assignment')),
            ],
            options={
                'verbose_name': 'Lần nhắc việc',
                'verbose_name_plural': 'Lần nhắc việc',
                'ordering': ['assignment', 'sent_at'],
                'constraints': [models.UniqueConstraint(fields=('assignment', 'step', 'due_on'), name='reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('code', models.SlugField(max_length=40, verbose_name='Mã')),
                ('reference', models.CharField(max_length=20, verbose_name='Mục')),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='Thứ tự')),
                ('name', models.CharField(max_length=300, verbose_name='Chỉ tiêu')),
                ('definition', models.TextField(max_length=1000, verbose_name='Cách tính')),
                ('population', models.CharField(blank=True, max_length=300, verbose_name='Tính trên')),
                ('unit', models.CharField(max_length=40, verbose_name='Đơn vị tính')),
                ('is_share', models.BooleanField(default=False, verbose_name='Là tỷ lệ phần trăm')),
                ('figure', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='Con số phải đạt')),
                ('due_on', models.DateField(verbose_name='Phải đạt đến ngày')),
                ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='Mức ban đầu')),
                ('baseline_on', models.DateField(blank=True, null=True, verbose_name='Ngày của mức ban đầu')),
                ('baseline_note', models.CharField(blank=True, max_length=300, verbose_name='Nguồn của mức ban đầu')),
                ('measure', models.CharField(max_length=60, verbose_name='Phép đo')),
                ('options', models.JSONField(blank=True, default=dict, verbose_name='Điều kiện của phép đo')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='planning.plan')),
            ],
            options={
                'verbose_name': 'Chỉ tiêu',
                'verbose_name_plural': 'Chỉ tiêu',
                'ordering': ['plan', 'ordinal'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'code'), name='target_once_per_plan'), models.CheckConstraint(condition=models.Q(('is_share', False), models.Q(('figure__gte', 0), ('figure__lte', 100)), _connector='OR'), name='target_share_within_100'), models.CheckConstraint(condition=models.Q(('baseline__isnull', True), ('baseline_on__isnull', False), _connector='OR'), name='target_baseline_has_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('reference', models.CharField(max_length=20, verbose_name='Mục')),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='Thứ tự')),
                ('title', models.CharField(max_length=300, verbose_name='Nhiệm vụ')),
                ('detail', models.TextField(blank=True, max_length=2000, verbose_name='Nội dung')),
                ('rhythm', models.CharField(choices=[('once', 'Một lần'), ('yearly', 'Hằng năm'), ('continuous', 'Thường xuyên')], default='continuous', max_length=10, verbose_name='Nhịp thực hiện')),
                ('agency', models.CharField(blank=True, max_length=200, verbose_name='Cơ quan chủ trì, theo lời kế hoạch')),
                ('folded', models.CharField(default='', editable=False, max_length=400)),
                ('partners', models.ManyToManyField(blank=True, related_name='+', to='offices.office', verbose_name='Cơ quan phối hợp')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='planning.plan')),
            ],
            options={
                'verbose_name': 'Nhiệm vụ',
                'verbose_name_plural': 'Nhiệm vụ',
                'ordering': ['plan', 'ordinal'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'ordinal'), name='task_once_per_place')],
            },
        ),
        migrations.AddField(
            model_name='obstacle',
            name='task',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obstacles', to='planning.task'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='planning.task'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('task', 'office', 'year'), name='assignment_once_a_year'),
        ),
    ]
