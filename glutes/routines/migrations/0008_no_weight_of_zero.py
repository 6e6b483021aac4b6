from django.db import migrations


def forget_zeros(apps, schema_editor):
    """A weight of 0 is none: pages would show "0 kg"."""
    apps.get_model("routines", "Prescription").objects.filter(load_kg=0).update(load_kg=None)


class Migration(migrations.Migration):
    dependencies = [("routines", "0007_no_index_twice")]

    operations = [migrations.RunPython(forget_zeros, migrations.RunPython.noop)]
