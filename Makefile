.DEFAULT_GOAL := help
.PHONY: help demo test quality bench schema tables clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_PORT ?= 8001

help:  ## show this help
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# Installed once, and again only when what is to be installed has changed.
$(VENV)/.installed: setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { echo "On Debian: apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --upgrade --target $(VENV)/proctortrack-1.2.1 \
		edx-proctoring-proctortrack==1.2.1 || echo "No Proctortrack 1.2.1, so its tests are skipped" >&2
	@touch $@

test: $(VENV)/.installed  ## install if needed, then run all tests
	$(BIN)/python -m pytest

quality: $(VENV)/.installed  ## ruff, and mypy (strict) for the package
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.installed  ## measure against what people use instead
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	$(BIN)/python -m benchmarks

schema: $(VENV)/.installed  ## write the shipped JSON Schema anew from the registry of options
	$(BIN)/proctoring-config schema > proctoring_config/schemas/proctoring_backends.schema.json

tables: $(VENV)/.installed  ## write the generated parts of the documentation anew
	$(BIN)/python docs/tables.py

clean:  ## remove everything that was installed or generated
	rm -rf $(VENV) demo/var build dist *.egg-info .tox
