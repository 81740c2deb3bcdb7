# `make help` lists the targets.
.DEFAULT_GOAL := help
.PHONY: help build fetched test test-deep lint fuzz spark contracts readme pictures bench growth shell clean

# The source of models, and the folder for the outputs.
SOURCE ?= $(or $(wildcard data/ai_ecosystem.csv),data/sample.csv)
OUT ?= data
PYTHON ?= python3

# A remote source may have changed, so it is always built. The live Hub is first
# fetched into a file, which resumes an interrupted fetch.
remote := $(findstring ://,$(SOURCE))
ifeq ($(SOURCE),hub)
remote := yes
override SOURCE := $(OUT)/hub.parquet
build: fetched
endif

# Number of models for `make bench`: that of the snapshot of July 2025.
N ?= 1860411

# Number of broken tables of each kind for `make fuzz`.
CASES ?= 5000
export SOURCE OUT

# Modules are compiled once, and SQL files parsed once, whatever the environment says:
# the tests start Python hundreds of times.
export PYTHONDONTWRITEBYTECODE =

bin := .venv/bin
pip := $(bin)/pip install --quiet --disable-pip-version-check
quoted = '$(subst ','\'',$(1))'

help: ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 17

# What the outputs depend on: the source, as `ls` shows it, and the names of the code
# files. Remote sources are left out, as a URL can contain a secret.
define inputs
case $(call quoted,$(SOURCE)) in (*://*) ;; \
(*) echo $(call quoted,$(SOURCE)); ls -iLln $(call quoted,$(SOURCE)) 2>&1;; esac; \
find sql ecograph -name "*.sql" -o -name "*.py"
endef

# Prints the reasons to build, or nothing.
define reasons
$(if $(remote),echo remote source;) \
out=$(call quoted,$(OUT)); \
for file in ecograph.duckdb ai_ecosystem_graph.pkl ai_ecosystem_graph_finetune.pkl \
	ai_ecosystem_graph_nomerges.pkl; do test -e "$$out/$$file" || echo no $$file; done; \
{ $(inputs); } | cmp -s - "$$out/.inputs" || echo other inputs; \
find $(call quoted,$(SOURCE)) sql ecograph -type f ! -path '*/__pycache__/*' ! -name '*.md' \
	-newer "$$out/ecograph.duckdb" 2>/dev/null
endef

build: ## build the sample, or SOURCE=models.csv or hub, into data, or OUT=folder
ifneq ($(filter build,$(MAKECMDGOALS)),)
ifneq ($(shell $(reasons)),)
build: .venv/installed $(if $(remote),.venv/hub)
	$(bin)/ecograph build "$$SOURCE" --out "$$OUT"
	@{ $(inputs); } > "$$OUT/.inputs"
endif
endif

fetched: .venv/hub
	@mkdir -p "$$OUT"
	$(bin)/ecograph fetch "$$SOURCE"

test: .venv/dev ## run the tests
	$(bin)/pytest -n 2 --dist worksteal

test-deep: .venv/dev ## run all tests, with more random, large and killed builds
	DEEP=1 $(bin)/pytest -n 2 --dist worksteal

lint: .venv/dev ## check style, types and imports; report all findings
	@status=0; \
	for check in 'ruff check .' 'ruff format --check .' mypy lint-imports; do \
		echo "$$check"; $(bin)/$$check || status=1; \
	done; \
	echo 'sqlfluff lint sql'; $(lint_sql) || status=1; \
	exit $$status

# sqlfluff takes most of the time. A file that has passed is skipped until its name
# or text, pyproject.toml or sqlfluff's version changes: their digest names its stamp.
define lint_sql
{ mkdir -p .venv/lint; files= stamps=; \
common=$$({ $(bin)/sqlfluff --version; cat pyproject.toml; } | sha256sum); \
for file in $$(find sql -name '*.sql'); do \
	stamp=.venv/lint/$$({ echo "$$common $$file"; cat "$$file"; } | sha256sum | cut -d' ' -f1); \
	test -e $$stamp || { files="$$files $$file"; stamps="$$stamps $$stamp"; }; \
done; \
test -z "$$files" || { $(bin)/sqlfluff lint --processes 2 $$files && touch $$stamps; }; }
endef

fuzz: .venv/dev ## build CASES broken tables of each kind
	FUZZ_CASES=$(CASES) $(bin)/pytest tests/builds/test_fuzz.py

spark: .venv/spark/done ## run the tests of the cluster on Apache Spark, with Java 17
	.venv/spark/bin/python tests/spark.py

contracts: .venv/dev ## accept changed columns of the SQL, once their versions are raised
	$(bin)/python tests/contracts.py

readme: .venv/dev ## regenerate tables, flowchart and outputs in the READMEs
	$(bin)/python tests/readme.py

pictures: .venv/dev ## regenerate the pictures in the READMEs, with chromium
	$(bin)/python tests/pictures.py

bench: .venv/dev ## compare with other ways to make the graphs, of N synthetic models
	$(bin)/python tests/bench/bench.py compare $(N)

growth: .venv/dev ## measure the build at 100 thousand to 10 million models
	$(bin)/python tests/bench/bench.py growth --rounds 1 100000 1000000 1860411 10000000

shell: $(bin)/duckdb ## open the database in the DuckDB shell, read-only
	@test -e "$$OUT/ecograph.duckdb" || $(MAKE) build
	$(bin)/duckdb -readonly "$$OUT/ecograph.duckdb"

clean: ## delete the outputs, the caches and the virtual environment
	rm -rf .venv .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	rm -rf data/.building data/.building.lock
	rm -f data/.inputs data/ecograph.duckdb data/ai_ecosystem_graph*.pkl

$(bin)/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | $(bin)/python
	$(pip) --editable .
	@touch $@

.venv/hub: pyproject.toml | .venv/installed
	$(pip) --editable '.[hub]'
	@touch $@

.venv/dev: pyproject.toml | .venv/installed
	$(pip) --editable '.[dev]'
	@touch $@

# Spark's own package takes the place of its client, so it has an environment.
.venv/spark/done: pyproject.toml | $(bin)/python
	$(PYTHON) -m venv .venv/spark
	.venv/spark/bin/pip install --quiet --disable-pip-version-check --editable . \
		'pyspark[connect]>=4.0' fsspec hypothesis pytest
	@touch $@

$(bin)/duckdb: | .venv/installed
	$(pip) --editable '.[shell]'
