"""How the translations of ``proctoring_config/locale`` are kept: ``make messages``."""
