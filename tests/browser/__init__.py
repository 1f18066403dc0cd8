"""What authors see and do in a real Chromium."""
