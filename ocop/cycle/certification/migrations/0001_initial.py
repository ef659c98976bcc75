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
        ('producers', '0001_initial'),
        ('programme', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProductCodeSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'Dãy số mã sản phẩm',
                'verbose_name_plural': 'Dãy số mã sản phẩm',
            },
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('stars', models.PositiveSmallIntegerField(verbose_name='Hạng sao')),
                ('year', models.PositiveSmallIntegerField(verbose_name='Năm đánh giá')),
                ('valid_from', models.DateField(verbose_name='Có hiệu lực từ')),
                ('valid_until', models.DateField(verbose_name='Có hiệu lực đến hết ngày')),
                ('state', models.CharField(choices=[('granted', 'Đã công nhận'), ('suspended', 'Tạm dừng'), ('withdrawn', 'Đã thu hồi')], default='granted', max_length=10)),
                ('product_code', models.CharField(blank=True, max_length=40, verbose_name='Mã sản phẩm OCOP')),
                ('basis', models.JSONField(blank=True, null=True)),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='Nguồn công khai')),
                ('dates_are_estimated', models.BooleanField(default=False, verbose_name='Ngày ước theo năm')),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại từ số liệu')),
                ('is_trial', models.BooleanField(default=False, verbose_name='Đợt thử')),
                ('dossier', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recognition', to='dossiers.dossier')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='producers.product')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='certification.recognition')),
            ],
            options={
                'verbose_name': 'Công nhận',
                'verbose_name_plural': 'Công nhận',
                'ordering': ['-valid_from', '-pk'],
                'indexes': [models.Index(fields=['product', '-valid_from'], name='certificati_product_3a4161_idx'), models.Index(fields=['valid_until'], name='certificati_valid_u_69d530_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stars__range', (3, 5))), name='recognised_stars_3_to_5'), models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('valid_from'))), name='recognition_runs_forward'), models.CheckConstraint(condition=models.Q(('basis__isnull', False), models.Q(('source_url', ''), _negated=True), ('is_reconstructed', True), _connector='OR'), name='recognition_has_basis_or_source')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('code', models.CharField(max_length=16, unique=True, verbose_name='Mã kiểm tra')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='Số giấy chứng nhận')),
                ('issued_on', models.DateField(verbose_name='Ngày cấp')),
                ('face', models.JSONField(default=dict, verbose_name='Nội dung in trên giấy')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document')),
                ('recognition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='certification.recognition')),
            ],
            options={
                'verbose_name': 'Giấy chứng nhận',
                'verbose_name_plural': 'Giấy chứng nhận',
            },
        ),
        migrations.CreateModel(
            name='RecognitionDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('number', models.CharField(max_length=60, verbose_name='Số quyết định')),
                ('signed_on', models.DateField(verbose_name='Ngày ký')),
                ('signer', models.CharField(blank=True, max_length=150, verbose_name='Người ký')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='Nguồn')),
                ('recorded_at', models.DateTimeField()),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại từ số liệu')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='offices.office', verbose_name='Cơ quan ký')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='programme.round')),
            ],
            options={
                'verbose_name': 'Quyết định công nhận',
                'verbose_name_plural': 'Quyết định công nhận',
                'ordering': ['-signed_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('office', 'number', 'signed_on'), name='decision_once')],
            },
        ),
        migrations.AddField(
            model_name='recognition',
            name='decision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='certification.recognitiondecision'),
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('letter_number', models.CharField(blank=True, max_length=60, verbose_name='Số văn bản')),
                ('sent_on', models.DateField(verbose_name='Ngày gửi')),
                ('state', models.CharField(choices=[('sent', 'Đã gửi Trung ương'), ('recognised', 'Trung ương công nhận 5 sao'), ('returned', 'Trung ương chấm dưới 90 điểm')], default='sent', max_length=10)),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='Ngày trả lời')),
                ('central_total', models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True, verbose_name='Điểm Trung ương')),
                ('answer_note', models.TextField(blank=True, max_length=2000, verbose_name='Ghi chú')),
                ('is_reconstructed', models.BooleanField(default=False, verbose_name='Dựng lại từ số liệu')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='referral', to='dossiers.dossier')),
                ('to_office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='offices.office', verbose_name='Gửi tới')),
            ],
            options={
                'verbose_name': 'Hồ sơ trình Trung ương',
                'verbose_name_plural': 'Hồ sơ trình Trung ương',
            },
        ),
        migrations.CreateModel(
            name='StandingChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to_state', models.CharField(choices=[('granted', 'Đã công nhận'), ('suspended', 'Tạm dừng'), ('withdrawn', 'Đã thu hồi')], max_length=10)),
                ('ground', models.CharField(blank=True, choices=[('forged', 'Hồ sơ giả mạo, không trung thực'), ('criteria', 'Không còn đáp ứng tiêu chí'), ('breach', 'Vi phạm pháp luật về chất lượng, an toàn thực phẩm, môi trường, sở hữu trí tuệ, nhãn'), ('mark_misuse', 'Sử dụng sai nhãn hiệu OCOP'), ('stopped', 'Ngừng sản xuất'), ('other_agency', 'Theo kết luận của cơ quan có thẩm quyền'), ('not_renewed', 'Không đánh giá lại khi hết hạn')], max_length=14, verbose_name='Căn cứ')),
                ('reason', models.TextField(max_length=2000, verbose_name='Lý do')),
                ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='Số quyết định')),
                ('effective_on', models.DateField(verbose_name='Từ ngày')),
                ('recorded_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recognition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standing_changes', to='certification.recognition')),
            ],
            options={
                'verbose_name': 'Thay đổi hiệu lực',
                'verbose_name_plural': 'Thay đổi hiệu lực',
                'ordering': ['effective_on', 'pk'],
            },
        ),
    ]
