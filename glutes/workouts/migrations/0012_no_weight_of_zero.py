from django.db import migrations


def forget_zeros(apps, schema_editor):
    """A weight of 0 is none: pages would show "0 kg"."""
    for name in "WorkoutExercise", "WorkoutSet":
        apps.get_model("workouts", name).objects.filter(load_kg=0).update(load_kg=None)


class Migration(migrations.Migration):
    dependencies = [("workouts", "0011_main_rows_of_an_exercise")]

    operations = [migrations.RunPython(forget_zeros, migrations.RunPython.noop)]
