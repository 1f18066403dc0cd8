"""The pages for platform staff, which change nothing, and the notice in the Django admin that leads to them."""
