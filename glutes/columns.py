"""Columns that several apps use: a load, exactly as it was typed."""

from django.db import migrations, models

from glutes.rules.units import DIGITS, plain, restored


class LoadColumn(models.DecimalField):
    """A load in kg, exactly as it was typed in kilograms or pounds (rules/units.py); null: no load."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"null": True, "blank": True, **DIGITS, **kwargs})

    def from_db_value(self, value, expression, connection):
        """Returns the stored number without trailing zeros: 12.5, not 12.5000000000."""
        return value if value is None else plain(value)


def restore_pounds(*names):
    """A step for a migration: restores loads that were typed in pounds and then rounded to the gram.

    `names`: the app, the model, the field, and the lookup of the user's units. Changes rows of users of pounds only.
    """
    app, model, field, units = names

    def forwards(apps, schema_editor):
        rows = apps.get_model(app, model).objects.using(schema_editor.connection.alias)
        loads = rows.filter(**{units: "lb", f"{field}__gt": 0}).order_by().values_list(field, flat=True).distinct()
        for kg in list(loads):
            exact = restored(kg)
            if exact:
                rows.filter(**{units: "lb", field: kg}).update(**{field: exact})

    return migrations.RunPython(forwards, migrations.RunPython.noop)
