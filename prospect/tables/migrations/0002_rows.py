"""Rows of a table in a table of their own; what was sent before and not taken over is sent again."""

import django.db.models.deletion
from django.db import migrations, models

OUTCOMES = [("new", "New"), ("changed", "Changed"), ("same", "Same"), ("refused", "Refused")]


def forget_half_done(apps, schema_editor):
    apps.get_model("tables", "Upload").objects.exclude(state="taken").delete()


class Migration(migrations.Migration):
    dependencies = [("tables", "0001_uploads")]

    operations = [
        migrations.RunPython(forget_half_done, migrations.RunPython.noop),
        migrations.RemoveField(model_name="upload", name="rows"),
        migrations.AddField(
            model_name="upload", name="total", field=models.PositiveIntegerField(default=0)
        ),
        migrations.CreateModel(
            name="Row",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField(default=0)),
                ("line", models.PositiveIntegerField()),
                ("key", models.CharField(blank=True, max_length=100)),
                ("outcome", models.CharField(choices=OUTCOMES, default="same", max_length=10)),
                ("number", models.PositiveIntegerField(default=0)),
                ("content", models.JSONField(default=dict)),
                ("changes", models.JSONField(default=list)),
                ("faults", models.JSONField(default=list)),
                ("why", models.TextField(blank=True)),
                ("done", models.BooleanField(default=False)),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="tables.upload",
                    ),
                ),
            ],
            options={
                "db_table": "upload_rows",
                "ordering": ("upload", "place"),
                "constraints": [
                    models.UniqueConstraint(fields=("upload", "place"), name="one_row_a_place")
                ],
            },
        ),
    ]
