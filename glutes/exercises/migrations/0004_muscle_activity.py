from django.db import migrations


class Migration(migrations.Migration):
    """A band is made of rubber. What was called one here is a level of muscle activity."""

    dependencies = [("exercises", "0003_own_exercises")]

    operations = [
        migrations.RenameField("exercisemuscle", "band", "activity"),
        migrations.RenameField("exercisemuscle", "loaded_band", "loaded_activity"),
    ]
