import django.db.models.deletion
import django.db.models.functions.comparison
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class CreateOrTakeOver(migrations.CreateModel):
    """Creates the model's table, or renames the one that stands there already, with its rows.

    Before there was an app of this name its tables were made by the first migration of accounts, which no longer
    makes them. A database from that time has accounts_kit, accounts_exercisewish and accounts_easierweek. Backwards,
    the tables get those names again, so that nothing is lost.
    """

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.name)
        before = f"accounts_{self.name_lower}"
        if before in schema_editor.connection.introspection.table_names():
            schema_editor.alter_db_table(model, before, model._meta.db_table)
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.name)
        schema_editor.alter_db_table(model, model._meta.db_table, f"accounts_{self.name_lower}")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('exercises', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateOrTakeOver(
            name='EasierWeek',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='easier_weeks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'easier week',
                'ordering': ['since'],
                'constraints': [models.UniqueConstraint(fields=('user', 'since'), name='easier_week_once')],
            },
        ),
        CreateOrTakeOver(
            name='ExerciseWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_written', models.BooleanField(default=False, verbose_name='Keep it as my routine says')),
                ('sides', models.CharField(blank=True, choices=[('', 'The weaker side first'), ('left-first', 'Left always first'), ('right-first', 'Right always first'), ('left-only', 'Only left: right pauses'), ('right-only', 'Only right: left pauses')], max_length=11, verbose_name='Left and right')),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='exercises.exercise')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wish for an exercise',
                'verbose_name_plural': 'wishes for exercises',
                'ordering': ['exercise__slug'],
                'constraints': [models.UniqueConstraint(fields=('user', 'exercise'), name='exercise_wish_once'), models.CheckConstraint(condition=models.Q(('sides__in', ['', 'left-first', 'right-first', 'left-only', 'right-only'])), name='exercise_wish_sides', violation_error_message='Left first, right first, only left or only right.')],
            },
        ),
        CreateOrTakeOver(
            name='Kit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(blank=True, help_text='What the user calls it: the blue one.', max_length=40)),
                ('kg', models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True)),
                ('band', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – very light'), (2, '2 – light'), (3, '3 – medium'), (4, '4 – strong'), (5, '5 – very strong')], null=True)),
                ('equipment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='exercises.equipment')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kit', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'thing at home',
                'verbose_name_plural': 'things at home',
                'ordering': ['equipment__position', 'equipment__slug', 'kg', 'band', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('user'), models.F('equipment'), django.db.models.functions.comparison.Coalesce('kg', Decimal('-1')), django.db.models.functions.comparison.Coalesce('band', 0), models.F('label'), name='kit_once', violation_error_message='You have that one already.'), models.CheckConstraint(condition=models.Q(('kg', None), models.Q(('band', None), ('kg__gt', 0), ('kg__lte', 500)), _connector='OR'), name='kit_kg_sane', violation_error_message='A weight is more than 0 and at most 500 kg.'), models.CheckConstraint(condition=models.Q(('band', None), ('band__range', (1, 5)), _connector='OR'), name='kit_band_1_to_5', violation_error_message="A band's strength is 1 to 5.")],
            },
        ),
    ]
