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
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'Dãy số hồ sơ',
                'verbose_name_plural': 'Dãy số hồ sơ',
            },
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('first', 'Đăng ký mới'), ('upgrade', 'Nâng hạng'), ('renewal', 'Đánh giá lại')], default='first', max_length=8, verbose_name='Loại hồ sơ')),
                ('criteria_id', models.CharField(max_length=20, verbose_name='Bộ tiêu chí')),
                ('sheet_code', models.CharField(max_length=10, verbose_name='Bộ sản phẩm')),
                ('sheet_hash', models.CharField(blank=True, max_length=64)),
                ('wanted_stars', models.PositiveSmallIntegerField(default=3, verbose_name='Hạng sao mong muốn')),
                ('state', models.CharField(choices=[('draft', 'Đang soạn'), ('lodged', 'Chờ kiểm tra'), ('returned', 'Cần bổ sung'), ('forwarded', 'Chờ tỉnh tiếp nhận'), ('accepted', 'Đủ điều kiện đánh giá'), ('evaluating', 'Hội đồng đang đánh giá'), ('concluded', 'Đã có kết luận'), ('referred', 'Đã trình Trung ương'), ('recognised', 'Đã công nhận'), ('not_recognised', 'Không đạt hạng được công nhận'), ('withdrawn', 'Chủ thể rút hồ sơ')], default='draft', max_length=16, verbose_name='Trạng thái')),
                ('number', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='Số hồ sơ')),
                ('started_at', models.DateTimeField(verbose_name='Bắt đầu lúc')),
                ('lodged_at', models.DateTimeField(blank=True, null=True, verbose_name='Nộp lúc')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='Hạn xử lý')),
                ('samples_received_on', models.DateField(blank=True, null=True, verbose_name='Nhận sản phẩm mẫu ngày')),
                ('proposal_number', models.CharField(blank=True, max_length=60, verbose_name='Số văn bản đề nghị')),
                ('forwarded_at', models.DateTimeField(blank=True, null=True, verbose_name='Chuyển tỉnh lúc')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='Tiếp nhận lúc')),
                ('concluded_at', models.DateTimeField(blank=True, null=True, verbose_name='Kết luận lúc')),
                ('concluded_stars', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Hạng sao kết luận')),
                ('concluded_total', models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True, verbose_name='Điểm kết luận')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='Nguồn của kết quả')),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại từ số liệu')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='producers.producer', verbose_name='Chủ thể')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='producers.product', verbose_name='Sản phẩm')),
                ('reading_office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='read_dossiers', to='offices.office', verbose_name='Nơi nhận')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='programme.round', verbose_name='Đợt')),
            ],
            options={
                'verbose_name': 'Hồ sơ',
                'verbose_name_plural': 'Hồ sơ',
                'ordering': ['-started_at', '-pk'],
                'indexes': [models.Index(fields=['round', 'state'], name='dossiers_do_round_i_b6097c_idx'), models.Index(fields=['reading_office', 'state'], name='dossiers_do_reading_08d271_idx'), models.Index(fields=['producer', 'state'], name='dossiers_do_produce_7fec4d_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'lodged', 'returned', 'forwarded', 'accepted', 'evaluating', 'concluded', 'referred'))), fields=('product',), name='one_running_dossier_per_product'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('state', 'withdrawn'), models.Q(('lodged_at__isnull', False), ('number__isnull', False)), ('is_reconstructed', True), models.Q(('source_url', ''), _negated=True), _connector='OR'), name='lodged_dossier_has_number_and_time'), models.CheckConstraint(condition=models.Q(('concluded_stars__isnull', True), ('concluded_stars__range', (0, 5)), _connector='OR'), name='concluded_stars_0_to_5'), models.CheckConstraint(condition=models.Q(('wanted_stars__range', (3, 5))), name='wanted_stars_3_to_5')],
            },
        ),
        migrations.CreateModel(
            name='CommuneFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.CharField(max_length=24, verbose_name='Nội dung')),
                ('text', models.TextField(max_length=4000, verbose_name='Nhận xét')),
                ('confirmed', models.BooleanField(default=False, verbose_name='Xác nhận đúng như hồ sơ')),
                ('found_at', models.DateTimeField()),
                ('found_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commune_findings', to='dossiers.dossier')),
            ],
            options={
                'verbose_name': 'Đánh giá của UBND cấp xã',
                'verbose_name_plural': 'Đánh giá của UBND cấp xã',
                'constraints': [models.UniqueConstraint(fields=('dossier', 'content'), name='one_finding_per_content')],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('criterion_code', models.CharField(max_length=12, verbose_name='Tiêu chí')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='Ghi chú')),
                ('cited_at', models.DateTimeField()),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='producers.paper')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='dossiers.dossier')),
            ],
            options={
                'verbose_name': 'Viện dẫn',
                'verbose_name_plural': 'Viện dẫn',
                'ordering': ['criterion_code', 'cited_at'],
                'constraints': [models.UniqueConstraint(fields=('dossier', 'paper', 'criterion_code'), name='paper_cited_once_per_criterion')],
            },
        ),
        migrations.CreateModel(
            name='ReturnSlip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('returned_at', models.DateTimeField()),
                ('wanted_by', models.DateField(blank=True, null=True, verbose_name='Bổ sung trước ngày')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='Nộp lại lúc')),
                ('before', models.JSONField(blank=True, default=dict, verbose_name='Nội dung lúc trả')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returns', to='dossiers.dossier')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('returned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Phiếu trả hồ sơ',
                'verbose_name_plural': 'Phiếu trả hồ sơ',
                'ordering': ['-returned_at'],
            },
        ),
        migrations.CreateModel(
            name='ReturnItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=60, verbose_name='Mục cần sửa')),
                ('reason', models.CharField(max_length=30, verbose_name='Lý do')),
                ('clause', models.CharField(blank=True, max_length=120, verbose_name='Căn cứ')),
                ('remedy', models.TextField(max_length=1000, verbose_name='Cách khắc phục')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='Vì sao không sửa')),
                ('slip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='dossiers.returnslip')),
            ],
            options={
                'verbose_name': 'Nội dung cần bổ sung',
                'verbose_name_plural': 'Nội dung cần bổ sung',
            },
        ),
        migrations.CreateModel(
            name='SelfMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criterion_code', models.CharField(max_length=12, verbose_name='Tiêu chí')),
                ('case', models.CharField(blank=True, max_length=20, verbose_name='Trường hợp')),
                ('points', models.PositiveSmallIntegerField(verbose_name='Điểm')),
                ('saved_at', models.DateTimeField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='self_marks', to='dossiers.dossier')),
            ],
            options={
                'verbose_name': 'Điểm tự đánh giá',
                'verbose_name_plural': 'Điểm tự đánh giá',
                'constraints': [models.UniqueConstraint(fields=('dossier', 'criterion_code'), name='one_self_mark_per_criterion')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('text', models.TextField(blank=True, max_length=8000)),
                ('saved_at', models.DateTimeField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='dossiers.dossier')),
            ],
            options={
                'verbose_name': 'Nội dung khai',
                'verbose_name_plural': 'Nội dung khai',
                'constraints': [models.UniqueConstraint(fields=('dossier', 'key'), name='one_statement_per_field')],
            },
        ),
    ]
