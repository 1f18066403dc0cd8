"""The demo's courses as last published, under the name that edx-platform's app has."""
