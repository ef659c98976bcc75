import django.db.models.deletion
import ocop.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('offices', '0001_initial'),
        ('producers', '0001_initial'),
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CreditProgramme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=300, verbose_name='Tên chương trình')),
                ('bank', models.CharField(blank=True, max_length=200, verbose_name='Tổ chức tín dụng')),
                ('terms', models.TextField(blank=True, max_length=2000, verbose_name='Điều kiện, lãi suất')),
                ('starts_on', models.DateField(verbose_name='Từ ngày')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại, chưa đối chiếu')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.legaldocument', verbose_name='Văn bản')),
            ],
            options={
                'verbose_name': 'Chương trình tín dụng',
                'verbose_name_plural': 'Chương trình tín dụng',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='CreditApplication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('bank', models.CharField(blank=True, max_length=200, verbose_name='Ngân hàng')),
                ('amount', models.BigIntegerField(verbose_name='Số tiền muốn vay (đồng)')),
                ('purpose', models.CharField(max_length=300, verbose_name='Vay để làm gì')),
                ('state', models.CharField(choices=[('wished', 'Muốn vay'), ('lodged', 'Đã nộp hồ sơ vay'), ('granted', 'Được cho vay'), ('refused', 'Không được vay'), ('withdrawn', 'Thôi không vay')], default='wished', max_length=10, verbose_name='Trạng thái')),
                ('obstacle', models.CharField(blank=True, max_length=1000, verbose_name='Vướng mắc')),
                ('obstacle_url', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField(verbose_name='Ghi lúc')),
                ('moved_at', models.DateTimeField(blank=True, null=True, verbose_name='Đổi trạng thái lúc')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_applications', to='producers.producer')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='funding.creditprogramme')),
            ],
            options={
                'verbose_name': 'Nhu cầu vay',
                'verbose_name_plural': 'Nhu cầu vay',
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='application_above_0')],
            },
        ),
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('bank', models.CharField(max_length=200, verbose_name='Ngân hàng')),
                ('amount', models.BigIntegerField(verbose_name='Số tiền (đồng)')),
                ('starts_on', models.DateField(verbose_name='Ngày giải ngân')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='Ngày đáo hạn')),
                ('chain', models.CharField(blank=True, max_length=200, verbose_name='Chuỗi giá trị')),
                ('recorded_at', models.DateTimeField()),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('application', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='loan', to='funding.creditapplication')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='producers.producer', verbose_name='Chủ thể')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='funding.creditprogramme')),
            ],
            options={
                'verbose_name': 'Khoản vay',
                'verbose_name_plural': 'Khoản vay',
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='loan_above_0'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='loan_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='Mã ngắn')),
                ('name', models.CharField(max_length=300, verbose_name='Tên chính sách')),
                ('reference', models.CharField(blank=True, max_length=200, verbose_name='Điều, khoản')),
                ('helps', models.CharField(max_length=500, verbose_name='Hỗ trợ ai')),
                ('conditions', models.TextField(blank=True, max_length=2000, verbose_name='Điều kiện')),
                ('ceiling', models.BigIntegerField(blank=True, null=True, verbose_name='Mức cao nhất (đồng)')),
                ('starts_on', models.DateField(verbose_name='Áp dụng từ')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại, chưa đối chiếu')),
                ('folded', models.CharField(default='', editable=False, max_length=500)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.legaldocument', verbose_name='Văn bản')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='support_policies', to='offices.office', verbose_name='Cơ quan quản lý, chi')),
            ],
            options={
                'verbose_name': 'Chính sách hỗ trợ',
                'verbose_name_plural': 'Chính sách hỗ trợ',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ceiling__isnull', True), ('ceiling__gt', 0), _connector='OR'), name='policy_ceiling_above_0'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='policy_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='PolicyPurpose',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.SlugField(max_length=40)),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='purposes', to='funding.policy')),
            ],
            options={
                'verbose_name': 'Mục đích của chính sách',
                'ordering': ['policy', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('policy', 'purpose'), name='policy_purpose_once')],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('other_budget', models.CharField(blank=True, max_length=200, verbose_name='Ngân sách khác')),
                ('purpose', models.SlugField(max_length=40, verbose_name='Mục đích')),
                ('detail', models.CharField(max_length=300, verbose_name='Nội dung')),
                ('starts_on', models.DateField(verbose_name='Từ ngày')),
                ('ends_on', models.DateField(verbose_name='Đến ngày')),
                ('amount', models.BigIntegerField(verbose_name='Số tiền (đồng)')),
                ('state', models.CharField(choices=[('proposed', 'Đang đề xuất'), ('approved', 'Đã duyệt'), ('refused', 'Không duyệt'), ('paid', 'Đã chi'), ('ended', 'Đã kết thúc')], default='proposed', max_length=10, verbose_name='Trạng thái')),
                ('proposed_at', models.DateTimeField(verbose_name='Đề xuất lúc')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='Quyết định lúc')),
                ('decision_note', models.CharField(blank=True, max_length=500, verbose_name='Lý do')),
                ('override_reason', models.CharField(blank=True, max_length=500, verbose_name='Lý do duyệt dù có trùng')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('folded', models.CharField(default='', editable=False, max_length=900)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='Cơ quan hỗ trợ')),
                ('policy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='funding.policy', verbose_name='Chính sách')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='producers.producer', verbose_name='Chủ thể')),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='producers.product')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Hỗ trợ',
                'verbose_name_plural': 'Hỗ trợ',
                'ordering': ['-proposed_at', '-pk'],
                'indexes': [models.Index(fields=['producer', 'starts_on'], name='support_of_producer')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='support_above_0'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='support_ends_after_start'), models.CheckConstraint(condition=models.Q(('policy__isnull', False), models.Q(('other_budget', ''), _negated=True), _connector='XOR'), name='support_has_one_budget'), models.CheckConstraint(condition=models.Q(('state', 'proposed'), ('decided_at__isnull', False), _connector='OR'), name='support_decided_has_its_moment')],
            },
        ),
    ]
