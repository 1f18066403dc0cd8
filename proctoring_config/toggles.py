"""The toggles of this package. Import this module late, because edx_toggles reads settings."""

from __future__ import annotations

from edx_toggles.toggles import SettingToggle

# .. toggle_name: PROCTORING_CONFIG_STRICT
# .. toggle_implementation: SettingToggle
# .. toggle_default: False
# .. toggle_description: If on, a process does not start (ImproperlyConfigured) while proctoring_config finds an error
#   (an id proctoring_config.E...) that is not in SILENCED_SYSTEM_CHECKS. Warnings never stop a process. The commands
#   check, proctoring_audit and proctoring_doctor always start, so that errors can be inspected.
# .. toggle_use_cases: opt_in
# .. toggle_creation_date: 2026-11-21
STRICT = SettingToggle("PROCTORING_CONFIG_STRICT", default=False, module_name=__name__)

# .. toggle_name: PROCTORING_CONFIG_ADMIN_NOTICE
# .. toggle_implementation: SettingToggle
# .. toggle_default: True
# .. toggle_description: If on, superusers see a notice on the index of the Django admin while there are proctoring
#   problems, with a link to the operator page. Each superuser can dismiss it until there are new problems.
# .. toggle_use_cases: opt_out
# .. toggle_creation_date: 2026-11-21
ADMIN_NOTICE = SettingToggle("PROCTORING_CONFIG_ADMIN_NOTICE", default=True, module_name=__name__)
