from lms.envs.production import *

PROCTORING_BACKENDS = {
    "DEFAULT": "proctortrack",
    "proctortrack": {"client_id": "isengard", "client_secret": "tower"},
}
