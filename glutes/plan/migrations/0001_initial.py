
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('routines', '0002_routine_copied_from'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')])),
                ('time', models.TimeField(blank=True, null=True)),
                ('routine', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='plan_days', to='routines.routine')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_days', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session in the week',
                'verbose_name_plural': 'sessions in the week',
                'ordering': ['weekday', 'time', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('to', models.DateField(blank=True, help_text='Empty: skipped.', null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan_day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='plan.planday')),
            ],
            options={
                'ordering': ['date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Race',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('name', models.CharField(max_length=80)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='races', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['date', 'name'],
            },
        ),
        migrations.CreateModel(
            name='RunDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')])),
                ('kind', models.CharField(choices=[('easy', 'Easy run'), ('hard', 'Hard run'), ('long', 'Long run')], max_length=4)),
                ('time', models.TimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='run_days', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['weekday', 'time', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['since', 'pk'],
                'indexes': [models.Index(fields=['user', 'since'], name='pause_user_since')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='pause_until_after_since', violation_error_message='The last day comes before the first.'), models.UniqueConstraint(fields=('user', 'since'), name='pause_once', violation_error_message='There is a pause from that day already.'), models.UniqueConstraint(condition=models.Q(('until', None)), fields=('user',), name='pause_one_open', violation_error_message='The plan is paused until further notice already.')],
            },
        ),
        migrations.AddIndex(
            model_name='planday',
            index=models.Index(fields=['user', 'weekday'], name='plan_day_user_weekday'),
        ),
        migrations.AddConstraint(
            model_name='planday',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='planday_until_after_since', violation_error_message='The last day comes before the first.'),
        ),
        migrations.AddConstraint(
            model_name='planday',
            constraint=models.CheckConstraint(condition=models.Q(('weekday__range', (0, 6))), name='plan_day_weekday'),
        ),
        migrations.AddConstraint(
            model_name='planday',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('user', 'weekday', 'routine'), name='plan_day_once', violation_error_message='That routine is on this day already.'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.UniqueConstraint(fields=('plan_day', 'date'), name='move_once'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(('to', None), models.Q(('to', models.F('date')), _negated=True), _connector='OR'), name='move_to_another_date', violation_error_message='It is on that day already.'),
        ),
        migrations.AddConstraint(
            model_name='race',
            constraint=models.UniqueConstraint(fields=('user', 'date', 'name'), name='race_once', violation_error_message='That race is on this date already.'),
        ),
        migrations.AddIndex(
            model_name='runday',
            index=models.Index(fields=['user', 'weekday'], name='run_day_user_weekday'),
        ),
        migrations.AddConstraint(
            model_name='runday',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='runday_until_after_since', violation_error_message='The last day comes before the first.'),
        ),
        migrations.AddConstraint(
            model_name='runday',
            constraint=models.CheckConstraint(condition=models.Q(('weekday__range', (0, 6))), name='run_day_weekday'),
        ),
        migrations.AddConstraint(
            model_name='runday',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('user', 'weekday', 'kind'), name='run_day_once', violation_error_message='That run is on this day already.'),
        ),
    ]
