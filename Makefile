# The portal's commands. `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run stop reset backup restore test test-fast test-browser mutants odd format check check-style check-types check-house bench messages lock

export PORT ?= 8000
PY := .venv/bin/python -W ignore
UV := .uv/bin/uv
# The interpreter is passed by path, so that uv never goes looking for one to download.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 12))' && command -v $$p && break; done)
# What is compiled from where: the same for both lock files.
COMPILE := $(UV) pip compile -q --generate-hashes --no-emit-index-url --no-annotate --python-version 3.13 pyproject.toml
# The settings of a portal that is open to the public, so that the checks of such settings mean something.
FOR_REAL := SITE_URL=https://portal.example ALLOWED_HOSTS=portal.example SSL_REDIRECT=1 HSTS_SECONDS=31536000 \
	BEHIND_TLS_PROXY=1 SMS_SENDER=accounts.sms.AliyunSender
# A browser: the one that is named, or the system's.
BROWSER := $(or $(CHROMIUM_PATH),$(shell command -v chromium || command -v chromium-browser || command -v google-chrome))
# One of 2018: the one that is named, or what .ci/old-chromium has fetched.
OLD_BROWSER := $(or $(OLD_CHROMIUM_PATH),$(wildcard $(CURDIR)/var/chromium-69/chromium))

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile | expand -t 22

# Two at once set up one after the other; the lock ends with its holder.
run: ## set up what is missing and serve the portal on PORT (8000), with the demo
	@mkdir -p var && flock var/setup.lock $(MAKE) --no-print-directory messages
	@$(PY) manage.py serve

stop: ## stop the portal and its embedded database, and one that killed tests left behind
	@if [ -x .venv/bin/python ]; then $(PY) -m portal.ops.stop && $(PY) -m tests.support.postgres; fi

reset: stop ## delete the data of the embedded database, uploads and compiled files in var/
	@if [ -t 0 ] && [ -z "$$CI" ]; then printf 'Delete everything in var/? [y/N] '; read -r yes; [ "$$yes" = y ]; fi
	@rm -rf var && echo "var/ is gone; the next make run begins anew."

backup: .venv/installed ## write the database and the uploads to one file (make backup FILE=portal.tar)
	@$(PY) manage.py backup $(if $(FILE),"$(FILE)")

restore: .venv/installed ## put a backup back, all or nothing (make stop, make restore FILE=portal.tar, make run)
	@[ -n "$(FILE)" ] || { echo "Which file? make restore FILE=portal.tar" >&2; exit 1; }
	@$(PY) manage.py restore "$(FILE)"

# The browser's output waits for the end of the others. What is in the background hears no Ctrl-C: it is told.
test: .venv/installed-dev messages ## run all tests, those in a browser beside the others
	@log=$$(mktemp); browser=; trap 'kill $$browser 2>/dev/null; rm -f $$log' EXIT; trap 'exit 130' INT TERM; \
	( $(IN_BROWSER) ) >$$log 2>&1 & browser=$$!; \
	failed=0; $(FAST) $(T) || failed=1; \
	echo "In the browser:"; wait $$browser || failed=1; browser=; \
	cat $$log; exit $$failed

test-fast: .venv/installed-dev messages ## the tests that need no browser; one of them: make test-fast T=tests/events
	@$(FAST) $(T)

test-browser: .venv/installed-dev messages ## the tests in a real Chromium
	@$(IN_BROWSER)

mutants: .venv/installed-dev messages ## change the code in small wrong ways; print what no test notices (M=--all, M="events/rules --count 20")
	@$(PY) -m tests.mutants $(M)

FAST = $(PY) -m pytest -q -n 2 --dist loadgroup -m "not browser"

define IN_BROWSER
	if [ -n "$(BROWSER)" ]; then \
		[ -n "$(OLD_BROWSER)" ] || [ "$$CI" = true ] || \
			echo "SKIPPED: the pages in a Chromium of 2018 (.ci/old-chromium var/chromium-69/chromium fetches one)."; \
		CHROMIUM_PATH="$(BROWSER)" OLD_CHROMIUM_PATH="$(OLD_BROWSER)" DJANGO_ALLOW_ASYNC_UNSAFE=true exec $(PY) -m pytest -q -m browser tests/browser; \
	elif [ "$$CI" = true ]; then \
		echo "No Chromium: install it or set CHROMIUM_PATH. Under CI=true the browser tests may not be left out." >&2; exit 1; \
	else \
		echo "SKIPPED: the browser tests, because there is no Chromium (apt install chromium, or set CHROMIUM_PATH)."; \
	fi
endef

check: check-style check-types check-house ## lint, types, layers, migrations, settings, translations (make -k check: all of them)

check-style: .venv/installed-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint templates --check --lint

format: .venv/installed-dev ## format Python and templates
	.venv/bin/ruff format .
	.venv/bin/djlint templates --reformat --quiet

check-types: .venv/installed-dev
	.venv/bin/mypy .

check-house: .venv/installed-dev
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(FOR_REAL) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m pytest -q tests/test_translations.py tests/test_house.py

bench: .venv/installed-dev ## measure speed and the last seat under load, against a baseline in the same run
	@$(PY) -m benchmarks

odd: .venv/installed-dev messages ## send N (50,000) odd requests as every role and print each 5xx (SEED=1; ONLY=… repeats one)
	@$(PY) -m tests.odd --n $(or $(N),50000) --seed $(or $(SEED),1) $(if $(ONLY),--only $(ONLY))

messages: .venv/installed ## compile the translations
	@$(PY) manage.py compilemessages

lock: .venv/installed-dev ## write requirements*.txt anew from pyproject.toml
	@$(COMPILE) -o requirements.txt
	@$(COMPILE) --extra sms --group dev -o requirements-dev.txt

# --- Setting up ------------------------------------------------------------------------------------------------
# A .venv that is a link belongs to somebody else: it is used and left as it is.

.uv/bin/uv:
	@[ -n "$(PYTHON)" ] || { echo "The portal needs Python 3.12 or newer; please install python3 and python3-venv." >&2; exit 1; }
	@echo "Installing uv into .uv …"
	@$(PYTHON) -m venv .uv || { echo "python3 lacks its venv module; please install python3-venv." >&2; rm -rf .uv; exit 1; }
	@.uv/bin/python -m pip install -q --disable-pip-version-check uv

.venv/bin/python: | .uv/bin/uv
	@[ -n "$(PYTHON)" ] || { echo "The portal needs Python 3.12 or newer; please install python3 and python3-venv." >&2; exit 1; }
	@$(UV) venv -q --allow-existing --python $(PYTHON) .venv

.venv/installed: requirements.txt | .venv/bin/python
	@if [ ! -L .venv ]; then \
		if [ -e .venv/installed-dev ]; then wanted=requirements-dev.txt; else wanted=requirements.txt; fi; \
		echo "Installing $$wanted …"; \
		$(UV) pip sync --python .venv/bin/python --compile-bytecode $$wanted && touch .venv/installed; \
	fi

.venv/installed-dev: requirements-dev.txt | .venv/bin/python
	@if [ ! -L .venv ]; then \
		echo "Installing requirements-dev.txt …"; \
		$(UV) pip sync --python .venv/bin/python --compile-bytecode requirements-dev.txt && touch .venv/installed .venv/installed-dev; \
	fi
