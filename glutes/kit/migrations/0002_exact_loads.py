from django.conf import settings
from django.db import migrations

from glutes.columns import LoadColumn, restore_pounds


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('kit', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='kit',
            name='kg',
            field=LoadColumn(blank=True, decimal_places=10, max_digits=13, null=True),
        ),
        restore_pounds('kit', 'Kit', 'kg', 'user__units'),
    ]
