"""Optuna's TPE with default settings, asked and told over lines of JSON: a search in, then a value for each configuration."""

import json
import sys

import optuna
from optuna.distributions import FloatDistribution

optuna.logging.set_verbosity(optuna.logging.ERROR)

for line in sys.stdin:
    search = json.loads(line)
    distributions = {one["id"]: FloatDistribution(0, 1) for one in search["axes"]}
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=search["seed"]))
    for _ in range(search["trials"]):
        trial = study.ask(distributions)
        print(json.dumps(trial.params), flush=True)
        study.tell(trial, json.loads(sys.stdin.readline()))
