"""``manage.py demo_users``: the people of the demo."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

#: Name, password, whether platform staff, and who it is.
USERS = (
    ("staff", "staff-demo", True, "platform staff: may see the operator page"),
    ("author", "author-demo", False, "a course author: may not"),
)


class Command(BaseCommand):
    """Creates the users, or sets them back to what they were."""

    help = "Create the users of the demo, or set their passwords and rights back, and print how to log in."

    def handle(self, *args, **options):
        """Create the users and print name and password of each."""
        for name, password, is_staff, who in USERS:
            user, _ = get_user_model().objects.get_or_create(username=name)
            user.is_active, user.is_staff, user.is_superuser = True, is_staff, False
            if not user.check_password(password):  # a new hash would end the sessions of an earlier run
                user.set_password(password)
            user.save()
            self.stdout.write(f"  {name:6}  password {password:11}  ({who})")
