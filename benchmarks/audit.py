"""
Measure ``proctoring_audit`` with 10^4, 10^5 and 10^6 courses with one exam each, in SQLite files.

The reference runs the same queries for courses and exams and iterates over their rows without checking anything. No
two courses have the same escalation email, so every email is validated. Each run is a new process that reports its
processor time and its peak memory. The audit may take three times as long as the iteration, its time must not grow
faster, and its memory must not grow by more than 30 MiB.
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

from benchmarks.timing import Row, compared, line

ROOT = Path(__file__).parent.parent
RUNS = {10**4: 5, 10**5: 3, 10**6: 1}
MIB = 1024  # Linux reports KiB
PERMITTED = 30 * MIB
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
import gc
gc.freeze()  # collecting all imported objects takes longer than ten thousand courses
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
        ((f"course-v1:Org+C{n:07}+R", None if n % 100 == 0 else f"exams{n}@example.com") for n in range(count)),
    )
    cursor.executemany(
        "INSERT INTO proctoring_proctoredexam (created, modified, course_id, content_id, exam_name, time_limit_mins,"
        " is_proctored, is_practice_exam, is_active, hide_after_due, backend)"
        " VALUES ('2026-01-01', '2026-01-01', %s, 'exam', 'Final', 60, 1, 0, 1, 0, 'mock')",
        ((f"course-v1:Org+C{n:07}+R",) for n in range(count)),
    )
"""
AUDIT = """
from proctoring_config.audit import Audit, Scope
list(Audit("default", Scope(courses=("course-v1:Org+C0000001+R",))))  # warm-up
start = time.process_time()
run = Audit("default", Scope())
found = sum(1 for finding in run)
assert (run.courses, found) == (int(sys.argv[2]), int(sys.argv[2]) // 100)
"""
BARE = """
from proctoring_config.audit.connection import read_only
from proctoring_config.audit.queries import CourseReader, read_pages
from proctoring_config.audit.rules import read_instance
from proctoring_config.audit import Scope
with read_only("default"):
    reader = CourseReader("default", Scope(), read_instance())
    list(reader.exam_rows([row[0] for row in reader.course_rows()[:1]]))  # warm-up
    start = time.process_time()
    seen = 0
    for page in read_pages(reader.course_rows(), "key"):
        for exam in reader.exam_rows([row[0] for row in page]):
            seen += 1
    assert seen == int(sys.argv[2])
"""
REPORT = """
print(json.dumps([time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


@dataclass(frozen=True)
class GrowthRow:
    """A row whose values are not times: ours and the reference as text, and their ratio."""

    what: str
    ours: str
    reference: str
    ratio: float
    target: float | None = None

    def __str__(self) -> str:
        return line(self.what, self.ours, self.reference, self.ratio, self.target)


def rows() -> Iterator[Row | GrowthRow]:
    """Yield rows for each number of courses, and rows for the growth of time and memory."""
    times: dict[int, Row] = {}
    memory: dict[int, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        for count, runs in RUNS.items():
            file = os.path.join(folder, f"{count}.sqlite3")
            _run(SETUP + FILL, file, count)
            pairs = [[_run(SETUP + code + REPORT, file, count) for code in (AUDIT, BARE)] for _ in range(runs)]
            ours, bare = zip(*pairs, strict=True)
            what = f"audit of {count:,} courses vs. plain iteration"
            yield (row := compared(what, [time for time, _ in ours], [time for time, _ in bare], target=3.0))
            times[count], memory[count] = row, max(size for _, size in ours)
            yield _memory(f"  peak memory, {count:,} courses", memory[count], max(size for _, size in bare))
    few, many = min(RUNS), max(RUNS)
    grown = times[many].ours / times[few].ours
    bare_grown = times[many].reference / times[few].reference
    what = f"  growth of time, {few:,} to {many:,}"
    yield GrowthRow(what, f"{grown:.0f}-fold", f"{bare_grown:.0f}-fold", grown / bare_grown, 1.15)
    yield GrowthRow(
        f"  growth of peak memory, {few:,} to {many:,}",
        f"{(memory[many] - memory[few]) / MIB:.1f} MiB",
        f"{PERMITTED // MIB} MiB",
        (memory[many] - memory[few]) / PERMITTED,
        1.0,
    )


def _memory(what: str, ours: int, bare: int) -> GrowthRow:
    return GrowthRow(what, f"{ours / MIB:.1f} MiB", f"{bare / MIB:.1f} MiB", ours / bare)


def _run(code: str, file: str, count: int) -> list:
    command = [sys.executable, "-c", code, file, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout else []
