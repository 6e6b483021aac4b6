from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('workouts', '0002_versions'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='workout',
            name='restored_at',
        ),
    ]
