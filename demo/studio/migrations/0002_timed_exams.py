"""Whether a course has timed exams, which matters only while its proctored exams are disabled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("demo_studio", "0001_initial")]

    operations = [
        migrations.AddField("course", "timed_exams_enabled", models.BooleanField(default=True)),
    ]
