"""
``proctoring_audit`` over 10^4, 10^5 and 10^6 courses with an exam each, in SQLite files.

The reference is a bare iteration over the same rows in the same pages. Each run is a fresh process, which says how long
it took and how much memory it had at most: the audit's time may grow no faster than the iteration's, and its memory by
no more than 30 MiB.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import Row, compared

ROOT = Path(__file__).parent.parent
RUNS = {10**4: 5, 10**5: 3, 10**6: 1}
MIB = 1024
SETUP = """
import json, os, resource, sys, time
from django.conf import settings
from tests import settings as base
values = {name: getattr(base, name) for name in dir(base) if name.isupper()}
values["DATABASES"] = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]}}
values["PROCTORING_BACKENDS"] = {"DEFAULT": "null", "null": {}, "mock": {"requires_escalation_email": True}}
settings.configure(**values)
import django
django.setup()
from demo.course_overviews.models import CourseOverview
from demo.waffle_utils.models import WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel
from edx_proctoring.models import ProctoredExam, ProctoredExamReviewPolicy
"""
FILL = """
from django.db import connection, transaction
from waffle.models import Flag
with connection.schema_editor() as editor:
    models = (CourseOverview, ProctoredExam, ProctoredExamReviewPolicy, WaffleFlagCourseOverrideModel,
              WaffleFlagOrgOverrideModel, Flag)
    for model in models:
        editor.create_model(model)
count = int(sys.argv[2])
with transaction.atomic(), connection.cursor() as cursor:
    cursor.executemany(
        "INSERT INTO course_overviews_courseoverview (id, org, enable_proctored_exams, proctoring_provider,"
        " proctoring_escalation_email, allow_proctoring_opt_out) VALUES (%s, 'Org', 1, 'mock', %s, 0)",
        ((f"course-v1:Org+C{n:07}+R", None if n % 100 == 0 else "a@example.com") for n in range(count)),
    )
    cursor.executemany(
        "INSERT INTO proctoring_proctoredexam (created, modified, course_id, content_id, exam_name, time_limit_mins,"
        " is_proctored, is_practice_exam, is_active, hide_after_due, backend)"
        " VALUES ('2026-01-01', '2026-01-01', %s, 'exam', 'Final', 60, 1, 0, 1, 0, 'mock')",
        ((f"course-v1:Org+C{n:07}+R",) for n in range(count)),
    )
"""
AUDIT = """
from proctoring_config.audit import Scope, audit
list(audit("default", Scope(courses=("course-v1:Org+C0000001+R",))))  # what only a first run takes
start = time.perf_counter()
run = audit("default", Scope())
found = sum(1 for finding in run)
assert (run.courses, found) == (int(sys.argv[2]), int(sys.argv[2]) // 100)
"""
BARE = """
from django.db.models import CharField, ExpressionWrapper, F
rows = CourseOverview.objects.annotate(key=ExpressionWrapper(F("pk"), CharField())).order_by("key")
rows = rows.values_list("key", "org", "proctoring_provider", "proctoring_escalation_email")
exams = ProctoredExam.objects.values_list("course_id", "content_id", "backend")
list(exams.filter(course_id__in=[row[0] for row in rows[:1]]))  # what only a first run takes
start = time.perf_counter()
page, seen = list(rows[:500]), 0
while page:
    keys = [row[0] for row in page]
    for exam in exams.filter(course_id__in=keys):
        seen += 1
    page = list(rows.filter(key__gt=keys[-1])[:500])
assert seen == int(sys.argv[2])
"""
REPORT = """
print(json.dumps([time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


@dataclass(frozen=True)
class MemoryRow:
    """A line of the table: peak memory in KiB with few and with many courses, and the growth in relation to 30 MiB."""

    what: str
    few: int
    many: int
    target: float = 1.0

    @property
    def ratio(self) -> float:
        """How much of the permitted growth there was."""
        return (self.many - self.few) / (30 * MIB)

    def __str__(self) -> str:
        verdict = f"at most {self.target}: {'yes' if self.ratio <= self.target else 'NO'}"
        few, many = (f"{size / MIB:.1f} MiB" for size in (self.few, self.many))
        return f"{self.what:<58} {many:>10} {few:>10} {self.ratio:7.2f}  {verdict}"


def rows() -> Iterator[Row | MemoryRow]:
    """Measure each number of courses, then how time and memory grew."""
    measured: dict[int, Row] = {}
    memory: dict[int, tuple[int, int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for count, runs in RUNS.items():
            file = os.path.join(folder, "courses.sqlite3")
            Path(file).unlink(missing_ok=True)
            _run(SETUP + FILL, file, count)
            pairs = [[_run(SETUP + code + REPORT, file, count) for code in (AUDIT, BARE)] for _ in range(runs)]
            ours, bare = zip(*pairs, strict=True)
            what = f"audit of {count:,} courses, with a bare iteration"
            measured[count] = compared(what, [one[0] for one in ours], [one[0] for one in bare])
            memory[count] = max(one[1] for one in ours), max(one[1] for one in bare)
            yield measured[count]
            yield MemoryRow(f"  its peak memory, with the iteration's, {count:,}", memory[count][1], memory[count][0])
    few, many = min(RUNS), max(RUNS)
    grown = measured[many].ours / measured[few].ours, measured[many].reference / measured[few].reference
    yield Row(f"  its time {few:,} -> {many:,}, as factors", *grown, grown[0] / grown[1], 1.15)
    yield MemoryRow(f"  its peak memory {few:,} -> {many:,}", memory[few][0], memory[many][0])


def _run(code: str, file: str, count: int) -> list:
    command = [sys.executable, "-c", code, file, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout else []
