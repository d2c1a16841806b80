# make run      the service, on 127.0.0.1:8000 (PORT=8001 make run for another port)
# make bilan    the values of the published report beside those computed from the demonstration
# make test     the whole suite
# make test-long  what takes minutes a file, and hours together: CONTRIBUTING.md says what
# make check    format, lint, types, imports, dependencies, tests, docs tests
# make audit    what Bilan stands on: pinned, installed as pinned, with a reason, and nothing known against it

PYTHON ?= python3
PORT ?= $(or $(BILAN_PORT),8000)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: install run bilan test test-long bench check audit fix lint types imports lock clean

install: $(VENV)/installed

# The lock, then the project itself; again only when one of the two changes.
$(VENV)/installed: .requirements/run.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Bilan needs Python 3.11 or later.") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Bilan runs on into $(VENV) (about a minute, once) ..."
	$(PIP) install --require-hashes --requirement .requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/installed-dev: .requirements/dev.txt $(VENV)/installed
	@echo "Installing what its tests need ..."
	$(PIP) install --require-hashes --requirement .requirements/dev.txt
	touch $@

run: $(VENV)/installed
	@BILAN_PORT=$(PORT) exec $(BIN)/bilan serve --demo

bilan: $(VENV)/installed
	@$(BIN)/bilan reproduce

test: $(VENV)/installed-dev
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(PYTEST)

test-long: $(VENV)/installed-dev
	$(BIN)/pytest -m long $(PYTEST)

# Every benchmark beside its peers; PostgreSQL's where it and asyncpg are there (extra `peers`).
bench: $(VENV)/installed-dev
	$(BIN)/python -m tests.benchmarks

check: lint types imports audit test

lint: $(VENV)/installed-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: $(VENV)/installed-dev
	$(BIN)/mypy

imports: $(VENV)/installed-dev
	$(BIN)/lint-imports
	$(BIN)/deptry .

audit: $(VENV)/installed-dev
	$(BIN)/python -m tests.audit

fix: $(VENV)/installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Pin everything anew; hashes, no addresses. Needs uv.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --output-file .requirements/run.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra dev --constraint .requirements/run.txt pyproject.toml --output-file .requirements/dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
