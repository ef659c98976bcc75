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
            name='ChainHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.BigIntegerField(default=0)),
                ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
            options={
                'verbose_name': 'Đầu chuỗi nhật ký',
                'verbose_name_plural': 'Đầu chuỗi nhật ký',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_chain_head')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('content_type', models.CharField(max_length=80, verbose_name='Loại tệp')),
                ('extension', models.CharField(max_length=10, verbose_name='Đuôi tệp')),
                ('size', models.PositiveBigIntegerField(verbose_name='Dung lượng (byte)')),
                ('pages', models.PositiveIntegerField(blank=True, null=True, verbose_name='Số trang')),
                ('width', models.PositiveIntegerField(blank=True, null=True, verbose_name='Rộng (điểm ảnh)')),
                ('height', models.PositiveIntegerField(blank=True, null=True, verbose_name='Cao (điểm ảnh)')),
                ('original_name', models.CharField(max_length=200, verbose_name='Tên tệp gốc')),
                ('path', models.CharField(max_length=120, verbose_name='Nơi lưu')),
                ('uploaded_at', models.DateTimeField(verbose_name='Tải lên lúc')),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Tệp',
                'verbose_name_plural': 'Tệp',
                'ordering': ['-uploaded_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('sha256', 'uploaded_by'), name='document_once_per_owner')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200, verbose_name='Tên giấy tờ')),
                ('is_private', models.BooleanField(default=False, verbose_name='Chỉ nơi giữ bản ghi được mở')),
                ('added_at', models.DateTimeField(verbose_name='Thêm lúc')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='Bỏ lúc')),
                ('removed_why', models.CharField(blank=True, max_length=300, verbose_name='Lý do bỏ')),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='registry.document')),
            ],
            options={
                'verbose_name': 'Giấy tờ kèm theo',
                'verbose_name_plural': 'Giấy tờ kèm theo',
                'ordering': ['subject_type', 'subject_id', 'pk'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='registry_at_subject_168439_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('subject_type', 'subject_id', 'document'), name='attachment_once'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_why', '')), models.Q(('removed_at__isnull', False), models.Q(('removed_why', ''), _negated=True)), _connector='OR'), name='removed_attachment_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='Số thứ tự')),
                ('at', models.DateTimeField(db_index=True, verbose_name='Lúc')),
                ('actor_id', models.BigIntegerField(db_index=True, null=True, verbose_name='Mã người thực hiện')),
                ('actor_name', models.CharField(max_length=150, verbose_name='Người thực hiện')),
                ('actor_post', models.TextField(blank=True, verbose_name='Vai trò')),
                ('act', models.CharField(max_length=80, verbose_name='Việc')),
                ('subject_type', models.CharField(blank=True, max_length=60, verbose_name='Loại đối tượng')),
                ('subject_id', models.CharField(blank=True, max_length=40, verbose_name='Mã đối tượng')),
                ('why', models.TextField(blank=True, verbose_name='Lý do')),
                ('data', models.TextField(default='{}', verbose_name='Dữ liệu')),
                ('prev_hash', models.CharField(max_length=64, verbose_name='Mã băm dòng trước')),
                ('hash', models.CharField(max_length=64, unique=True, verbose_name='Mã băm')),
            ],
            options={
                'verbose_name': 'Dòng nhật ký',
                'verbose_name_plural': 'Nhật ký',
                'ordering': ['seq'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id', 'seq'], name='registry_jo_subject_776301_idx'), models.Index(fields=['act', 'seq'], name='registry_jo_act_2f4fd5_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('seq__gte', 1)), name='journal_starts_at_one')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reaction', models.CharField(max_length=120, verbose_name='Phản ứng')),
                ('state', models.CharField(choices=[('waiting', 'Đang chờ'), ('running', 'Đang chạy'), ('done', 'Đã xong'), ('failed', 'Không thực hiện được')], default='waiting', max_length=10, verbose_name='Trạng thái')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='Số lần thử')),
                ('next_at', models.DateTimeField(verbose_name='Thử lúc')),
                ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='Giữ đến')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='Lỗi gần nhất')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='Xong lúc')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='registry.journalentry')),
            ],
            options={
                'verbose_name': 'Việc nền',
                'verbose_name_plural': 'Việc nền',
                'ordering': ['entry_id', 'pk'],
                'indexes': [models.Index(fields=['state', 'next_at'], name='registry_de_state_efad3a_idx')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'reaction'), name='one_delivery_per_reaction'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='running_delivery_has_a_lease'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_at__isnull', True)), _connector='OR'), name='done_delivery_has_its_moment')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('office_id', models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name='Mã cơ quan')),
                ('kind', models.CharField(choices=[('info', 'Thông tin'), ('todo', 'Việc cần làm'), ('deadline', 'Sắp đến hạn'), ('result', 'Kết quả')], default='info', max_length=10, verbose_name='Loại')),
                ('title', models.CharField(max_length=200, verbose_name='Tiêu đề')),
                ('body', models.TextField(blank=True, verbose_name='Nội dung')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='Địa chỉ')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='Hạn')),
                ('created_at', models.DateTimeField(verbose_name='Lúc')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='Đã xem lúc')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Thông báo',
                'verbose_name_plural': 'Thông báo',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['user', 'read_at', '-created_at'], name='registry_no_user_id_31f1c4_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('user__isnull', False), ('office_id__isnull', False), _connector='OR'), name='notice_has_a_reader')],
            },
        ),
    ]
