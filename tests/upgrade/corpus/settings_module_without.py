from cms.envs.production import *

PROCTORING_BACKENDS = {"DEFAULT": "acme", "acme": {"base_url": "https://acme.example"}}
