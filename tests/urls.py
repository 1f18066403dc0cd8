"""URLs of the tests."""

urlpatterns: list = []
