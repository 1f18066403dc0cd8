"""Move an instance's settings to a provider-neutral release so that its courses behave as before."""
