# `make` alone lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name))))
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH := $(VENV)/.ready-bench
DEPLOY := build/deploy/.ready

# Broker of the tests: tansu (embedded, nothing to install) or apache (Java 17 and Maven).
KAFKA ?= tansu
KAFKA_PORT ?= 9092
# Test processes at once, each with a broker of its own.
JOBS ?= 2
# Pages with gold for `make quality`; they are not part of the repository.
CORPUS ?=
# More words for pytest or for the chaos harness: make test ARGS="tests/fetch -k redirect"
ARGS ?=
# What `make run` feeds; neither: the sample site.
URLS ?=
FILE ?=
# Folder in which `make run` keeps the articles, a file each; FORMAT: json, markdown, ninjs, jsonld.
OUT ?=
FORMAT ?=

.PHONY: help setup run up hooks lint test docs kafka chaos simulate soak quality fuzz fuzz-records proof bench \
  bench-e2e bench-scale bench-long bench-startup bench-parts bench-peers bench-fetch bench-intake bench-enrich bench-publish watch \
  check-deploy record-scrapes sbom site clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make the environment from the lock file (quick the second time)

$(READY): requirements-dev.lock pyproject.toml
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Newsreel needs Python 3.11 or newer, and PYTHON=$(PYTHON) is not: make setup PYTHON=..." >&2; exit 1; }
	@echo "$$($(PYTHON) --version): installing the $$(grep -c '==' requirements-dev.lock) packages of requirements-dev.lock into $(VENV): two minutes, more where the network or the machine is slow"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	@touch $@

# by environment, as typed: a URL may hold & and ?, a file's name blanks
run: export RUN_URLS = $(value URLS)
run: export RUN_FILE = $(value FILE)
run: export RUN_OUT = $(value OUT)
run: export RUN_FORMAT = $(value FORMAT)
run: $(READY) ## feed URLs and show the articles: make run [URLS="https://a https://b"] [FILE=urls.txt] [OUT=folder]
	@set -f; $(BIN)/newsreel run $$RUN_URLS $${RUN_FILE:+--file "$$RUN_FILE"} \
	  $${RUN_OUT:+--out "$$RUN_OUT/"} $${RUN_FORMAT:+--format "$$RUN_FORMAT"} $(ARGS)

up: $(READY) ## keep everything running until Ctrl-C; ARGS=--sample serves the sample site too (other hosts stay as set)
	@$(BIN)/newsreel up $(ARGS)

$(BENCH): $(READY) requirements-bench.lock
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-bench.lock
	@touch $@

hooks: ## check commit subjects from now on (git config core.hooksPath .githooks)
	@git config core.hooksPath .githooks && echo "commit subjects are checked by .githooks/commit-msg"

lint: $(READY) ## check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

