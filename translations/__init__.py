"""Update and compile the translations in ``proctoring_config/locale``: ``make messages``."""
