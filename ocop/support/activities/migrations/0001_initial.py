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
    ]

    operations = [
        migrations.CreateModel(
            name='SignInTry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client', models.CharField(db_index=True, max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'Lượt tự điểm danh',
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('code', models.SlugField(blank=True, max_length=60, verbose_name='Mã')),
                ('kind', models.SlugField(max_length=40, verbose_name='Loại')),
                ('title', models.CharField(max_length=300, verbose_name='Tên hoạt động')),
                ('venue', models.CharField(blank=True, max_length=200, verbose_name='Địa điểm')),
                ('starts_on', models.DateField(verbose_name='Từ ngày')),
                ('ends_on', models.DateField(verbose_name='Đến ngày')),
                ('days_unknown', models.BooleanField(default=False, verbose_name='Nguồn không ghi ngày')),
                ('state', models.CharField(choices=[('planned', 'Dự kiến'), ('held', 'Đã tổ chức'), ('cancelled', 'Đã hủy')], default='planned', max_length=10)),
                ('details', models.JSONField(blank=True, default=dict, verbose_name='Thông tin theo loại')),
                ('summary', models.TextField(blank=True, max_length=4000, verbose_name='Tóm tắt kết quả')),
                ('reference', models.CharField(blank=True, max_length=200, verbose_name='Nguồn')),
                ('sign_in_key', models.CharField(blank=True, editable=False, max_length=32)),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại từ số liệu')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('created_at', models.DateTimeField()),
                ('folded', models.CharField(default='', editable=False, max_length=400)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='offices.office')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='activities.activity')),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='planning.task')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='offices.unit')),
            ],
            options={
                'verbose_name': 'Hoạt động',
                'verbose_name_plural': 'Hoạt động',
                'ordering': ['-starts_on', '-pk'],
                'indexes': [models.Index(fields=['-starts_on', '-id'], name='activity_by_day'), models.Index(fields=['kind', 'state', 'starts_on'], name='activity_by_kind'), models.Index(fields=['organiser', 'state'], name='activity_by_organiser')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='activity_ends_after_start'), models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='activity_code_once'), models.UniqueConstraint(condition=models.Q(('sign_in_key', ''), _negated=True), fields=('sign_in_key',), name='activity_key_once')],
            },
        ),
        migrations.CreateModel(
            name='AdviceCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('asked_at', models.DateTimeField()),
                ('field', models.CharField(choices=[('programme', 'Chương trình, hồ sơ, thủ tục'), ('production', 'Nguyên liệu, sản xuất, môi trường'), ('safety', 'Chất lượng, an toàn thực phẩm'), ('property', 'Nhãn hiệu, sở hữu trí tuệ'), ('design', 'Bao bì, nhãn, câu chuyện sản phẩm'), ('market', 'Thị trường, kết nối tiêu thụ'), ('technology', 'Khoa học công nghệ, máy móc'), ('organisation', 'Hợp tác xã, tổ hợp tác'), ('finance', 'Tài chính, kế toán, tín dụng'), ('tourism', 'Du lịch cộng đồng'), ('other', 'Việc khác')], max_length=14, verbose_name='Lĩnh vực')),
                ('criterion', models.CharField(blank=True, max_length=20, verbose_name='Nhóm tiêu chí')),
                ('title', models.CharField(max_length=200, verbose_name='Câu hỏi')),
                ('question', models.TextField(max_length=4000, verbose_name='Nội dung')),
                ('state', models.CharField(choices=[('open', 'Chờ trả lời'), ('answered', 'Đã trả lời'), ('closed', 'Đã xong')], default='open', max_length=10)),
                ('is_private', models.BooleanField(default=False, verbose_name='Không cho người khác xem')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('folded', models.TextField(default='', editable=False)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('consultant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advice_cases', to='offices.office')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('producer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='producers.producer')),
            ],
            options={
                'verbose_name': 'Câu hỏi tư vấn',
                'verbose_name_plural': 'Câu hỏi tư vấn',
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('producer__isnull', False), ('office__isnull', False), _connector='OR'), name='advice_asked_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='AdviceAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=8000, verbose_name='Trả lời')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='activities.advicecase')),
            ],
            options={
                'verbose_name': 'Trả lời tư vấn',
                'ordering': ['case', 'at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ConsultingSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('field', models.CharField(choices=[('programme', 'Chương trình, hồ sơ, thủ tục'), ('production', 'Nguyên liệu, sản xuất, môi trường'), ('safety', 'Chất lượng, an toàn thực phẩm'), ('property', 'Nhãn hiệu, sở hữu trí tuệ'), ('design', 'Bao bì, nhãn, câu chuyện sản phẩm'), ('market', 'Thị trường, kết nối tiêu thụ'), ('technology', 'Khoa học công nghệ, máy móc'), ('organisation', 'Hợp tác xã, tổ hợp tác'), ('finance', 'Tài chính, kế toán, tín dụng'), ('tourism', 'Du lịch cộng đồng'), ('other', 'Việc khác')], max_length=14, verbose_name='Lĩnh vực')),
                ('criterion', models.CharField(blank=True, max_length=20, verbose_name='Nhóm tiêu chí')),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consulting_seats', to='offices.office')),
            ],
            options={
                'verbose_name': 'Thành phần Tổ tư vấn',
                'ordering': ['field', 'criterion', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('office', 'field', 'criterion'), name='seat_once')],
            },
        ),
        migrations.CreateModel(
            name='ListBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('who', models.CharField(choices=[('person', 'Người'), ('producer', 'Chủ thể'), ('product', 'Sản phẩm'), ('office', 'Cơ quan'), ('partner', 'Đối tác')], max_length=10)),
                ('name', models.CharField(max_length=200, verbose_name='Tên')),
                ('header', models.JSONField(default=list)),
                ('rows', models.JSONField(default=list)),
                ('choices', models.JSONField(default=dict)),
                ('result', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('preview', 'Đang xem trước'), ('accepted', 'Đã ghi'), ('dropped', 'Đã bỏ')], default='preview', max_length=8)),
                ('uploaded_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='activities.activity')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Danh sách nhập',
                'ordering': ['-uploaded_at'],
            },
        ),
        migrations.CreateModel(
            name='Output',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.SlugField(max_length=40)),
                ('figure', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='Con số')),
                ('at_least', models.BooleanField(default=False, verbose_name='Nguồn ghi “hơn”')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='Ghi chú')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outputs', to='activities.activity')),
            ],
            options={
                'verbose_name': 'Kết quả hoạt động',
                'constraints': [models.UniqueConstraint(fields=('activity', 'name'), name='output_once_per_activity')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('full_name', models.CharField(max_length=120, verbose_name='Họ và tên')),
                ('folded', models.CharField(db_index=True, editable=False, max_length=130)),
                ('sort_key', models.CharField(editable=False, max_length=200)),
                ('group', models.CharField(choices=[('official_province', 'Cán bộ cấp tỉnh'), ('official_district', 'Cán bộ cấp huyện'), ('official_commune', 'Cán bộ cấp xã'), ('leader', 'Lãnh đạo chủ thể'), ('member', 'Thành viên, lao động của chủ thể'), ('citizen', 'Người dân, thành phần khác')], max_length=20, verbose_name='Thành phần')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Năm sinh')),
                ('phone', models.CharField(blank=True, db_index=True, max_length=15, verbose_name='Số điện thoại')),
                ('workplace', models.CharField(blank=True, max_length=200, verbose_name='Nơi làm việc như đã ghi')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Người mẫu')),
                ('created_at', models.DateTimeField()),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('producer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='producers.producer')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.unit')),
            ],
            options={
                'verbose_name': 'Người tham gia',
                'verbose_name_plural': 'Người tham gia',
                'ordering': ['sort_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('who', models.CharField(choices=[('person', 'Người'), ('producer', 'Chủ thể'), ('product', 'Sản phẩm'), ('office', 'Cơ quan'), ('partner', 'Đối tác')], max_length=10)),
                ('partner_name', models.CharField(blank=True, max_length=250, verbose_name='Tên đối tác')),
                ('group', models.CharField(blank=True, choices=[('official_province', 'Cán bộ cấp tỉnh'), ('official_district', 'Cán bộ cấp huyện'), ('official_commune', 'Cán bộ cấp xã'), ('leader', 'Lãnh đạo chủ thể'), ('member', 'Thành viên, lao động của chủ thể'), ('citizen', 'Người dân, thành phần khác')], max_length=20)),
                ('role', models.SlugField(blank=True, max_length=40, verbose_name='Vai trò')),
                ('attended', models.BooleanField(default=True, verbose_name='Có dự')),
                ('details', models.JSONField(blank=True, default=dict, verbose_name='Thông tin thêm')),
                ('came_by', models.CharField(choices=[('keyed', 'Ghi từng dòng'), ('sheet', 'Nhập danh sách'), ('code', 'Tự điểm danh bằng mã QR')], default='keyed', max_length=6)),
                ('recorded_at', models.DateTimeField()),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='activities.activity')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('producer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='producers.producer')),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='producers.product')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='activities.person')),
            ],
            options={
                'verbose_name': 'Lượt tham gia',
                'verbose_name_plural': 'Lượt tham gia',
                'ordering': ['activity', 'pk'],
                'indexes': [models.Index(fields=['who', 'group', 'attended'], name='participation_by_group')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('activity', 'person'), name='person_once_per_activity'), models.UniqueConstraint(condition=models.Q(('who', 'producer')), fields=('activity', 'producer'), name='producer_once_per_activity'), models.UniqueConstraint(condition=models.Q(('product__isnull', False)), fields=('activity', 'product'), name='product_once_per_activity'), models.UniqueConstraint(condition=models.Q(('who', 'office')), fields=('activity', 'office'), name='office_once_per_activity'), models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('who', 'person')), models.Q(('producer__isnull', False), ('who', 'producer')), models.Q(('product__isnull', False), ('who', 'product')), models.Q(('office__isnull', False), ('who', 'office')), models.Q(('who', 'partner'), models.Q(('partner_name', ''), _negated=True)), _connector='OR'), name='participation_is_somebody')],
            },
        ),
    ]
