"""Forms for the settings of a course and of an exam, for use in any Django view."""

from proctoring_config.studio.forms.course import CourseSettingsForm
from proctoring_config.studio.forms.exam import ExamSettingsForm

__all__ = ["CourseSettingsForm", "ExamSettingsForm"]
