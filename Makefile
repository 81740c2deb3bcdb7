# `make help` lists what there is to make.
.DEFAULT_GOAL := help
.PHONY: help build fetched test test-deep lint fuzz contracts readme pictures bench growth shell clean

# The table of models, and the folder that the outputs go to.
SOURCE ?= $(or $(wildcard data/ai_ecosystem.csv),data/sample.csv)
OUT ?= data
PYTHON ?= python3

# What lies elsewhere may have changed. The live Hub is first fetched into a file;
# where that was cut off it goes on.
far := $(findstring ://,$(SOURCE))
ifeq ($(SOURCE),hub)
far := yes
override SOURCE := $(OUT)/hub.parquet
build: fetched
endif

# How many models to compare by: as many as the snapshot of July 2025 has.
N ?= 1860411

# How many broken tables to build.
CASES ?= 5000
export SOURCE OUT

bin := .venv/bin
pip := $(bin)/pip install --quiet --disable-pip-version-check
quoted = '$(subst ','\'',$(1))'

help: ## list what there is to make
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 17

# What the outputs depend on: which source, as it lies there, and which code. Of a
# source elsewhere nothing is kept, for something secret may be in a URL.
define inputs
case $(call quoted,$(SOURCE)) in (*://*) ;; \
(*) echo $(call quoted,$(SOURCE)); ls -iLln $(call quoted,$(SOURCE)) 2>&1;; esac; \
find sql ecograph -name "*.sql" -o -name "*.py"
endef

# The reasons to build, if there are any.
define reasons
$(if $(far),echo far away;) \
out=$(call quoted,$(OUT)); \
for file in ecograph.duckdb ai_ecosystem_graph.pkl ai_ecosystem_graph_finetune.pkl \
	ai_ecosystem_graph_nomerges.pkl; do test -e "$$out/$$file" || echo no $$file; done; \
{ $(inputs); } | cmp -s - "$$out/.inputs" || echo other inputs; \
find $(call quoted,$(SOURCE)) sql ecograph -type f ! -name '*.pyc' \
	-newer "$$out/ecograph.duckdb" 2>/dev/null
endef

build: ## build the sample, or SOURCE=models.csv or hub, into data, or OUT=folder
ifneq ($(filter build,$(MAKECMDGOALS)),)
ifneq ($(shell $(reasons)),)
build: .venv/installed $(if $(far),.venv/hub)
	$(bin)/ecograph build "$$SOURCE" --out "$$OUT"
	@{ $(inputs); } > "$$OUT/.inputs"
endif
endif

fetched: .venv/hub
	@mkdir -p "$$OUT"
	$(bin)/ecograph fetch "$$SOURCE"

test: .venv/dev ## run the tests
	$(bin)/pytest -n 2 --dist worksteal

test-deep: .venv/dev ## run the tests with many more random, large and killed builds
	DEEP=1 $(bin)/pytest -n 2 --dist worksteal

lint: .venv/dev ## check style, types and imports, with all findings
	@status=0; \
	for check in 'ruff check .' 'ruff format --check .' mypy lint-imports \
		'sqlfluff lint --processes 2 sql'; do \
		echo "$$check"; $(bin)/$$check || status=1; \
	done; exit $$status

fuzz: .venv/dev ## feed builds with broken tables, as many as CASES says
	FUZZ_CASES=$(CASES) $(bin)/pytest tests/test_fuzz.py

contracts: .venv/dev ## accept changed columns of the SQL, once their version is raised
	$(bin)/python tests/contracts.py

readme: .venv/dev ## write the made parts of the README anew
	$(bin)/python tests/readme.py

pictures: .venv/dev ## make the pictures of the README anew
	$(bin)/python tests/pictures.py

bench: .venv/dev ## compare with other ways to make the graphs, of N made-up models
	$(bin)/python tests/bench/bench.py compare $(N)

growth: .venv/dev ## measure the build at 100 thousand to 10 million models
	$(bin)/python tests/bench/bench.py growth --rounds 1 100000 1000000 1860411 10000000

shell: $(bin)/duckdb ## open the database in the DuckDB shell, read-only
	@test -e "$$OUT/ecograph.duckdb" || $(MAKE) build
	$(bin)/duckdb -readonly "$$OUT/ecograph.duckdb"

clean: ## delete what build and test made, and the virtual environment
	rm -rf .venv .pytest_cache .hypothesis .mypy_cache .ruff_cache
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

$(bin)/duckdb: | .venv/installed
	$(pip) --editable '.[shell]'
