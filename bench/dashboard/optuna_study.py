"""Fills an Optuna study by SQL: optuna_study.py FILE TRIALS POINTS. Optuna makes the tables; its own interface would need days."""

import json
import math
import random
import sqlite3
import sys

import optuna

path, trials, points = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
optuna.logging.set_verbosity(optuna.logging.ERROR)
study = optuna.create_study(storage=f"sqlite:///{path}", study_name="long")

FLOAT = lambda low, high: json.dumps(
    {"name": "FloatDistribution", "attributes": {"step": None, "low": low, "high": high, "log": True}}
)
LR, DECAY = FLOAT(1e-5, 10.0), FLOAT(1e-6, 1e-1)
CHOICE = json.dumps({"name": "CategoricalDistribution", "attributes": {"choices": ["momentum", "adam"]}})
WIDTH = json.dumps({"name": "CategoricalDistribution", "attributes": {"choices": [64, 128, 256]}})
DROPOUT = json.dumps({"name": "FloatDistribution", "attributes": {"step": None, "low": 0.0, "high": 0.7, "log": False}})
START, END = "2026-01-01 00:00:00.000000", "2026-01-01 00:01:00.000000"

random.seed(1)
with sqlite3.connect(path) as database:
    database.execute("PRAGMA synchronous=OFF")
    for first in range(1, trials + 1, 100):
        numbers = range(first, min(first + 100, trials + 1))
        database.executemany(
            "INSERT INTO trials VALUES (?, ?, 1, 'COMPLETE', ?, ?)", [(n, n - 1, START, END) for n in numbers]
        )
        parameters, values, reports = [], [], []
        for n in numbers:
            parameters += [
                (n, "optimizer", random.randrange(2), CHOICE),
                (n, "lr", 10 ** random.uniform(-5, 1), LR),
                (n, "width", random.randrange(3), WIDTH),
                (n, "dropout", random.uniform(0, 0.7), DROPOUT),
                (n, "weight_decay", 10 ** random.uniform(-6, -1), DECAY),
            ]
            floor = 0.5 + 0.2 * math.cos(n)
            curve = [floor + 2 * math.exp(-5 * i / points) + random.gauss(0, 0.01) for i in range(points)]
            values.append((n, min(curve)))
            reports += [(n, 10 * (i + 1), value) for i, value in enumerate(curve)]
        database.executemany(
            "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES (?, ?, ?, ?)",
            parameters,
        )
        database.executemany(
            "INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?, 0, ?, 'FINITE')", values
        )
        database.executemany(
            "INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type)"
            " VALUES (?, ?, ?, 'FINITE')",
            reports,
        )
print(optuna.__version__)
