from tutor import hooks

hooks.Filters.ENV_PATCHES.add_item(
    (
        "openedx-common-settings",
        """
PROCTORING_BACKENDS = {
    "DEFAULT": "proctortrack",
    "proctortrack": {"client_id": "gondor", "client_secret": "{{ PROCTORTRACK_SECRET }}"},
}
""",
    )
)
