import unicodedata

from django.db import migrations, models


def folded(name):
    """As accounts.models.folded."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def fold(apps, schema_editor):
    """Fills in the folded names. Where two are one, whoever came later gets a number, and it is said.

    Until now SQLite took only A to Z for letters with a case: "Änna" and "änna" could both sign up.
    """
    users = apps.get_model("accounts", "User").objects
    names = dict(users.order_by("pk").values_list("pk", "username"))
    every, taken = {folded(name) for name in names.values()}, set()
    for pk, name in names.items():
        own, number = name, 1
        while folded(own) in taken or (number > 1 and folded(own) in every):
            number += 1
            own = f"{name[:55]}-{number}"
        if own != name:
            print(f"Two members were called alike: {name}, who came later, logs in as {own} from now on.")
        taken.add(folded(own))
        users.filter(pk=pk).update(username=own, name_folded=folded(own))


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="user", name="user_name_once"),
        migrations.AddField(
            model_name="user",
            name="name_folded",
            field=models.CharField(editable=False, max_length=180, null=True),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="user",
            name="name_folded",
            field=models.CharField(editable=False, max_length=180, unique=True),
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["key", "at"], name="attempt_key_at")]},
        ),
        # What kept count of log-ins before, django-axes, is no part of this any more.
        *[
            migrations.RunSQL(f"DROP TABLE IF EXISTS axes_{name}", migrations.RunSQL.noop)
            for name in ("accessattemptexpiration", "accessattempt", "accesslog", "accessfailurelog")
        ],
    ]
