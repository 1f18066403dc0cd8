"""The demo's courses as last published, in an app named like edx-platform's."""
