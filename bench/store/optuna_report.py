"""Prints what Optuna's report() stores in a second, on SQLite and on its journal: name, tab, points per second."""

import sys
import time

import optuna
from optuna.storages import JournalStorage, RDBStorage
from optuna.storages.journal import JournalFileBackend

POINTS = 300


def rate(storage):
    trial = optuna.create_study(storage=storage).ask()
    start = time.perf_counter()
    for step in range(POINTS):
        trial.report(0.5, step)
    return POINTS / (time.perf_counter() - start)


optuna.logging.set_verbosity(optuna.logging.ERROR)
directory = sys.argv[1]
version = optuna.__version__
print(f"Optuna {version}, report() on SQLite\t{rate(RDBStorage(f'sqlite:///{directory}/optuna.db'))}")
print(f"Optuna {version}, report() on its journal\t{rate(JournalStorage(JournalFileBackend(f'{directory}/journal.log')))}")
