# A few commands: everything they need is put into .venv first.
# README.md has the same steps without make.

PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
OLD := Python 3.11 or newer is needed; name one with make PYTHON=...

.PHONY: run dev test bench course notebook audit

run: .venv/run.stamp
	$(BIN)/streamlit run server.py --server.address 127.0.0.1 --server.port $(PORT)

# The same, and a page follows when its files are edited.
dev: .venv/run.stamp
	$(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT) \
		--server.fileWatcherType auto

test: .venv/test.stamp
	$(BIN)/python tests/programs.py
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/python -m pytest -n 2 --dist worksteal

# The course as a folder that needs no server; PAGES=gradients writes that page alone.
COURSE ?= course
course: .venv/export.stamp
	$(BIN)/python -m core.export $(COURSE) $(if $(PAGES),--pages $(PAGES))

# The course as one notebook, to be run beside core.
notebook: .venv/export.stamp
	$(BIN)/python -m core.export.notebook course.ipynb

# make bench FIGURE=grad_p asks of one figure alone how fast it is dragged.
bench: .venv/test.stamp
	$(BIN)/python tests/programs.py
ifdef FIGURE
	$(BIN)/python -m benchmarks.scrub --rounds 2 $(FIGURE)
else
	$(BIN)/python -m benchmarks.scrub --rounds 1 home_distance grad_p
	$(BIN)/python -m benchmarks.first_picture --rounds 1
	$(BIN)/python -m benchmarks.interaction --rounds 1 --servers "as it is" \
		"after runs, PyTorch"
	$(BIN)/python -m benchmarks.classroom --readers 30 --seconds 10
	$(BIN)/python -m benchmarks.figures --rounds 1
	$(BIN)/python -m benchmarks.training --rounds 3
	$(BIN)/python -m benchmarks.live --rounds 1
	$(BIN)/python -m benchmarks.diagnosis --seeds 1 --minutes 0.1
endif

# Whether what we depend on has known holes: once a week, not with every test.
audit: .venv/run.stamp
	$(BIN)/python -m pip install --disable-pip-version-check pip-audit==2.10.1
	$(BIN)/pip-audit -r requirements.txt

# A stamp is as old as the last installation; a half-made environment is thrown away.
.venv/run.stamp: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("$(OLD)" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }
	$(BIN)/python -m pip install --disable-pip-version-check -r requirements.txt
	touch $@

.venv/test.stamp: .venv/run.stamp tests/requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check -r tests/requirements.txt
	touch $@

.venv/export.stamp: .venv/run.stamp core/export/requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check -r core/export/requirements.txt
	touch $@
