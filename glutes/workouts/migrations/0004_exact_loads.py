from django.conf import settings
from django.db import migrations

from glutes.columns import LoadColumn, restore_pounds


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('workouts', '0003_remove_restored_at'),
    ]

    operations = [
        migrations.AlterField(
            model_name='workoutexercise',
            name='load_kg',
            field=LoadColumn(blank=True, decimal_places=10, max_digits=13, null=True),
        ),
        migrations.AlterField(
            model_name='workoutset',
            name='load_kg',
            field=LoadColumn(blank=True, decimal_places=10, max_digits=13, null=True),
        ),
        restore_pounds('workouts', 'WorkoutExercise', 'load_kg', 'user__units'),
        restore_pounds('workouts', 'WorkoutSet', 'load_kg', 'user__units'),
    ]
