# Two commands matter: `make demo` shows the region, `make test` proves it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
export PIP_DISABLE_PIP_VERSION_CHECK := 1
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PORT

.PHONY: help demo test test-postgres test-long lint journeys screenshots bench messages lock prepare prepare-dev

help: ## Show what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: prepare ## Install, load the demo region, serve it on http://127.0.0.1:$PORT/
	@exec $(BIN)/prospect demo --port $(PORT)

test: prepare-dev ## Lint, types, floors, every test on SQLite and on PostgreSQL, journeys in a real browser
	@sh tests/run.sh

test-postgres: prepare-dev ## Only the tests on a throw-away PostgreSQL; part of test
	@sh tests/postgres.sh

test-long: prepare-dev ## Two tests as often as they should be now and then: the API 5,000 times, the desk in 2,000 orders
	@PROSPECT_FUZZ=70 PROSPECT_ORDERS=2000 $(BIN)/python -m pytest -q --timeout 0 tests/api/test_api_contract.py tests/editing/test_any_order.py

lint: .venv/dev ## Format check, lint, types, floors
	@sh tests/lint.sh

journeys: prepare-dev ## Only the journeys in a real browser
	@sh tests/browser.sh && $(BIN)/python -m pytest -q tests/journeys

screenshots: prepare-dev ## Make the pictures in docs/screenshots anew
	@PROSPECT_SCREENSHOTS=docs/screenshots $(BIN)/python -m pytest -q tests/journeys/test_screenshots.py

bench: prepare-dev ## Measure against the budgets; see bench/README.md
	@$(BIN)/python -m bench

messages: .venv/dev ## Collect the interface's words into locale/ for translation
	@$(BIN)/python -m prospect.languages.catalogues collect

lock: .venv/dev ## Write the lock files anew, with hashes and no addresses
	@$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev --extra postgres pyproject.toml -o requirements-dev.lock

# What a page needs before it can be served: packages, browser files, compiled translations.
prepare: .venv/run build/static.version build/messages

prepare-dev: .venv/dev build/static.version build/messages

.venv/bin/python:
	@echo "Making a virtual environment in .venv ..."
	@$(PYTHON) -c 'import sys; sys.exit("Prospect needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv

.venv/run: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing packages (a minute or two the first time) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Installing packages for tests (a minute or two the first time) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ .venv/run

build/static.version: package-lock.json $(shell find prospect/ui/static/ui -type f 2>/dev/null) prospect/ui/vendor.py prospect/ui/publish.py | .venv/bin/python
	@$(BIN)/python -m prospect.ui.publish

build/messages: $(wildcard locale/*/LC_MESSAGES/django.po) | .venv/bin/python
	@mkdir -p build && $(BIN)/python -m prospect.languages.catalogues compile && touch $@
