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
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('producer', 'Chủ thể OCOP'), ('office', 'Cơ quan, đơn vị'), ('person', 'Cá nhân')], max_length=10, verbose_name='Đối tượng')),
                ('person_name', models.CharField(blank=True, max_length=150, verbose_name='Họ và tên')),
                ('workplace', models.CharField(blank=True, max_length=200, verbose_name='Chức vụ, nơi làm việc')),
                ('achievement', models.TextField(max_length=4000, verbose_name='Thành tích')),
                ('proposed_form', models.CharField(choices=[('merit', 'Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh'), ('flag', 'Cờ thi đua của Ủy ban nhân dân tỉnh'), ('letter', 'Giấy khen'), ('other', 'Hình thức khác')], max_length=10, verbose_name='Hình thức đề nghị')),
                ('state', models.CharField(choices=[('draft', 'Đang soạn'), ('sent', 'Đã gửi'), ('rewarded', 'Được khen thưởng'), ('not_rewarded', 'Chưa được khen thưởng')], default='draft', max_length=14, verbose_name='Trạng thái')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='Gửi lúc')),
                ('folded', models.CharField(default='', editable=False, max_length=400)),
                ('nominated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reward_nominations', to='offices.office')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('producer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reward_nominations', to='producers.producer')),
            ],
            options={
                'verbose_name': 'Đề nghị khen thưởng',
                'verbose_name_plural': 'Đề nghị khen thưởng',
                'ordering': ['round', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'producer'), ('office__isnull', True), ('person_name', ''), ('producer__isnull', False)), models.Q(('kind', 'office'), ('office__isnull', False), ('person_name', ''), ('producer__isnull', True)), models.Q(('kind', 'person'), ('office__isnull', True), ('producer__isnull', True), models.Q(('person_name', ''), _negated=True)), _connector='OR'), name='nominee_is_one_of_three')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommends', models.BooleanField(verbose_name='Đề nghị khen thưởng')),
                ('remark', models.TextField(max_length=2000, verbose_name='Nhận xét')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='rewards.nomination')),
            ],
            options={
                'verbose_name': 'Nhận xét đề nghị',
                'verbose_name_plural': 'Nhận xét đề nghị',
                'ordering': ['nomination', '-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RewardDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('number', models.CharField(max_length=60, verbose_name='Số quyết định')),
                ('signed_on', models.DateField(verbose_name='Ngày ký')),
                ('recorded_at', models.DateTimeField()),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.document')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='Cơ quan ký')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Quyết định khen thưởng',
                'verbose_name_plural': 'Quyết định khen thưởng',
                'ordering': ['-signed_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('office', 'number', 'signed_on'), name='reward_decision_once')],
            },
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('merit', 'Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh'), ('flag', 'Cờ thi đua của Ủy ban nhân dân tỉnh'), ('letter', 'Giấy khen'), ('other', 'Hình thức khác')], max_length=10, verbose_name='Hình thức')),
                ('basis', models.JSONField(blank=True, default=list, verbose_name='Minh chứng lúc quyết định')),
                ('nomination', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='award', to='rewards.nomination')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='rewards.rewarddecision')),
            ],
            options={
                'verbose_name': 'Khen thưởng',
                'verbose_name_plural': 'Khen thưởng',
                'ordering': ['decision', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RewardRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('year', 'Hằng năm'), ('period', 'Tổng kết giai đoạn')], max_length=10, verbose_name='Loại đợt')),
                ('name', models.CharField(max_length=200, verbose_name='Tên đợt')),
                ('covers_from', models.DateField(verbose_name='Xét thành tích từ ngày')),
                ('covers_to', models.DateField(verbose_name='Xét thành tích đến ngày')),
                ('opens_on', models.DateField(verbose_name='Nhận đề nghị từ ngày')),
                ('closes_on', models.DateField(verbose_name='Nhận đề nghị đến hết ngày')),
                ('state', models.CharField(choices=[('open', 'Đang nhận đề nghị'), ('reviewing', 'Đang xét'), ('decided', 'Đã quyết định')], default='open', max_length=10, verbose_name='Trạng thái')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='Kết thúc lúc')),
                ('is_sample', models.BooleanField(default=False, verbose_name='Dữ liệu mẫu')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reward_rounds', to='offices.office', verbose_name='Cơ quan tổ chức')),
            ],
            options={
                'verbose_name': 'Đợt khen thưởng',
                'verbose_name_plural': 'Đợt khen thưởng',
                'ordering': ['-opens_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('office', 'kind', 'covers_to'), name='reward_round_once'), models.CheckConstraint(condition=models.Q(('opens_on__lte', models.F('closes_on'))), name='reward_round_closes_after_opening'), models.CheckConstraint(condition=models.Q(('covers_from__lte', models.F('covers_to'))), name='reward_round_covers_forward'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'decided')), models.Q(models.Q(('state', 'decided'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='reward_round_decided_has_its_moment')],
            },
        ),
        migrations.AddField(
            model_name='rewarddecision',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='rewards.rewardround'),
        ),
        migrations.AddField(
            model_name='nomination',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='rewards.rewardround'),
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=ocop.kit.ids.new_public_id, editable=False, max_length=12, unique=True)),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='Thứ tự')),
                ('text', models.CharField(max_length=300, verbose_name='Tiêu chí')),
                ('kind', models.CharField(choices=[('weight', 'Chấm điểm'), ('yes_no', 'Đạt hoặc không đạt')], max_length=10, verbose_name='Cách xét')),
                ('weight', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Điểm tối đa')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='rewards.rewardround')),
            ],
            options={
                'verbose_name': 'Tiêu chí khen thưởng',
                'verbose_name_plural': 'Tiêu chí khen thưởng',
                'ordering': ['round', 'ordinal'],
                'constraints': [models.UniqueConstraint(fields=('round', 'ordinal'), name='reward_criterion_once_per_place'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'weight'), ('weight__gte', 1)), models.Q(('kind', 'yes_no'), ('weight__isnull', True)), _connector='OR'), name='reward_criterion_has_weight_or_is_yes_no')],
            },
        ),
        migrations.CreateModel(
            name='ReviewMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Điểm')),
                ('met', models.BooleanField(blank=True, null=True, verbose_name='Đạt')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rewards.criterion')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='rewards.review')),
            ],
            options={
                'verbose_name': 'Ý kiến theo tiêu chí',
                'ordering': ['review', 'criterion__ordinal'],
                'constraints': [models.UniqueConstraint(fields=('review', 'criterion'), name='review_mark_once'), models.CheckConstraint(condition=models.Q(models.Q(('met__isnull', True), ('points__isnull', False)), models.Q(('met__isnull', False), ('points__isnull', True)), _connector='OR'), name='review_mark_is_points_or_met')],
            },
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(fields=('round', 'producer'), name='producer_nominated_once'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(fields=('round', 'office'), name='office_nominated_once'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'person')), fields=('round', 'folded'), name='person_nominated_once'),
        ),
    ]
