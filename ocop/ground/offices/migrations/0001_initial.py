import django.db.models.deletion
import ocop.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='Tên cơ quan')),
                ('short_name', models.CharField(blank=True, max_length=80, verbose_name='Tên ngắn')),
                ('kind', models.CharField(choices=[('peoples_committee', 'Ủy ban nhân dân'), ('coordination_office', 'Văn phòng Điều phối nông thôn mới'), ('department', 'Sở, ngành'), ('association', 'Hội, đoàn thể'), ('service_unit', 'Đơn vị sự nghiệp'), ('ministry', 'Bộ'), ('other', 'Cơ quan khác')], max_length=20, verbose_name='Loại')),
                ('tier', models.CharField(choices=[('central', 'Trung ương'), ('province', 'Cấp tỉnh'), ('district', 'Cấp huyện'), ('commune', 'Cấp xã')], max_length=10, verbose_name='Cấp')),
                ('plan_reference', models.CharField(blank=True, max_length=40, verbose_name='Mục trong kế hoạch')),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=400)),
                ('folded', models.CharField(default='', editable=False, max_length=300)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='offices.office')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continues', to='offices.office', verbose_name='Cơ quan kế tục')),
            ],
            options={
                'verbose_name': 'Cơ quan',
                'verbose_name_plural': 'Cơ quan',
                'ordering': ['sort_key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='office_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Committee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='Tên')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='Số quyết định')),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('adviser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='Cơ quan giúp việc')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committees', to='offices.office', verbose_name='Trực thuộc')),
            ],
            options={
                'verbose_name': 'Ban chỉ đạo, tổ công tác',
                'verbose_name_plural': 'Ban chỉ đạo, tổ công tác',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='committee_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('role', models.CharField(choices=[('commune_officer', 'Cán bộ OCOP cấp xã'), ('district_officer', 'Cán bộ OCOP cấp huyện'), ('province_officer', 'Cán bộ Văn phòng Điều phối tỉnh'), ('adviser', 'Thành viên Tổ tư vấn'), ('council_member', 'Thành viên Hội đồng'), ('secretary', 'Thư ký Hội đồng'), ('leader', 'Lãnh đạo'), ('agency_officer', 'Cán bộ sở, ngành, đoàn thể'), ('ministry_officer', 'Cán bộ Trung ương'), ('admin', 'Quản trị hệ thống')], max_length=20, verbose_name='Vai trò')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='Chức danh')),
                ('capacity', models.CharField(blank=True, choices=[('full_time', 'Chuyên trách'), ('part_time', 'Bán chuyên trách')], max_length=10, verbose_name='Chuyên trách')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='Số quyết định')),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='offices.office')),
            ],
            options={
                'verbose_name': 'Phân công',
                'verbose_name_plural': 'Phân công',
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('user', 'office', 'role'), name='one_running_appointment_per_role'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='appointment_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='StandingAgency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=200, verbose_name='Căn cứ')),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='Cơ quan thường trực')),
                ('through', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='Nhận báo cáo qua')),
            ],
            options={
                'verbose_name': 'Cơ quan thường trực',
                'verbose_name_plural': 'Cơ quan thường trực',
                'ordering': ['-valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='standing_agency_ends_after_start'), models.UniqueConstraint(fields=('valid_from',), name='one_standing_agency_per_start')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=5, verbose_name='Mã')),
                ('name', models.CharField(max_length=100, verbose_name='Tên')),
                ('kind', models.CharField(choices=[('province', 'Tỉnh'), ('city', 'Thành phố'), ('town', 'Thị xã'), ('district', 'Huyện'), ('ward', 'Phường'), ('township', 'Thị trấn'), ('commune', 'Xã')], max_length=10, verbose_name='Loại')),
                ('tier', models.CharField(choices=[('central', 'Trung ương'), ('province', 'Cấp tỉnh'), ('district', 'Cấp huyện'), ('commune', 'Cấp xã')], max_length=10, verbose_name='Cấp')),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('folded', models.CharField(db_index=True, editable=False, max_length=120)),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=200)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='offices.unit')),
            ],
            options={
                'verbose_name': 'Đơn vị hành chính',
                'verbose_name_plural': 'Đơn vị hành chính',
                'ordering': ['sort_key'],
                'constraints': [models.UniqueConstraint(fields=('tier', 'code', 'valid_from'), name='unit_code_once_per_start'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='unit_ends_after_start')],
            },
        ),
        migrations.AddField(
            model_name='office',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='offices.unit'),
        ),
        migrations.CreateModel(
            name='UnitSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='Ngày')),
                ('whole', models.BooleanField(default=True, verbose_name='Toàn bộ')),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='came_from', to='offices.unit')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='succeeded_by', to='offices.unit')),
            ],
            options={
                'verbose_name': 'Sáp nhập, chia tách',
                'verbose_name_plural': 'Sáp nhập, chia tách',
                'constraints': [models.UniqueConstraint(fields=('old', 'new', 'on'), name='succession_once')],
            },
        ),
        migrations.AddField(
            model_name='unit',
            name='successors',
            field=models.ManyToManyField(related_name='predecessors', through='offices.UnitSuccession', to='offices.unit'),
        ),
        migrations.CreateModel(
            name='CommitteeMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(blank=True, max_length=150, verbose_name='Họ và tên')),
                ('position', models.CharField(max_length=100, verbose_name='Nhiệm vụ')),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='offices.committee')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
            ],
            options={
                'verbose_name': 'Thành viên ban',
                'verbose_name_plural': 'Thành viên ban',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='committee_member_ends_after_start')],
            },
        ),
    ]
