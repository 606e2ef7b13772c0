# Chores. "make" or "make help" lists them; each target with a comment after two # signs is one.

PYTHON ?= python3
VENV ?= .venv
NPM ?= npm
UV ?= uv
PORT ?= 8000
JOBS ?= auto
SECONDS ?= 120
TEXTS ?= 1000000

BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
CHECKS := check-style check-types check-layers check-templates check-django check-deploy \
	check-prose check-dependencies check-frontend
BUILT := frontend/dist/.built
NODE_MODULES := frontend/node_modules/.installed
PINS := $(UV) pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --quiet

unexport PYTHONDONTWRITEBYTECODE # the tests start many processes of the same sources

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo test browser soak check $(CHECKS) format bench bench-embeds frontend wordpress messages sizes lock clean

help: ## list what make can do
	@echo "make TARGET [PYTHON=$(PYTHON)] [VENV=$(VENV)] [PORT=$(PORT)]"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 16

install: $(VENV)/.project $(BUILT) ## install what runs, without the tools of the tests

demo: install ## load the demo parliament, serve it and print its addresses
	BASE_URL=http://127.0.0.1:$(PORT) EMBED_URL=http://embed.localhost:$(PORT) $(MANAGE) demo

test: $(VENV)/.dev $(BUILT) ## run the tests; ARGS="-k words" chooses some, JOBS=0 runs them in one process
	$(BIN)/pytest --numprocesses $(JOBS) --maxschedchunk 16 $(ARGS)

browser: $(VENV)/.dev $(BUILT) ## run the tests that drive a browser (CHROMIUM names it)
	$(BIN)/pytest -m "browser and not soak" --numprocesses $(JOBS) --maxschedchunk 4 $(ARGS)

soak: $(VENV)/.dev $(BUILT) ## run the tests that take long: broken files, hostile texts, kills and outages, the real record (SECONDS=600 TEXTS=1000000)
	SOAK_SECONDS=$(SECONDS) SOAK_TEXTS=$(TEXTS) $(BIN)/pytest -m soak $(ARGS)

check: $(CHECKS) ## everything but the tests; "make -k check" goes on after a fault

check-style: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

check-types: $(VENV)/.dev
	$(BIN)/mypy

check-layers: $(VENV)/.dev
	$(BIN)/lint-imports --no-cache

check-templates: $(VENV)/.dev
	$(BIN)/djlint --lint --quiet cms plugins
	$(BIN)/djlint --check --quiet cms plugins

check-django: $(VENV)/.dev $(BUILT)
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run

check-deploy: $(VENV)/.dev $(BUILT)
	set -a; . deploy/sample.env; \
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))'); \
	$(MANAGE) check --deploy --fail-level WARNING --settings cms.settings.production

check-prose: $(VENV)/.dev
	$(BIN)/codespell

check-dependencies: $(VENV)/.dev
	$(BIN)/deptry .

check-frontend: $(NODE_MODULES)
	cd frontend && $(NPM) run check

format: $(VENV)/.dev ## put code and templates in their proper form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djlint --reformat --quiet cms plugins

bench: $(VENV)/.dev $(BUILT) ## measure; the figures are printed
	$(BIN)/python -m tests.bench.run

bench-embeds: $(VENV)/.dev $(BUILT) ## measure the embeds in Chromium beside the loaders of others (CHROMIUM names it)
	DJANGO_SETTINGS_MODULE=cms.settings.test $(BIN)/python -m tests.bench.embeds

frontend: $(BUILT) ## build what other sites embed

wordpress: ## pack the WordPress plugin into build/ (BASE_URL and EMBED_URL name the hosts it is for)
	$(PYTHON) frontend/wordpress/pack.py

messages: $(VENV)/.dev ## collect texts for translation and compile the catalogues (needs gettext)
	$(MANAGE) makemessages -l en -l fr -l es -l ar --no-location --no-obsolete \
		--ignore 'var/*' --ignore '.venv*' --ignore 'frontend/*' --ignore 'tests/*'
	$(MANAGE) compilemessages --ignore '.venv*' --ignore 'var/*'

sizes: $(VENV)/.dev ## lower the size ratchet to what the code now measures
	$(BIN)/python -m tests.architecture.sizes

lock: ## pin every dependency again (needs uv)
	$(PINS) --group dev -o deploy/requirements-dev.txt
	$(PINS) -c deploy/requirements-dev.txt -o deploy/requirements.txt

clean: ## remove what was built and installed; the data in var/ stays
	rm -rf $(VENV) *.egg-info build frontend/node_modules frontend/dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Stamps: each says that its files are installed as they stand. The test requirements contain the others.

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Choose Python 3.11 or later: make PYTHON=python3.11" \
		if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: deploy/requirements.txt | $(BIN)/python
	$(PIP) install --require-hashes -r deploy/requirements.txt
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.runtime
	$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.dev: deploy/requirements-dev.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r deploy/requirements-dev.txt
	$(PIP) install --no-build-isolation --no-deps -e .
	@touch $(VENV)/.runtime $(VENV)/.project $@

$(NODE_MODULES): frontend/package-lock.json
	cd frontend && $(NPM) ci --no-audit --no-fund
	@touch $@

$(BUILT): $(NODE_MODULES) $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/wordpress/*')
	cd frontend && $(NPM) run build
	@touch $@
