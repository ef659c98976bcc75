import django.db.models.deletion
import ocop.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('offices', '0001_initial'),
        ('planning', '0001_initial'),
        ('producers', '0001_initial'),
        ('programme', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='Mã dự án')),
                ('kind', models.CharField(choices=[('pilot', 'Mô hình chỉ đạo điểm'), ('design_centre', 'Trung tâm thiết kế sáng tạo'), ('other', 'Dự án khác')], max_length=14, verbose_name='Loại')),
                ('name', models.CharField(max_length=250, verbose_name='Tên dự án')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='Địa điểm')),
                ('state', models.CharField(choices=[('proposed', 'Đang đề xuất, lập đề án'), ('approved', 'Đã phê duyệt'), ('running', 'Đang thực hiện'), ('finished', 'Đã hoàn thành'), ('stopped', 'Đã dừng')], default='proposed', max_length=10, verbose_name='Trạng thái')),
                ('began_on', models.DateField(blank=True, null=True, verbose_name='Ngày bắt đầu')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='Ngày kết thúc')),
                ('reference', models.CharField(blank=True, max_length=100, verbose_name='Mục của kế hoạch')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='Ghi chú')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('folded', models.CharField(default='', editable=False, max_length=300)),
                ('framework', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.legaldocument')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='offices.office', verbose_name='Cơ quan chủ trì')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='planning.plan')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.unit')),
            ],
            options={
                'verbose_name': 'Dự án',
                'verbose_name_plural': 'Dự án',
                'ordering': ['kind', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('running', 'finished')), _negated=True), ('began_on__isnull', False), _connector='OR'), name='project_carried_out_has_begun'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'finished'), _negated=True), ('ended_on__isnull', False), _connector='OR'), name='project_finished_has_day'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('began_on__isnull', True), ('ended_on__gte', models.F('began_on')), _connector='OR'), name='project_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='ProjectPartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='Tên đơn vị')),
                ('role', models.CharField(choices=[('consultant', 'Đơn vị tư vấn'), ('implementer', 'Đơn vị thực hiện'), ('coordinator', 'Cơ quan phối hợp'), ('appraiser', 'Cơ quan thẩm định'), ('other', 'Vai trò khác')], max_length=12, verbose_name='Vai trò')),
                ('contract_number', models.CharField(blank=True, max_length=60, verbose_name='Số hợp đồng')),
                ('deliverable', models.CharField(blank=True, max_length=300, verbose_name='Sản phẩm bàn giao')),
                ('reference', models.CharField(blank=True, max_length=100, verbose_name='Mục của kế hoạch')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='projects.project')),
            ],
            options={
                'verbose_name': 'Đơn vị tham gia dự án',
                'verbose_name_plural': 'Đơn vị tham gia dự án',
                'ordering': ['project', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), ('office__isnull', False)), models.Q(('office__isnull', True), models.Q(('name', ''), _negated=True)), _connector='OR'), name='partner_is_an_office_or_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='Kết quả')),
                ('figure', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='Con số')),
                ('unit', models.CharField(max_length=40, verbose_name='Đơn vị tính')),
                ('on', models.DateField(verbose_name='Tính đến ngày')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='Ghi chú')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='Hủy lúc')),
                ('cancelled_why', models.CharField(blank=True, max_length=300, verbose_name='Lý do hủy')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='projects.project')),
            ],
            options={
                'verbose_name': 'Kết quả dự án',
                'verbose_name_plural': 'Kết quả dự án',
                'ordering': ['project', '-on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='Dịch vụ')),
                ('description', models.CharField(blank=True, max_length=600, verbose_name='Nội dung')),
                ('reference', models.CharField(blank=True, max_length=100, verbose_name='Mục của kế hoạch')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='projects.project')),
            ],
            options={
                'verbose_name': 'Dịch vụ của trung tâm thiết kế',
                'verbose_name_plural': 'Dịch vụ của trung tâm thiết kế',
                'ordering': ['project', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('project', 'name'), name='service_once_per_project')],
            },
        ),
        migrations.CreateModel(
            name='Space',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='Không gian')),
                ('shared_with', models.CharField(blank=True, max_length=200, verbose_name='Kết hợp với')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='Địa điểm')),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Sức chứa (người)')),
                ('reference', models.CharField(blank=True, max_length=100, verbose_name='Mục của kế hoạch')),
                ('is_open', models.BooleanField(default=True, verbose_name='Đang nhận đặt chỗ')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spaces', to='projects.project')),
            ],
            options={
                'verbose_name': 'Không gian',
                'verbose_name_plural': 'Không gian',
                'ordering': ['project', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('project', 'name'), name='space_once_per_project')],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('on', models.DateField(db_index=True, verbose_name='Ngày')),
                ('from_hour', models.PositiveSmallIntegerField(verbose_name='Từ giờ')),
                ('to_hour', models.PositiveSmallIntegerField(verbose_name='Đến giờ')),
                ('purpose', models.CharField(max_length=200, verbose_name='Mục đích')),
                ('people', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Số người')),
                ('booked_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='Hủy lúc')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='offices.office')),
                ('producer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='producers.producer')),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='projects.space')),
            ],
            options={
                'verbose_name': 'Lượt đặt chỗ',
                'verbose_name_plural': 'Lượt đặt chỗ',
                'ordering': ['on', 'from_hour', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('from_hour__gte', 7), ('from_hour__lt', models.F('to_hour')), ('to_hour__lte', 21)), name='booking_within_the_day'), models.CheckConstraint(condition=models.Q(models.Q(('office__isnull', True), ('producer__isnull', False)), models.Q(('office__isnull', False), ('producer__isnull', True)), _connector='OR'), name='booking_for_a_producer_or_an_office')],
            },
        ),
        migrations.CreateModel(
            name='BookedHour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('hour', models.PositiveSmallIntegerField()),
                ('booking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='projects.booking')),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='projects.space')),
            ],
            options={
                'verbose_name': 'Giờ đã đặt',
                'constraints': [models.UniqueConstraint(fields=('space', 'on', 'hour'), name='space_hour_booked_once')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='Thứ tự')),
                ('kind', models.CharField(choices=[('framework', 'Kế hoạch khung'), ('appraisal', 'Thẩm định'), ('outline', 'Đề cương, dự toán'), ('drafting', 'Xây dựng đề án'), ('works', 'Đầu tư, xây dựng'), ('support', 'Hỗ trợ thực hiện'), ('handover', 'Nghiệm thu, bàn giao'), ('other', 'Bước khác')], max_length=10, verbose_name='Loại bước')),
                ('title', models.CharField(max_length=300, verbose_name='Nội dung')),
                ('planned_on', models.DateField(blank=True, null=True, verbose_name='Hạn')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='Ngày xong')),
                ('state', models.CharField(choices=[('planned', 'Chưa làm'), ('running', 'Đang làm'), ('done', 'Đã xong'), ('dropped', 'Không làm')], default='planned', max_length=10, verbose_name='Trạng thái')),
                ('remark', models.CharField(blank=True, max_length=1000, verbose_name='Ghi chú')),
                ('reference', models.CharField(blank=True, max_length=100, verbose_name='Mục của kế hoạch')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='projects.project')),
            ],
            options={
                'verbose_name': 'Bước của dự án',
                'verbose_name_plural': 'Bước của dự án',
                'ordering': ['project', 'ordinal'],
                'constraints': [models.UniqueConstraint(fields=('project', 'ordinal'), name='step_once_per_place'), models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_on__isnull', True)), _connector='OR'), name='step_done_has_its_day')],
            },
        ),
        migrations.CreateModel(
            name='StepPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('label', models.CharField(max_length=300, verbose_name='Tên giấy tờ')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document')),
                ('legal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.legaldocument')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='projects.step')),
            ],
            options={
                'verbose_name': 'Giấy tờ của bước',
                'ordering': ['step', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('document__isnull', False), ('legal__isnull', True)), models.Q(('document__isnull', True), ('legal__isnull', False)), _connector='OR'), name='step_paper_is_filed_or_legal'), models.UniqueConstraint(fields=('step', 'document'), name='step_paper_filed_once'), models.UniqueConstraint(fields=('step', 'legal'), name='step_paper_legal_once')],
            },
        ),
    ]
