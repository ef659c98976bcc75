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
        ('registry', '0002_triggers'),
    ]

    operations = [
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('code', models.SlugField(max_length=40, verbose_name='Mã')),
                ('reference', models.CharField(max_length=20, verbose_name='Mục')),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='Thứ tự')),
                ('name', models.CharField(max_length=300, verbose_name='Nội dung')),
                ('source', models.CharField(choices=[('central', 'Ngân sách Trung ương'), ('local', 'Ngân sách địa phương'), ('integrated', 'Lồng ghép từ chương trình khác'), ('community', 'Cộng đồng đóng góp'), ('credit', 'Tín dụng'), ('other', 'Vốn khác')], max_length=12, verbose_name='Nguồn vốn')),
                ('programme', models.CharField(blank=True, choices=[('science', 'Sự nghiệp khoa học và công nghệ'), ('industry', 'Chương trình khuyến công'), ('trade', 'Xúc tiến thương mại'), ('tourism', 'Phát triển du lịch'), ('restructuring', 'Đề án tái cơ cấu ngành nông nghiệp'), ('districts', 'Ngân sách các huyện, thành phố')], max_length=14, verbose_name='Chương trình lồng ghép')),
                ('project', models.SlugField(blank=True, max_length=40, verbose_name='Dự án')),
                ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='Nhu cầu (đồng)')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='Ghi chú')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='budget.budgetline')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='planning.plan')),
                ('tasks', models.ManyToManyField(blank=True, related_name='budget_lines', to='planning.task', verbose_name='Nhiệm vụ được chi')),
            ],
            options={
                'verbose_name': 'Dòng dự toán',
                'verbose_name_plural': 'Dòng dự toán',
                'ordering': ['plan', 'ordinal'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'code'), name='budget_line_once_per_plan'), models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='budget_amount_not_below_0')],
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('year', models.PositiveSmallIntegerField(verbose_name='Năm ngân sách')),
                ('amount', models.BigIntegerField(verbose_name='Số tiền (đồng)')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='Số quyết định')),
                ('decided_on', models.DateField(verbose_name='Ngày quyết định')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='Ghi chú')),
                ('recorded_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='Hủy lúc')),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại từ số liệu')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document')),
                ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='Cơ quan được giao')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='Cơ quan cấp')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='budget.budgetline')),
            ],
            options={
                'verbose_name': 'Phân bổ',
                'verbose_name_plural': 'Phân bổ',
                'ordering': ['line', 'year', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='allocation_above_0')],
            },
        ),
        migrations.CreateModel(
            name='BudgetShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='Tỷ lệ (%)')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='budget.budgetline')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='Cơ quan chi')),
            ],
            options={
                'verbose_name': 'Tỷ lệ chi',
                'constraints': [models.UniqueConstraint(fields=('line', 'payer'), name='budget_share_once_per_payer'), models.CheckConstraint(condition=models.Q(('percent__gt', 0), ('percent__lte', 100)), name='budget_share_within_100')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('giver', models.CharField(max_length=200, verbose_name='Người, nhóm đóng góp')),
                ('kind', models.CharField(choices=[('money', 'Tiền vốn'), ('land', 'Đất đai'), ('labour', 'Sức lao động'), ('materials', 'Nguyên vật liệu'), ('technology', 'Công nghệ')], max_length=12, verbose_name='Hình thức')),
                ('what', models.CharField(max_length=300, verbose_name='Đóng góp gì')),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='Số lượng')),
                ('measured_in', models.CharField(blank=True, max_length=40, verbose_name='Đơn vị tính')),
                ('value', models.BigIntegerField(blank=True, null=True, verbose_name='Quy ra tiền (đồng)')),
                ('given_on', models.DateField(verbose_name='Ngày đóng góp')),
                ('legal_basis', models.CharField(max_length=300, verbose_name='Căn cứ pháp lý')),
                ('recorded_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='Hủy lúc')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('folded', models.CharField(default='', editable=False, max_length=600)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document')),
                ('legal_document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.legaldocument', verbose_name='Văn bản')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='planning.plan', verbose_name='Kế hoạch')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.unit', verbose_name='Địa bàn')),
            ],
            options={
                'verbose_name': 'Đóng góp của cộng đồng',
                'verbose_name_plural': 'Đóng góp của cộng đồng',
                'ordering': ['-given_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__gte', 0), _connector='OR'), name='contribution_not_below_0'), models.CheckConstraint(condition=models.Q(('legal_basis', ''), _negated=True), name='contribution_has_a_legal_basis'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'money'), _negated=True), ('value__isnull', False), _connector='OR'), name='money_contribution_has_its_sum')],
            },
        ),
        migrations.CreateModel(
            name='Disbursement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('paid_on', models.DateField(verbose_name='Ngày chi')),
                ('payee_name', models.CharField(blank=True, max_length=200, verbose_name='Nơi nhận')),
                ('amount', models.BigIntegerField(verbose_name='Số tiền (đồng)')),
                ('purpose', models.CharField(max_length=300, verbose_name='Nội dung chi')),
                ('subject_type', models.CharField(blank=True, max_length=60)),
                ('subject_id', models.CharField(blank=True, max_length=40)),
                ('url', models.CharField(blank=True, max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='Hủy lúc')),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại từ số liệu')),
                ('folded', models.CharField(default='', editable=False, max_length=800)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disbursements', to='budget.budgetline')),
                ('payee_office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('payee_producer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disbursements', to='producers.producer')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='Cơ quan chi')),
            ],
            options={
                'verbose_name': 'Khoản chi',
                'verbose_name_plural': 'Khoản chi',
                'ordering': ['-paid_on', '-pk'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='disbursement_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='disbursement_above_0')],
            },
        ),
        migrations.CreateModel(
            name='Mobilisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='Từ năm')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='Đến năm')),
                ('amount', models.BigIntegerField(verbose_name='Số tiền (đồng)')),
                ('reference', models.CharField(max_length=20, verbose_name='Mục')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mobilisations', to='budget.budgetline')),
            ],
            options={
                'verbose_name': 'Nguồn lực đã huy động',
                'verbose_name_plural': 'Nguồn lực đã huy động',
                'ordering': ['line', 'first_year'],
                'constraints': [models.UniqueConstraint(fields=('line', 'first_year', 'last_year'), name='mobilisation_once_per_span'), models.CheckConstraint(condition=models.Q(('first_year__lte', models.F('last_year'))), name='mobilisation_ends_after_start'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='mobilisation_not_below_0')],
            },
        ),
    ]
