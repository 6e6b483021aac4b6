from django.db import migrations, models


class Migration(migrations.Migration):
    """The state of an import that is running is called what the page says of it: coming in."""

    dependencies = [("exchange", "0004_half_sets")]

    operations = [
        migrations.AlterField(
            "import",
            "state",
            models.CharField(
                choices=[
                    ("looked-at", "Not brought in yet"),
                    ("coming-in", "Coming in"),
                    ("in", "Brought in"),
                    ("undone", "Undone"),
                ],
                default="looked-at",
                max_length=9,
            ),
        ),
        migrations.RunSQL(
            "UPDATE exchange_import SET state = 'coming-in' WHERE state = 'going-on'",
            "UPDATE exchange_import SET state = 'going-on' WHERE state = 'coming-in'",
        ),
    ]
