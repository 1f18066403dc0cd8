"""The demo's courses and exams, on Django's ORM."""
