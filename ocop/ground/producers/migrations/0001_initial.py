import django.db.models.deletion
import ocop.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('offices', '0001_initial'),
        ('registry', '0002_triggers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Producer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=250, verbose_name='Tên')),
                ('folded', models.CharField(db_index=True, editable=False, max_length=520)),
                ('squashed', models.CharField(db_index=True, editable=False, max_length=260)),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=700)),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='Địa chỉ')),
                ('phone', models.CharField(blank=True, max_length=15, verbose_name='Số điện thoại')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='Thư điện tử')),
                ('tax_code', models.CharField(blank=True, max_length=14, verbose_name='Mã số thuế')),
                ('introduction', models.TextField(blank=True, max_length=4000, verbose_name='Giới thiệu')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='Nguồn công khai')),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại từ số liệu')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('created_at', models.DateTimeField(verbose_name='Lập lúc')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='producers', to='offices.unit', verbose_name='Địa bàn')),
            ],
            options={
                'verbose_name': 'Chủ thể',
                'verbose_name_plural': 'Chủ thể',
                'ordering': ['sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('tax_code', ''), _negated=True), fields=('tax_code',), name='producer_tax_code_once')],
            },
        ),
        migrations.CreateModel(
            name='ProducerForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('enterprise', 'Doanh nghiệp'), ('cooperative', 'Hợp tác xã'), ('cooperative_group', 'Tổ hợp tác'), ('establishment', 'Cơ sở sản xuất kinh doanh'), ('household', 'Hộ sản xuất'), ('farm', 'Trang trại'), ('other', 'Hội, hiệp hội, đơn vị khác')], max_length=20, verbose_name='Loại hình')),
                ('registration_number', models.CharField(blank=True, max_length=40, verbose_name='Số đăng ký kinh doanh')),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forms', to='producers.producer')),
            ],
            options={
                'verbose_name': 'Loại hình của chủ thể',
                'verbose_name_plural': 'Loại hình của chủ thể',
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('producer',), name='one_running_form_per_producer'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='producer_form_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=250, verbose_name='Tên')),
                ('folded', models.CharField(db_index=True, editable=False, max_length=520)),
                ('squashed', models.CharField(db_index=True, editable=False, max_length=260)),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=700)),
                ('state', models.CharField(choices=[('candidate', 'Tiền sản phẩm OCOP'), ('recognised', 'Đã được công nhận'), ('discontinued', 'Đã ngừng sản xuất')], default='candidate', max_length=12, verbose_name='Trạng thái')),
                ('group_label', models.CharField(blank=True, max_length=80, verbose_name='Nhóm theo nguồn')),
                ('description', models.TextField(blank=True, max_length=4000, verbose_name='Mô tả')),
                ('story', models.TextField(blank=True, max_length=8000, verbose_name='Câu chuyện sản phẩm')),
                ('gtin', models.CharField(blank=True, max_length=14, verbose_name='Mã vạch (GTIN)')),
                ('national_id', models.CharField(blank=True, max_length=40, verbose_name='Mã trên hệ thống quốc gia')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='Nguồn công khai')),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại từ số liệu')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('created_at', models.DateTimeField(verbose_name='Lập lúc')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='producers.producer', verbose_name='Chủ thể')),
            ],
            options={
                'verbose_name': 'Sản phẩm',
                'verbose_name_plural': 'Sản phẩm',
                'ordering': ['sort_key', 'pk'],
                'indexes': [models.Index(fields=['state', 'sort_key'], name='producers_p_state_181d53_idx'), models.Index(fields=['sort_key', 'id', 'folded'], name='product_names_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('business_registration', 'Giấy đăng ký kinh doanh'), ('food_safety', 'Giấy chứng nhận đủ điều kiện sản xuất, an toàn thực phẩm'), ('raw_material', 'Nguồn gốc nguyên liệu, hợp đồng liên kết'), ('environment', 'Hồ sơ môi trường'), ('labour', 'Danh sách lao động'), ('finance', 'Báo cáo tài chính, phân loại hợp tác xã'), ('organisation', 'Giới thiệu bộ máy tổ chức'), ('business_plan', 'Phương án, kế hoạch kinh doanh'), ('intellectual_property', 'Nhãn hiệu, sở hữu trí tuệ'), ('market', 'Hợp đồng, chứng từ phân phối'), ('promotion', 'Quảng bá, xúc tiến thương mại'), ('story', 'Câu chuyện sản phẩm'), ('quality_declaration', 'Công bố chất lượng sản phẩm'), ('product_standard', 'Tiêu chuẩn sản phẩm'), ('test_report', 'Phiếu kiểm nghiệm'), ('barcode', 'Mã số mã vạch, tem truy xuất nguồn gốc'), ('quality_system', 'Chứng nhận hệ thống quản lý chất lượng'), ('quality_plan', 'Kế hoạch kiểm soát chất lượng, hồ sơ lô'), ('award', 'Giải thưởng, bình chọn'), ('sample_photo', 'Ảnh sản phẩm mẫu'), ('other', 'Giấy tờ khác')], max_length=24, verbose_name='Loại giấy tờ')),
                ('title', models.CharField(max_length=200, verbose_name='Tên giấy tờ')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='Số')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='Nơi cấp')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='Ngày cấp')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='Có giá trị đến')),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('filed_at', models.DateTimeField(verbose_name='Nộp lúc')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document')),
                ('filed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaced_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='producers.paper')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='producers.producer')),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='producers.product')),
            ],
            options={
                'verbose_name': 'Giấy tờ',
                'verbose_name_plural': 'Giấy tờ',
                'ordering': ['kind', '-filed_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('issued_on__isnull', True), ('valid_until__gte', models.F('issued_on')), _connector='OR'), name='paper_valid_after_issue')],
            },
        ),
        migrations.CreateModel(
            name='Classification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criteria_id', models.CharField(max_length=20, verbose_name='Bộ tiêu chí')),
                ('set_code', models.CharField(max_length=10, verbose_name='Bộ sản phẩm')),
                ('is_current', models.BooleanField(default=True)),
                ('set_at', models.DateTimeField(verbose_name='Phân loại lúc')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='classifications', to='producers.product')),
            ],
            options={
                'verbose_name': 'Phân loại sản phẩm',
                'verbose_name_plural': 'Phân loại sản phẩm',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('product', 'criteria_id'), name='one_current_set_per_law')],
            },
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.CharField(blank=True, max_length=100, verbose_name='Chức vụ')),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến ngày')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='representatives', to='producers.producer')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='representations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Người đại diện',
                'verbose_name_plural': 'Người đại diện',
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('producer', 'user'), name='represents_once_at_a_time'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='representative_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('producers', 'Danh sách chủ thể'), ('products', 'Danh sách sản phẩm')], max_length=10, verbose_name='Loại bảng')),
                ('file_name', models.CharField(max_length=200, verbose_name='Tên tệp')),
                ('header', models.JSONField(verbose_name='Tiêu đề cột')),
                ('rows', models.JSONField(verbose_name='Các dòng')),
                ('choices', models.JSONField(default=dict, verbose_name='Lựa chọn')),
                ('result', models.JSONField(default=dict, verbose_name='Kết quả')),
                ('state', models.CharField(choices=[('preview', 'Đang xem trước'), ('accepted', 'Đã ghi vào hệ thống'), ('dropped', 'Đã bỏ')], default='preview', max_length=8, verbose_name='Trạng thái')),
                ('uploaded_at', models.DateTimeField(verbose_name='Tải lên lúc')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='Xong lúc')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Bảng nhập',
                'verbose_name_plural': 'Bảng nhập',
                'ordering': ['-uploaded_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state', 'preview')), models.Q(models.Q(('state', 'preview'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='settled_batch_has_its_moment')],
            },
        ),
    ]
