# Everything is called from the root of the repository. On Windows use the plain commands in README.md.

PORT ?= 8501
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
VENV := .venv
BIN := $(VENV)/bin
CHROMIUM ?= /usr/bin/chromium
# The package of nginx starts a server at once: it is installed for checks, and not on a developer's machine.
PACKAGES := chromium fonts-noto-cjk $(if $(CI),nginx-light)

.PHONY: run test test-long bench browser lint clean

run: $(VENV)/run.stamp
	$(BIN)/python -m lib demo --if-missing
	$(BIN)/python -m streamlit run lib/server.py --server.port $(PORT)

test: lint browser
	$(BIN)/python -m pytest -n 2 -m "not long"

test-long: lint browser
	$(BIN)/python -m pytest -n 2

bench: $(VENV)/dev.stamp
	@for script in tests/bench/*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check

clean:
	rm -rf $(VENV) build .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is older than the requirements it stands for as soon as these change.
$(VENV)/run.stamp: requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The browser tests need Chromium and a Chinese font. Never waits for a password.
browser: $(VENV)/dev.stamp
	@if [ -x "$(CHROMIUM)" ] && fc-list :lang=zh 2>/dev/null | grep -q . \
		&& { [ -z "$(CI)" ] || command -v nginx >/dev/null; }; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then sudo=missing; \
	elif [ "$$(id -u)" -eq 0 ]; then sudo=; \
	elif sudo -n true 2>/dev/null; then sudo="sudo -n"; \
	else sudo=missing; fi; \
	if [ "$$sudo" = missing ]; then \
		echo "The browser tests need Chromium ($(CHROMIUM)) and a Chinese font. Install them, e.g.:" >&2; \
		echo "  sudo apt-get install $(PACKAGES)" >&2; \
		echo "or name another Chromium: make test CHROMIUM=/path/to/chromium" >&2; exit 1; \
	fi; \
	export DEBIAN_FRONTEND=noninteractive; \
	$$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends $(PACKAGES) fontconfig >/dev/null

export CHROMIUM
