# Two commands, and a third: everything they need is put into .venv first.
# README.md has the same steps without make.

PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
OLD := Python 3.11 or newer is needed; name one with make PYTHON=...

.PHONY: run test bench

run: .venv/run.stamp
	$(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT) \
		--server.showEmailPrompt false

test: .venv/test.stamp
	$(BIN)/python tests/chromium.py
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/python -m pytest -n 2 --dist worksteal

bench: .venv/test.stamp
	$(BIN)/python tests/chromium.py
	$(BIN)/python -m benchmarks.scrub
	$(BIN)/python -m benchmarks.first_picture
	$(BIN)/python -m benchmarks.interaction
	$(BIN)/python -m benchmarks.classroom
	$(BIN)/python -m benchmarks.figures
	$(BIN)/python -m benchmarks.training
	$(BIN)/python -m benchmarks.live
	$(BIN)/python -m benchmarks.diagnosis

# A stamp is as old as the last installation; a half-made environment is thrown away.
.venv/run.stamp: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("$(OLD)" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }
	$(BIN)/python -m pip install --disable-pip-version-check -r requirements.txt
	touch $@

.venv/test.stamp: .venv/run.stamp tests/requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check -r tests/requirements.txt
	touch $@