test: $(READY) ## run the tests; KAFKA=apache runs them on Apache Kafka, ARGS=... goes to pytest
	@if [ "$(KAFKA)" = apache ]; then $(BIN)/python -m deploy.kafka --prepare; fi
	KAFKA=$(KAFKA) $(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

kafka: $(READY) ## run Apache Kafka on KAFKA_PORT (9092), data in .kafka/data; Ctrl-C stops it
	@$(BIN)/python -m deploy.kafka --port $(KAFKA_PORT) --data .kafka/data

chaos: $(READY) ## kill everything at random and prove that nothing is lost; ARGS="--urls 1000 --seed 7"
	$(BIN)/python -m tests.harness.chaos $(ARGS)

simulate: $(READY) ## simulate scenarios of faults for a minute, each from a seed; ARGS="--minutes 60" or "--seed 7"
	$(BIN)/python -m tests.harness.simulation $(ARGS)

docs: $(READY) ## regenerate what comes from code: JSON Schema, AsyncAPI, examples, tables of the docs, dashboards
	$(BIN)/python -m schemas.generate
	$(BIN)/python -m docs.generate
	$(BIN)/python deploy/grafana/build.py

quality: $(BENCH) ## measure extraction: make quality CORPUS=../shared/corpus [ARGS="--half A"]
	$(BIN)/python -m tests.harness.quality $(if $(CORPUS),--corpus $(CORPUS)) $(ARGS)

fuzz: $(READY) ## feed broken pages to the extract step for an hour; ARGS="--minutes 5 --seed 7"
	nice -n 19 $(BIN)/python -m tests.harness.fuzz $(ARGS)

fuzz-records: $(READY) ## write odd records to every topic for an hour; KAFKA=apache, ARGS="--minutes 5 --store postgres"
	nice -n 19 $(BIN)/python -m tests.harness.record_fuzz --broker $(KAFKA) $(ARGS)

bench-fetch: $(BENCH) ## fetcher against bare aiohttp and Scrapy on one local site
	$(BIN)/python -m tests.harness.bench.bench_fetch $(ARGS)

bench-intake: $(READY) ## a million URLs through intake; KAFKA=apache on Apache Kafka, ARGS="--urls 100000"
	$(BIN)/python -m tests.harness.bench.bench_intake --broker $(KAFKA) $(ARGS)

bench-publish: $(READY) ## CPU of a decision among a million articles, both databases; ARGS="--rows 100000"
	$(BIN)/python -m tests.harness.bench.bench_publish $(ARGS)

bench-enrich: $(READY) ## what each enricher costs, ms and MB; CORPUS=folder for real articles
	$(BIN)/python -m tests.harness.bench.bench_enrich $(if $(CORPUS),--corpus $(CORPUS)) $(ARGS)

bench-e2e: $(READY) ## articles/s beside a bare loop of trafilatura, both brokers; CORPUS=folder, ARGS="--urls 800"
	$(BIN)/python -m deploy.kafka.jars >/dev/null
	$(BIN)/python -m tests.harness.bench.e2e $(if $(CORPUS),--corpus $(CORPUS)) $(ARGS)

bench-peers: $(BENCH) ## articles/s beside newspaper4k, news-please, Scrapy + trafilatura; CORPUS=folder
	$(BIN)/python -m tests.harness.bench.peers $(if $(CORPUS),--corpus $(CORPUS)) $(ARGS)

proof: $(BENCH) ## write docs/proof.md: loss under kills, speed, quality, beside the others; CORPUS=folder
	$(BIN)/python -m deploy.kafka.jars >/dev/null
	$(BIN)/python -m tests.harness.proof $(if $(CORPUS),--corpus $(CORPUS)) $(ARGS)

bench-scale: $(READY) ## CPU an article with 1, 2 and 4 processes of a stage; CORPUS=folder
	$(BIN)/python -m deploy.kafka.jars >/dev/null
	$(BIN)/python -m tests.harness.bench.e2e.scale $(if $(CORPUS),--corpus $(CORPUS)) $(ARGS)

bench-long: $(READY) ## a million small pages: rate and memory by tenths; ARGS="--urls 20000"
	$(BIN)/python -m tests.harness.bench.e2e.long $(ARGS)

bench-startup: $(READY) ## seconds from the start of everything to the first article
	$(BIN)/python -m tests.harness.bench.e2e.startup $(ARGS)

bench: $(BENCH) ## all of the whole in one table, for a day; CORPUS=folder, ARGS="--long 20000" for an hour
	$(BIN)/python -m deploy.kafka.jars >/dev/null
	$(BIN)/python -m tests.harness.bench $(if $(CORPUS),--corpus $(CORPUS)) $(ARGS)

bench-parts: $(READY) ## benchmarks of single parts: frontier, flood, duplicate window, store, poison pages
	$(BIN)/python -m tests.harness.bench.bench_frontier
	$(BIN)/python -m tests.harness.bench.bench_flood
	$(BIN)/python -m tests.harness.bench.bench_seen
	$(BIN)/python -m tests.harness.bench.bench_store
	$(BIN)/python -m tests.harness.bench.bench_poison

soak: $(READY) ## an hour of steady load: memory and descriptors must stay flat
	$(BIN)/python -m tests.harness.chaos --minutes 60 --kills 0 $(ARGS)

sbom: ## list what the image holds, CycloneDX and licences, in build/sbom
	$(PYTHON) -m venv build/sbom/tools
	build/sbom/tools/bin/pip install --quiet --require-hashes --no-deps -r requirements-sbom.lock
	$(PYTHON) -m venv --clear --without-pip build/sbom/image
	build/sbom/tools/bin/pip --python build/sbom/image/bin/python install --quiet --no-compile \
	  --require-hashes --no-deps -r requirements.lock
	build/sbom/tools/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
	  --output-file build/sbom/newsreel.cdx.json build/sbom/image/bin/python
	build/sbom/tools/bin/pip-licenses --python build/sbom/image/bin/python --from mixed --with-urls \
	  --format markdown --output-file build/sbom/licences.md

site: ## build the docs site, strictly, in build/site; ARGS=serve shows it on 127.0.0.1:8000
	$(PYTHON) -m venv build/mkdocs
	build/mkdocs/bin/pip install --quiet --require-hashes --no-deps -r requirements-site.lock
	build/mkdocs/bin/mkdocs $(or $(ARGS),build --strict)

watch: $(READY) ## ten minutes under a real Prometheus: every dashboard query and alert has data
	NEWSREEL_TEST_WATCH_SECONDS=600 $(BIN)/python -m pytest tests/deploy/test_a_real_prometheus.py $(ARGS)

record-scrapes: $(READY) ## record again what the alerts on counters are tested with, in three minutes
	$(BIN)/python -m tests.deploy.record_scrapes

check-deploy: $(DEPLOY) ## check image, compose, chart and alerts with whatever tool is present, helm in any case
	PATH="$(CURDIR)/build/deploy/bin:$$PATH" bash deploy/check.sh

$(DEPLOY): requirements-deploy.lock
	$(PYTHON) -m venv build/deploy
	build/deploy/bin/pip install --quiet --require-hashes --no-deps -r requirements-deploy.lock
	@touch $@

clean: ## remove what tests and runs leave behind; kept: .venv, .kafka, and in .run the state beside a Kafka of yours
	@$(or $(PYTHON),python3) -B -m services.local.clean
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis reports build dist *.egg-info
	find . -name __pycache__ -not -path './$(VENV)/*' -type d -prune -exec rm -rf {} +
