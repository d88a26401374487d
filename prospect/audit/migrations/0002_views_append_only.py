"""Counts of public views; and events that the database itself neither changes nor removes."""

from django.db import migrations, models


def hold(apps, schema_editor):
    """Let the database refuse; on SQLite a later migration of the table must do this again."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            """CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON audit_event
            BEGIN SELECT RAISE(ABORT, 'the log of decisions is only ever added to'); END"""
        )
        schema_editor.execute(
            """CREATE TRIGGER events_are_not_removed BEFORE DELETE ON audit_event
            BEGIN SELECT RAISE(ABORT, 'the log of decisions is only ever added to'); END"""
        )
        return
    schema_editor.execute(
        """CREATE FUNCTION refuse_change_of_events() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the log of decisions is only ever added to'; END $$"""
    )
    schema_editor.execute(
        """CREATE TRIGGER events_are_only_added BEFORE UPDATE OR DELETE ON audit_event
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_events()"""
    )


def let_go(apps, schema_editor):
    """Take the triggers away again."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER events_are_not_changed")
        schema_editor.execute("DROP TRIGGER events_are_not_removed")
        return
    schema_editor.execute("DROP TRIGGER events_are_only_added ON audit_event")
    schema_editor.execute("DROP FUNCTION refuse_change_of_events()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
            ],
            options={"db_table": "tallies"},
        ),
        migrations.CreateModel(
            name="Views",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("key", models.CharField(max_length=100)),
                ("day", models.DateField(db_index=True)),
                ("number", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "views",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key", "day"), name="one_count_a_page_and_day"
                    )
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="event",
            options={"base_manager_name": "objects", "ordering": ("-happened_at", "-pk")},
        ),
        migrations.AlterField(
            model_name="event",
            name="subject",
            field=models.CharField(db_index=True, max_length=200),
        ),
        migrations.RunPython(hold, let_go),
    ]
