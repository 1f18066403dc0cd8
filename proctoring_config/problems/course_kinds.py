"""
The problems of courses.

They are warnings to operators, because a single course does not stop a process; forms and REST views reject the save.
Messages that edx-platform also has are copied word for word, because they are part of the wire format.
"""

from __future__ import annotations

from proctoring_config.problems import PREFIX, Kind

# Rules for a course's proctoring settings, stored or about to be saved.
ESCALATION_EMAIL_MISSING = Kind(
    PREFIX + "W101",
    "Course has no escalation email, but its provider requires one",
    "Provider '{provider}' requires an exam escalation contact.",
    "Enter an escalation email, choose another provider or disable proctored exams",
)
ESCALATION_EMAIL_MALFORMED = Kind(
    PREFIX + "W102",
    "Escalation email of a course is not a valid email address",
    "Enter a valid email address.",
    "Write the address as name@example.com",
)
PROVIDER_NOT_AVAILABLE = Kind(
    PREFIX + "W103",
    "Chosen provider is not available to the course",
    "The selected proctoring provider, {provider}, is not a valid provider. Please select from one of {available}.",
    "Choose an available provider",
)
COURSE_PROVIDER_NOT_AVAILABLE = Kind(
    PREFIX + "W104",
    "Provider of a course with proctored exams is no longer available",
    "The proctoring provider configured for this course, '{provider}', is not valid.",
    "Choose an available provider, disable proctored exams, or configure the provider again",
)
PROVIDER_LOCKED = Kind(
    PREFIX + "W105",
    "Provider changed after the course started",
    "The proctoring provider cannot be modified after a course has started. Contact {contact} for assistance",
    "Ask platform staff to change the provider",
)
OPT_OUT_FORBIDDEN = Kind(
    PREFIX + "W106",
    "Opt-out sent by a user who is not platform staff",
    "Only platform staff may decide whether learners can opt out of proctored exams.",
    "Omit allow_proctoring_opt_out, or ask platform staff to save it",
)
COURSE_WITHOUT_PROVIDER = Kind(
    PREFIX + "W110",
    "Course has no provider",
    "This course has no provider. Choose one.",
    "Choose an available provider, or disable proctored exams",
)

# Problems that the audit finds in published courses, in addition to the rules above.
COURSE_PLUGIN_NOT_INSTALLED = Kind(
    PREFIX + "W201",
    "Plugin of a course's provider is not installed",
    "The plugin of the course's provider, {provider}, is not installed or cannot be imported. Proctored exams fail "
    "with NotImplementedError.",
    "Install the plugin in LMS and Studio, or choose another provider for the course",
)
REVIEW_RULES_NOT_SHOWN = Kind(
    PREFIX + "W202",
    "Learners see review rules that authors cannot edit",
    "Learners still see review rules that authors can no longer edit ({exams}), because show_review_rules of the "
    "provider {provider} is false.",
    "Set show_review_rules: true until authors have emptied the field and published, or leave the rules as they are",
)
EXAM_OF_ANOTHER_BACKEND = Kind(
    PREFIX + "W203",
    "Backend of an exam is not the course's provider",
    "The backend of {exams} is {backends}, but the course's provider is {provider}. Publishing the course changes the "
    "backend, but not the external ID that the old provider has given to an exam.",
    "In the Django admin, set the backend of these proctored exams to {provider} and clear their external ID, then "
    "publish the course",
)
COURSE_EMAIL_NOT_REQUIRED = Kind(
    PREFIX + "W204",
    "Escalation email is no longer required",
    "Up to release Ulmo, Studio required an escalation email because the provider is {provider}. Now only the option "
    "requires_escalation_email counts, and it is off: {effect}; {stored}.",
    "Add requires_escalation_email: true to the provider's entry",
)
COURSE_REVIEW_RULES_CHANGE = Kind(
    PREFIX + "W205",
    'Visibility of the "Review rules" field changes',
    'The "Review rules" field {before} ({reason}). Because show_review_rules of the provider {provider} is {now}, it '
    "{after}.",
    "{hint}",
)
TICKETS_END = Kind(
    PREFIX + "W206",
    "Zendesk tickets for suspicious attempts will end",
    "Zendesk is configured and {courses}. This release opens a ticket for each suspicious attempt; a refactored "
    "platform does not.",
    "Tell the support team to watch the provider's reviews instead; other uses of Zendesk are not affected",
)
EXAM_BACKEND_NOT_AVAILABLE = Kind(
    PREFIX + "W207",
    "Backend of an exam is not available",
    "The backend of {exams} is {backends}, but that provider is not configured or its plugin is not installed. "
    "edx-proctoring fails with NotImplementedError when it uses the backend.",
    "Configure the provider again and install its plugin, or set the backend of these exams in the Django admin",
)
LTI_WITHOUT_EXAMS_SERVICE = Kind(
    PREFIX + "W208",
    "Course uses lti_external, but not edx-exams",
    "The course's provider is lti_external, but the waffle flag {flag} is off for the course ({reason}). Its exams are "
    "registered with edx-proctoring, which fails with NotImplementedError.",
    "Turn on {flag} for the course or its organization, or choose another provider",
)
EXTERNAL_ID_OF_ANOTHER_PROVIDER = Kind(
    PREFIX + "W209",
    "External ID of an exam is from another provider",
    "The backend {backend} does not assign external IDs, but {exams}. Once the course has a provider that uses "
    "external IDs, that provider is asked for an exam that it does not know.",
    "In the Django admin, clear the external ID of these exams before you choose another provider",
)
COURSE_OPTION_CHANGES = Kind(
    PREFIX + "W211",
    "Option of a course's provider would change",
    "The option {option} of the provider {provider} would change from {before} to {after}{release}. "
    "Meaning of the option: {summary}",
    "Tell the people who work with the course before you change the setting",
)
COURSE_PROVIDER_CHANGES = Kind(
    PREFIX + "W212",
    "Default provider would change for a course",
    "The course has not chosen a provider, so it uses the default one, which would change from {before} to {after}.",
    "Choose a provider for the course if it should not change",
)
