"""In place of services outside of edx-platform: the server of a proctoring provider, and Zendesk."""

import json
from uuid import uuid4

from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

TICKETS = settings.FOLDER / "tickets.jsonl"


@csrf_exempt
def register_attempt(request):
    """Register a learner's attempt, and return its id."""
    return JsonResponse({"ssiRecordLocator": uuid4().hex})


@csrf_exempt
def open_ticket(request):
    """Append the subject of a ticket to a file, or return the subjects of all tickets."""
    if request.method == "POST":
        with TICKETS.open("a", encoding="utf-8") as file:
            file.write(json.dumps(json.loads(request.body)["ticket"]["subject"]) + "\n")
        return JsonResponse({}, status=201)
    lines = TICKETS.read_text(encoding="utf-8").splitlines() if TICKETS.exists() else []
    return JsonResponse({"tickets": [json.loads(line) for line in lines]})
