# `make` or `make help` lists what can be done here.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash
export PATH := $(CURDIR)/.venv/bin:$(PATH)

PORT ?= 8000
PYTHON_IN_VENV := .venv/bin/python
INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := CUSTOM_COMPILE_COMMAND="make requirements" $(PYTHON_IN_VENV) -m piptools compile --quiet --no-strip-extras --allow-unsafe \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
DEMO := NENKIN_DEMO=1 NENKIN_DATABASE=var/demo.sqlite NENKIN_PORT=$(PORT)

# What has been set up, by stamp: each is made anew only when what it was made from changes.
VENV := .venv/pyvenv.cfg
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development
NODE := node_modules/.package-lock.json
PEERS := bench/.venv/.installed
LIGHTHOUSE := bench/node_modules/.package-lock.json

.PHONY: help run test quick check a11y sweep-full bench setup requirements clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUNTIME) ## Set everything up and serve the demo (PORT=8000)
	@mkdir -p var
	@$(DEMO) $(PYTHON_IN_VENV) -m ops demo --prepare
	@$(DEMO) exec $(PYTHON_IN_VENV) -m web

test: ## Set everything up and run every check and test, browsers included
	@scripts/test

quick: check ## Style, imports, types and the fast tests
	@$(PYTHON_IN_VENV) -m pytest -q -m "not slow and not postgres and not browser"

check: $(DEVELOPMENT) ## Style, import directions, types and texts
	@$(PYTHON_IN_VENV) -m ruff check .
	@lint-imports
	@$(PYTHON_IN_VENV) -m mypy
	@$(PYTHON_IN_VENV) -m ops check-content

a11y: $(DEVELOPMENT) $(NODE) ## Sweep every state of every screen for accessibility
	@$(PYTHON_IN_VENV) -m ops sweep

sweep-full: $(DEVELOPMENT) $(NODE) ## The sweep in every condition (about an hour)
	@$(PYTHON_IN_VENV) -m ops sweep --full

bench: $(DEVELOPMENT) $(PEERS) $(LIGHTHOUSE) ## Measure against the goals and peers; tables in bench/results/
	@$(PYTHON_IN_VENV) -m bench

setup: $(DEVELOPMENT) $(NODE) ## Install what running, checks and tests need, without the system's packages

requirements: $(DEVELOPMENT) ## Pin anew what requirements*.in ask for (UPGRADE=--upgrade takes the newest)
	@$(COMPILE) $(UPGRADE) --output-file requirements.txt requirements.in
	@$(COMPILE) $(UPGRADE) --output-file requirements-dev.txt requirements-dev.in
	@$(COMPILE) $(UPGRADE) --output-file bench/requirements.txt bench/requirements.in

clean: ## Remove everything that can be made again: packages, caches, reports, the demo's data
	@rm -rf .venv bench/.venv node_modules bench/node_modules var reports .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV):
	@echo "Making the virtual environment .venv …"
	@PYTHON="$(PYTHON)" scripts/venv

$(RUNTIME): requirements.txt | $(VENV)
	@echo "Installing what the service needs …"
	@$(PYTHON_IN_VENV) $(INSTALL) -r requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	@echo "Installing what checks and tests need …"
	@$(PYTHON_IN_VENV) $(INSTALL) -r requirements-dev.txt
	@touch $@

$(NODE): package-lock.json $(DEVELOPMENT)
	@echo "Installing the Node packages of the accessibility checks …"
	@NODE_USE_SYSTEM_CA=1 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(LIGHTHOUSE): bench/package-lock.json $(DEVELOPMENT)
	@echo "Installing Lighthouse for the bench …"
	@cd bench && NODE_USE_SYSTEM_CA=1 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(PEERS): bench/requirements.txt | $(VENV)
	@echo "Installing the peers of the bench …"
	@$(PYTHON_IN_VENV) -m venv --clear bench/.venv
	@bench/.venv/bin/python $(INSTALL) -r $<
	@touch $@
