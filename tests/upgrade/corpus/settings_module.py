"""Settings of our own, on top of the platform's."""

from lms.envs.production import *

PROCTORING_BACKENDS["proctortrack"] = {
    "client_id": "wakanda",
    "client_secret": os.environ["PROCTORTRACK_SECRET"],
}
PROCTORING_BACKENDS["DEFAULT"] = "proctortrack"
