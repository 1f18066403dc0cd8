"""The forms of a course and of an exam, for any Django view."""

from proctoring_config.studio.forms.course import CourseSettingsForm
from proctoring_config.studio.forms.exam import ExamSettingsForm

__all__ = ["CourseSettingsForm", "ExamSettingsForm"]
