# Two commands matter on a fresh machine: `make serve` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# A mirror or proxy of the package registry is taken from pip's own configuration.
PIP_FLAGS ?= --quiet --disable-pip-version-check

.PHONY: serve test lint bench mutate format clean

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install $(PIP_FLAGS) -e .
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/pip install $(PIP_FLAGS) -e '.[dask,dev,browser]'
	touch $@

serve: $(VENV)/.installed
	# A document that cannot be read is listed by the build and stops nothing, the site least of all.
	-$(BIN)/sendkb build
	$(BIN)/sendkb serve

# As many processes as cores; the tests of a file stay together, since they share what is costly to set up.
test: $(VENV)/.dev
	$(BIN)/pytest -n auto --dist loadfile

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.plan_pack
	$(BIN)/python -m tests.bench.national build/national

# Which rules of extraction no test would miss; SEED and COUNT choose the sample.
mutate: $(VENV)/.dev
	$(BIN)/python -m tests.mutate --seed $(or $(SEED),1) --count $(or $(COUNT),20)

clean:
	rm -rf $(VENV) build dist *.egg-info
