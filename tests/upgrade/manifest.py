"""What the command ``upgrade`` is to make of each file of the corpus."""

from pathlib import Path
from typing import NamedTuple

from proctoring_config.options import REQUIRES_ESCALATION_EMAIL, SHOW_REVIEW_RULES

CORPUS = Path(__file__).parent / "corpus"
SETTING = "PROCTORING_BACKENDS"
EXPECTED = ".expected"
EMAIL, RULES = REQUIRES_ESCALATION_EMAIL.name, SHOW_REVIEW_RULES.name


class Case(NamedTuple):
    """
    A file, what the flag was for its instance (``None``: not uniform), and where the setting stands.

    Edited files have what they are to become next to them, as ``<name>.expected``. ``undecided``: how many things are
    said to be. ``kept``: options that the operator has set otherwise than the old release had them, which stays so.
    ``reason`` why a file is not edited, and the ``form`` of its snippet.
    """

    name: str
    flag: str | None = "hidden"
    key: str = SETTING
    undecided: int = 0
    kept: frozenset = frozenset()
    reason: str | None = None
    form: str = "yaml"

    @property
    def path(self):
        """The keys that lead to the setting."""
        return tuple(self.key.split("."))

    @property
    def shown(self):
        """Whether the old release showed the vendor's review rules; ``None``: that is not known."""
        return None if self.flag is None else self.flag == "shown"


def _kept(*options):
    return frozenset(options)


def _refused(name, reason, form="yaml", key=SETTING):
    return Case(name, key=key, reason=reason, form=form)


EDITED = (
    Case("plain.yml"),
    Case("all_options.yml"),
    Case("anchor_harmless.yml"),
    Case("ansible_group_vars.yml", key="all.vars.EDXAPP_PROCTORING_BACKENDS"),
    Case("ansible_vars.yml", key="EDXAPP_PROCTORING_BACKENDS"),
    Case("block_scalars.yml"),
    Case("blocks_in_comments_around.yml"),
    Case("bom.yml"),
    Case("both_quotes_and_none.yml"),
    Case("comments.env.json"),
    Case("comments_everywhere.yml"),
    Case("consul_quoted.yml"),
    Case("crlf.env.json"),
    Case("crlf.yml"),
    Case("document_markers.yml"),
    Case("double_quotes.yml"),
    Case("duplicate_elsewhere.yml"),
    Case("empty_bodies.env.json"),
    Case("empty_bodies.yml"),
    Case("empty_bodies_indented.yml"),
    Case("empty_options.yml"),
    Case("escaped.env.json"),
    Case("flow_body_in_block.yml"),
    Case("flow_empty_body.yml"),
    Case("flow_one_line.yml"),
    Case("flow_several_lines.yml"),
    Case("flow_trailing_commas.yml"),
    Case("helm_values.yaml", key="openedx.settings.PROCTORING_BACKENDS"),
    Case("inline_vault.yml", key="EDXAPP_PROCTORING_BACKENDS"),
    Case("json_in_yaml.yml"),
    Case("long_lines.yml"),
    Case("lti_listed.yml"),
    Case("merge_of_defaults.yml"),
    Case("merge_only.yml"),
    Case("minified.env.json"),
    Case("misspelled.yml", kept=_kept(("mock", RULES))),
    Case("mixed_line_endings.yml"),
    Case("nested.yml", key="deployments.production.edxapp.settings.PROCTORING_BACKENDS"),
    Case("nine_spaces.yml"),
    Case("no_final_newline.yml"),
    Case("no_final_newline_empty_body.yml"),
    Case("non_ascii.yml"),
    Case("null_key.yml"),
    Case("null_key_and_vendor.yml"),
    Case("null_key_flow.yml"),
    Case("pair/cms.yml"),
    Case("pair/lms.yml"),
    Case("placeholder_as_option.yml", kept=_kept(("proctortrack", EMAIL))),
    Case("quoted_placeholders.yml"),
    Case("rules_shown.yml", flag="shown"),
    Case("rules_unknown.yml", flag=None, undecided=1),
    Case("single_quotes.yml"),
    Case("tabs.env.json"),
    Case("unknown_tags.yml"),
    Case("upper_case.yml"),
    Case("upper_case_string.yml"),
    Case("values_over_several_lines.yml"),
    Case("words_for_booleans.yml"),
)

DONE = (
    Case("already.yml"),
    Case("already_otherwise.yml", kept=_kept(("proctortrack", EMAIL), ("proctortrack", RULES))),
    Case("another_vendor.yml"),
    Case("only_default.yml"),
)

#: Read, but not edited; the changes are known.
REFUSED = (
    _refused("alias_as_body.yml", "line 6: an alias (*), which is shared"),
    _refused("anchor_used_elsewhere.yml", "line 3: an anchor (&): other places that use it would also change"),
    _refused("blocks_in_comments.yml", "line 6: a template's block in a comment, among the options"),
    _refused("duplicate_provider.yml", "line 5: a duplicate key: remove one of them"),
    _refused(
        "lms_and_studio_share.yml",
        "line 2: an anchor (&): other places that use it would also change",
        key="lms.PROCTORING_BACKENDS",
    ),
    _refused(
        "merge_of_settings.yml",
        "line 5: the value to change comes from a merge (<<) or an alias (*)",
        key="lms.PROCTORING_BACKENDS",
    ),
    _refused("question_mark.yml", "line 3: a key after a question mark"),
    _refused("configmap.yaml", "a text inside another file"),
    _refused("settings_module.py", "a Python module", "python"),
    _refused("sops.yml", "encrypted with SOPS"),
    _refused("tutor/env/apps/openedx/config/lms.env.yml", "rendered by Tutor, which overwrites it", "tutor"),
    _refused("tutor/env/apps/openedx/settings/lms/production.py", "rendered by Tutor, which overwrites it", "tutor"),
    _refused("values_with_text.yaml", "a text inside another file"),
)

#: Not settings that can be read: all that is known is whether the vendor's name stands there.
UNREADABLE = (
    _refused("blocks.yml.j2", "a template"),
    _refused("broken.yml", "not a single YAML or JSON document"),
    _refused("consul.yml.ctmpl", "a template"),
    _refused("helm_template.yaml", "a template"),
    _refused("secret.yaml", "a text inside another file"),
    _refused("tab_indentation.yml", "not a single YAML or JSON document"),
    _refused("tutor/plugins/proctoring.py", "a Tutor plugin", "tutor"),
    _refused("tutor/plugins/proctoring.yml", "a Tutor plugin", "tutor"),
    _refused("two_documents.yml", "not a single YAML or JSON document"),
    _refused("unquoted_placeholder.yml", "a template"),
    _refused("vaulted.yml", "encrypted with Ansible Vault"),
)

#: The vendor's options stand elsewhere, so that nothing can be said.
ELSEWHERE = (
    Case("placeholder_as_body.yml", undecided=1),
    Case("unknown_tag_as_body.yml", undecided=1),
)

#: Without the setting or the vendor.
OTHERS = (
    Case("settings_module_without.py"),
    Case("without_the_setting.yml"),
)

ALL = (*EDITED, *DONE, *REFUSED, *UNREADABLE, *ELSEWHERE, *OTHERS)
