"""Changes to the options of a provider ``p``, and the text of a file with them."""

from proctoring_config.files.read import parse
from proctoring_config.files.setting import find_setting
from proctoring_config.files.source import Source
from proctoring_config.upgrade.changes import FillBody, RenameOption, SetOption
from proctoring_config.upgrade.edit import edit_text

EMAIL = SetOption("p", "requires_escalation_email", True)
RULES = SetOption("p", "show_review_rules", False)
FILL = FillBody("p")
RENAME = RenameOption("p", "SHOW_REVIEW_RULES", "show_review_rules")


def edited_text(text, *changes, name="lms.yml", path=("B",)):
    """The new text of a file."""
    document = parse(Source(name, text))
    return edit_text(document, find_setting(document, path), changes)


def written(text):
    """A text in which EMAIL, RULES and NAME stand for what is written for them."""
    return (
        text.replace("EMAIL", "requires_escalation_email: true")
        .replace("RULES", "show_review_rules: false")
        .replace("NAME", "requires_escalation_email")
    )
