"""Changes of the setting that a what-if audit refuses."""

import ddt
from django.test import SimpleTestCase, override_settings

from proctoring_config.audit import rules
from proctoring_config.audit.what_if import CannotChangeError
from tests.audit.changing import SETTING, changes


@ddt.ddt
@override_settings(PROCTORING_BACKENDS={**SETTING, "a=b.c": {}, "a b": {}})
class CannotChangeTest(SimpleTestCase):
    """Changes that cannot be made."""

    def assert_refused(self, message, **options):
        """Check the message."""
        with self.assertRaises(CannotChangeError) as refused:
            changes(**options).apply(rules.read_instance())
        self.assertEqual(str(refused.exception), message)

    @ddt.data(
        ("mok", "--without mok: PROCTORING_BACKENDS has no provider with this name. Did you mean 'mock'?"),
        ("Mock", "--without Mock: PROCTORING_BACKENDS has no provider with this name. Did you mean 'mock'?"),
        (
            "x",
            "--without x: PROCTORING_BACKENDS has no provider with this name. Choose one of 'mock', 'null', "
            "'proctortrack', 'software_secure'.",
        ),
    )
    @ddt.unpack
    def test_provider_that_is_not_configured(self, name, message):
        self.assert_refused(message, without=[name])

    @ddt.data("", " ", "DEFAULT", "lti_external", "None", "mock ", "\x1b[31m", "x" * 9999, "\udcff", "mock\n")
    def test_name_that_no_provider_has(self, name):
        for options in ({"without": [name]}, {"rename": [f"{name}=x"]}, {"change": [f"DEFAULT={name}"]}):
            with self.assertRaises(CannotChangeError):
                changes(**options).apply(rules.read_instance())

    @ddt.data(None, {}, [], "null", 5, {"DEFAULT": "x"}, {None: None, 1: {}}, {"lti_external": {}})
    def test_setting_without_providers(self, value):
        with override_settings(PROCTORING_BACKENDS=value):
            self.assert_refused(
                "--without mock: PROCTORING_BACKENDS has no provider with this name. It has no providers.",
                without=["mock"],
            )

    @override_settings(PROCTORING_BACKENDS={"DEFAULT": "a b", "a b": {}})
    def test_names_that_are_not_shown(self):
        self.assert_refused(
            "--without mock: PROCTORING_BACKENDS has no provider with this name. Its names are not shown.",
            without=["mock"],
        )

    def test_no_setting(self):
        with override_settings():
            from django.conf import settings

            del settings.PROCTORING_BACKENDS
            self.assert_refused(
                "--rename a=b: PROCTORING_BACKENDS has no provider with this name. It has no providers.",
                rename=["a=b"],
            )

    @ddt.data("mock", "", "=", "mock=", "=x", "mock=a b", "mock=DEFAULT", "mock=lti_external", "mock=" + "x" * 61)
    def test_malformed_rename(self, text):
        self.assert_refused(f"--rename {text}: Write OLD=NEW, with two names of providers.", rename=[text])

    @ddt.data(("mock.has_dashboard", "true", "false"), ("DEFAULT", "mock", "null"))
    @ddt.unpack
    def test_two_values_at_once(self, path, first, second):
        self.assert_refused(
            f"--set {path}={second}: Another --set gives {path} a different value.",
            change=[f"{path}={first}", f"{path}={second}"],
        )
        changes(change=[f"{path}={first}"] * 2).apply(rules.read_instance())

    @ddt.data(
        (["mock=null"], "mock=null"),
        (["mock=x", "null=x"], "mock=x"),
        (["mock=x", "mock=y"], "mock=x"),
    )
    @ddt.unpack
    def test_two_providers_or_names_at_once(self, renamed, refused):
        self.assert_refused(
            f"--rename {refused}: Give each provider one name that no other provider has.", rename=renamed
        )

    def test_provider_that_is_also_removed(self):
        for options in ({"rename": ["mock=x"]}, {"change": ["mock.show_review_rules=true"]}):
            with self.assertRaisesMessage(CannotChangeError, "has no provider with this name"):
                changes(without=["mock"], **options).apply(rules.read_instance())

    @ddt.data("True", "False", "yes", "off", "1", "0", "null", "'false'", '"false"', "none", "", " true", "true ", "~")
    def test_value_that_is_not_a_boolean(self, value):
        path = "mock.show_review_rules"
        self.assert_refused(f"--set {path}={value}: Write {path}=true or {path}=false.", change=[f"{path}={value}"])

    @ddt.data(
        "",
        "=",
        "mock",
        "mock=true",
        ".=true",
        ".show_review_rules=true",
        "mock.=true",
        "show_review_rules=true",
        "default=x",
    )
    def test_malformed_path(self, text):
        self.assert_refused(f"--set {text}: Write PROVIDER.OPTION=VALUE or DEFAULT=PROVIDER.", change=[text])

    @ddt.data(
        ("show_review_rule", "Did you mean show_review_rules?"),
        ("SHOW-REVIEW-RULES", "Did you mean show_review_rules?"),
        ("client_secret", None),
        ("base_url", None),
        ("x", None),
    )
    @ddt.unpack
    def test_option_on_which_no_course_depends(self, name, advice):
        advice = advice or (
            "Choose one of allow_honor_mode, has_dashboard, requires_escalation_email, show_review_rules, "
            "supports_onboarding."
        )
        self.assert_refused(
            f"--set mock.{name}=true: Courses do not depend on this option. {advice}", change=[f"mock.{name}=true"]
        )

    def test_names_with_the_signs_of_the_arguments(self):
        instance = rules.read_instance()
        changed = changes(rename=["a=b.c=new"], change=["new.show_review_rules=false"]).apply(instance)
        self.assertEqual(changed.available, instance.available - {"a=b.c"} | {"new"})
        changed = changes(change=["a=b.c.show_review_rules=false"], without=["a b"]).apply(instance)
        self.assertIs(changed.answers["a=b.c", "show_review_rules"], False)
        self.assertEqual(changed.available, instance.available - {"a b"})

    def test_answers_of_plugins_do_not_move_with_the_name(self):
        answers = {("mock", "has_dashboard"): True}
        instance = rules.read_instance()
        instance = rules.replace(instance, answers={**instance.answers, **answers})
        changed = changes(without=["null"], rename=["mock=null"]).apply(instance)
        self.assertIs(changed.answers["null", "has_dashboard"], False)
        explicit = rules.replace(instance, explicit=frozenset(answers))
        changed = changes(without=["null"], rename=["mock=null"]).apply(explicit)
        self.assertIs(changed.answers["null", "has_dashboard"], True)

    def test_no_options_are_no_changes(self):
        self.assertFalse(changes())
        self.assertTrue(changes(change=["DEFAULT=mock"]))
