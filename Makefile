# One list of commands for people and for .ci/run. Each target creates what it needs.
# Needed on the machine: Python 3.11 or later, git, make. Everything else comes from the locks.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PORT ?= 8000

FRONTEND := $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev
APP_READY := $(VENV)/.ready-app

DATABASE_TESTS := tests/web/test_answer_page.py tests/web/pages tests/web/curation tests/web/diary tests/web/practitioners

.DEFAULT_GOAL := help
.PHONY: help run test test-postgres check fix docs bench clean

help:  ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(RUN_READY) $(APP_READY)  ## build, prepare a database with made-up people, serve http://localhost:8000
	$(BIN)/deqi serve --demo --port $(PORT)

test: $(DEV_READY) $(APP_READY)  ## run every test
	$(BIN)/python -m pytest -q

test-postgres: $(DEV_READY) $(APP_READY)  ## run what touches the database again, on a PostgreSQL of its own
	$(BIN)/python tools/with_postgres.py $(BIN)/python -m pytest -q $(DATABASE_TESTS)

check: $(DEV_READY) $(APP_READY)  ## format, lint, types, import contracts, data, docs, locks, texts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deqi data check
	$(BIN)/python tools/reference.py --check
	$(BIN)/python tools/check_locks.py
	$(BIN)/python tools/check_texts.py

fix: $(DEV_READY)  ## format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(DEV_READY) $(APP_READY)  ## write docs/reference, the generated schemas and the gallery of bodies again
	$(BIN)/python tools/reference.py
	$(BIN)/python tools/atlas_gallery.py

bench: $(DEV_READY) $(APP_READY)  ## measure speed beside other libraries
	$(PIP) install pymare==0.0.13
	$(BIN)/python benchmarks/pooling.py
	$(BIN)/python benchmarks/body.py
	$(BIN)/python benchmarks/atlas.py
	$(BIN)/python benchmarks/forecast.py
	$(BIN)/python benchmarks/directory_search.py --rows 1000000

clean:  ## remove the environment, caches and built files; the database in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	rm -rf frontend/node_modules src/deqi/web/static/dist
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Deqi needs Python 3.11 or later. Name one: make PYTHON=python3.12 run"; exit 1; }
	@echo "Making the environment in $(VENV) (the first time takes a minute or two) ..."
	$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements.lock | $(BIN)/python
	@echo "Installing what the lock names ..."
	$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(DEV_READY): requirements-dev.lock | $(BIN)/python
	@echo "Installing what the developers' lock names ..."
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(APP_READY): pyproject.toml $(wildcard hatch_build.py) $(FRONTEND) | $(BIN)/python
	@echo "Building the browser code and installing Deqi ..."
	$(PIP) install --no-deps -e .
	@touch $@
