from datetime import UTC, datetime

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0001_imports'),
    ]

    operations = [
        migrations.AddField(
            model_name='importedworkout',
            name='touched_at',
            # Of what came in before: as if it had been edited, so that an undo leaves it alone.
            field=models.DateTimeField(default=datetime(2000, 1, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
    ]
