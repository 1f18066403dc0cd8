"""The commands in the documentation that no test runs, with the reasons. A test compares the list with the pages."""

_INDEX = "installs from a package index"
_SERVES = "runs until it is stopped; tests/test_demo.py covers it"
_ITSELF = "would run these tests again"
_PLATFORM = "requires edx-platform with its database"
_TUTOR = "requires Tutor and Docker"
_TUTOR_PAGE = "requires Tutor; tests/tutor/test_tutor.py runs the commands of the page"
_UPGRADING = "docs/upgrading.rst"

#: Reasons by page and command.
NOT_RUN = {
    ("README.rst", "make demo"): _SERVES,
    ("README.rst", "make test"): _ITSELF,
    ("README.rst", "./manage.py cms proctoring_audit"): _PLATFORM,
    (
        "docs/development.rst",
        "make platform TREE=/path/to/edx-platform PYTHON=/path/to/venv/bin/python",
    ): "requires edx-platform; tests/browser/test_platform.py covers it",
    ("docs/benchmarks.rst", "make bench"): "takes minutes and requires an idle machine",
    ("docs/checking-files.rst", "sops -d lms.yml | proctoring-config check -"): "requires SOPS and a key",
    ("docs/tutorials/author.rst", "make demo"): _SERVES,
    ("docs/tutorials/developer.rst", "make demo"): _SERVES,
    ("docs/tutorials/fork.rst", "make demo"): _SERVES,
    ("docs/tutorials/operator.rst", "make demo"): _SERVES,
    ("docs/refactoring.rst", "pip install 'proctoring-config[refactor]'"): _INDEX,
    **{
        (
            "docs/write-a-fixer.rst",
            command,
        ): "changes this repository; tests/refactor/test_new_fixer.py does it elsewhere"
        for command in (
            "make install",
            "python -m tests.refactor.new_fixer old_label",
            "python -m pytest tests/refactor/fixers/test_old_label.py tests/refactor/test_fixer.py",
            "proctoring-config refactor path/to/edx-platform --only old_label --diff",
            "make tables",
        )
    },
    **{
        ("docs/audit.rst", f"./manage.py lms proctoring_audit{options}"): _PLATFORM
        for options in ("", " --all", " --all --suggest")
    },
    **{
        ("docs/audit.rst", f"./manage.py cms proctoring_audit {options}"): _PLATFORM
        for options in (
            "--without software_secure",
            "--rename proctortrack=verificient",
            "--set proctortrack.show_review_rules=false",
        )
    },
    **{
        ("docs/doctor.rst", f"./manage.py cms proctoring_doctor{options}"): _PLATFORM
        for options in ("", " --course course-v1:Org+Course+Run")
    },
    ("docs/ci.rst", "./manage.py lms proctoring_doctor --format json > /tmp/proctoring.json"): _PLATFORM,
    ("docs/checks.rst", "JS_ENV_EXTRA_CONFIG='{}' npm run build"): _PLATFORM,
    (_UPGRADING, "pip install proctoring-config"): _INDEX,
    (_UPGRADING, "pip install edx-proctoring-proctortrack-v2"): _INDEX,
    (_UPGRADING, "pip uninstall --yes edx-proctoring-proctortrack"): "changes the environment",
    (
        _UPGRADING,
        "npm install --no-save 'git+https://github.com/verificient/edx-proctoring-proctortrack.git"
        "#02c8c796892ca170b4f81a045f99075440533138'",
    ): _INDEX,
    **{
        (_UPGRADING, f"./manage.py cms shell < {script}"): _PLATFORM
        for script in ("zendesk_opt_outs.py > zendesk-opt-outs.txt", "zendesk_opt_outs_again.py")
    },
    **{
        (_UPGRADING, f"./manage.py {command}"): "requires the new release; tests/docs/test_upgrade_story.py covers it"
        for command in (
            "lms check --tag proctoring --fail-level WARNING",
            "cms check --tag proctoring --fail-level WARNING --database default",
            "cms proctoring_audit --all --compare before.json",
            "cms proctoring_prune_flag",
            "cms proctoring_prune_flag --write",
            "lms proctoring_doctor",
            "cms proctoring_doctor",
        )
    },
    **{
        (_UPGRADING, command): _TUTOR
        for command in (
            "tutor local do proctoring-audit --all --suggest",
            "tutor local run cms sh -c './manage.py cms proctoring_audit --all --format json > "
            "/openedx/data/before.json'",
            "tutor config save --set PROCTORING_REVIEW_RULES=hidden",
            "tutor local do proctoring-check --fail-level WARNING",
            "tutor local run cms ./manage.py cms proctoring_audit --all --compare /openedx/data/before.json",
            "tutor local do proctoring-doctor",
            "tutor config save --append OPENEDX_EXTRA_PIP_REQUIREMENTS=proctoring-config",
            "tutor config save --append OPENEDX_EXTRA_PIP_REQUIREMENTS=edx-proctoring-proctortrack-v2",
            "tutor plugins enable proctortrack_worker proctoring_as_before",
            'ENV="$(tutor config printroot)/env/apps/openedx"',
            'PLUGIN="$(tutor plugins printroot)/proctoring_as_before.py"',
            'FILES="$(grep -rl PROCTORING_BACKENDS "$ENV/config" "$ENV/settings")"',
            'proctoring-config upgrade --review-rules hidden --snippet tutor $FILES > "$PLUGIN"',
            'proctoring-config upgrade --check $FILES "$PLUGIN"',
            "tutor images build openedx",
            "tutor local launch",
            "tutor local launch --non-interactive",
            "tutor local run lms ./manage.py lms check --tag proctoring",
        )
    },
    **{
        ("docs/tutor.rst", command): _TUTOR_PAGE
        for command in (
            'mkdir -p "$(tutor plugins printroot)"',
            'proctoring-config tutor-plugin > "$(tutor plugins printroot)/proctoring.py"',
            "tutor plugins enable proctoring",
            "tutor config save",
            'cd "$(tutor config printroot)/env/apps/openedx/settings"',
            "proctoring-config check lms/production.py cms/production.py",
            "proctoring-config upgrade --check lms/production.py cms/production.py",
            "tutor images build openedx",
            "tutor local launch --non-interactive",
            "tutor local do proctoring-check",
            "tutor local do proctoring-doctor",
        )
    },
}
