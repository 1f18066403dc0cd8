"""The demo's courses and exams, stored with Django's ORM."""
