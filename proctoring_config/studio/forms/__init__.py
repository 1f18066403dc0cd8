"""
Forms for the settings of a course and of an exam, for use in any Django view.

Render the hidden fields ``version`` and ``seen`` as well. They contain what the author saw, so that ``save`` can merge
the changes of several authors. Without ``version``, ``save`` takes values that differ from the stored ones for a
conflict.

If ``save`` returns ``False``, ``errors`` contains the reason, and nothing was saved. If someone else has changed the
same fields, ``differences`` lists them with both values, and the author can save again.
"""

from proctoring_config.studio.forms.course import CourseSettingsForm
from proctoring_config.studio.forms.exam import ExamSettingsForm

__all__ = ["CourseSettingsForm", "ExamSettingsForm"]
