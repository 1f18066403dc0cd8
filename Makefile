.DEFAULT_GOAL := help
.PHONY: help install demo platform docs test test-fast test-all fuzz quality bench messages schema tables upgrade clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python
LOCKED := $(INSTALL) --require-hashes --only-binary :all: --requirement  # to build anything would take unlocked tools
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist loadscope  # a class stays in one process
DEMO_PORT ?= 8001
export DEMO_PORT

help:  ## show this help
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# Runs once, and again when a lock file or setup.cfg changes; starts from scratch after an interruption.
$(VENV)/.installed: setup.cfg pyproject.toml requirements/dev.txt requirements/proctortrack.txt requirements/proctortrack-v2.txt requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { echo "Python's venv is missing. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@if [ -e $(VENV)/.incomplete ] || ! $(BIN)/python -m pip --version > /dev/null 2>&1; then $(PYTHON) -m venv --clear $(VENV); fi
	@touch $(VENV)/.incomplete
	@echo "Installing into $(VENV), which takes half a minute when it is new."
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --requirement requirements/uv.txt
	@$(LOCKED) requirements/dev.txt
	@$(LOCKED) requirements/proctortrack.txt --no-deps --target $(VENV)/proctortrack
	@$(LOCKED) requirements/proctortrack-v2.txt --no-deps --target $(VENV)/proctortrack-v2
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@rm $(VENV)/.incomplete
	@touch $@

install: $(VENV)/.installed  ## install the locked packages into .venv

demo: $(VENV)/.installed  ## check the sample files, then serve the demo on DEMO_PORT
	@$(BIN)/python demo/run.py

platform:  ## serve Studio and LMS of an edx-platform checkout; TREE=checkout PYTHON=python with its requirements
	@$(PYTHON) -m demo.edx_platform $(TREE)

test: $(VENV)/.installed  ## run all tests
	$(PYTEST)

# Without the tests that start processes, servers or a browser, those of refactor, and those with many examples.
test-fast: $(VENV)/.installed  ## run the fast tests
	$(PYTEST) -m "not hypothesis" --ignore-glob 'tests/test_demo*.py' --ignore-glob 'tests/cli/test_refactor*.py' \
		$(foreach path,audit/test_many_courses.py browser cli/test_output.py docs refactor studio/test_course_states.py \
		test_apps.py test_checks.py test_dependencies.py test_startup.py test_translations.py test_wheel.py,--ignore tests/$(path))

test-all: $(VENV)/.installed  ## run the tests with all supported versions
	$(BIN)/python -m tox

fuzz: $(VENV)/.installed  ## run the generated tests with many more examples (15 minutes); TIMES=10 runs ten times as many
	$(BIN)/python -m pytest -m hypothesis --hypothesis-profile=fuzz --hypothesis-show-statistics

quality: $(VENV)/.installed  ## run ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.installed  ## run the benchmarks
	$(BIN)/python -m benchmarks

messages: $(VENV)/.installed  ## update and compile the translations
	$(BIN)/python -m translations.messages

schema: $(VENV)/.installed  ## regenerate the JSON Schema from the registry of options
	$(BIN)/proctoring-config schema > $(VENV)/schema.json
	@mv $(VENV)/schema.json proctoring_config/schemas/proctoring_backends.schema.json

docs: $(VENV)/.installed  ## build the documentation in docs/_build/html
	$(BIN)/python -m sphinx --builder html --fresh-env --fail-on-warning --keep-going --nitpicky --quiet docs docs/_build/html
	@echo "Built docs/_build/html/index.html"

tables: $(VENV)/.installed  ## regenerate the tables and examples in the documentation
	$(BIN)/python -m docs.tables

# Universal: each file holds for every supported Python.
LOCK := $(BIN)/uv pip compile --no-config --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make upgrade'

upgrade: $(VENV)/.installed  ## update the lock files under requirements/
	$(LOCK) requirements/uv.in --output-file requirements/uv.txt
	$(LOCK) requirements/proctortrack.in --no-deps --output-file requirements/proctortrack.txt
	$(LOCK) requirements/proctortrack-v2.in --no-deps --output-file requirements/proctortrack-v2.txt
	$(LOCK) setup.cfg --extra dev --extra bench --constraint requirements/uv.txt --output-file requirements/dev.txt
	$(LOCK) setup.cfg --extra dev --extra bench --constraint requirements/uv.txt --constraint requirements/django42.in \
		--output-file requirements/django42.txt
	$(LOCK) setup.cfg --extra mariadb --no-deps --constraint requirements/dev.txt --output-file requirements/mariadb.txt
	$(LOCK) setup.cfg --extra postgres --no-deps --constraint requirements/dev.txt --output-file requirements/postgres.txt

clean:  ## remove everything that was installed or generated
	rm -rf $(VENV) demo/var build dist docs/_build *.egg-info .tox
