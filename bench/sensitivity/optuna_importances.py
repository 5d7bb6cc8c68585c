"""Importances by Optuna's functional ANOVA, of studies read as JSON from standard input: one row a study."""

import json
import sys

import optuna
from optuna.distributions import FloatDistribution
from optuna.importance import FanovaImportanceEvaluator, get_param_importances

optuna.logging.set_verbosity(optuna.logging.ERROR)


def importances(points, objectives):
    dimensions = len(points[0])
    distributions = {f"x{i + 1}": FloatDistribution(0, 1) for i in range(dimensions)}
    study = optuna.create_study()
    for point, value in zip(points, objectives):
        params = {f"x{i + 1}": u for i, u in enumerate(point)}
        study.add_trial(optuna.trial.create_trial(params=params, distributions=distributions, value=value))
    shares = get_param_importances(study, evaluator=FanovaImportanceEvaluator(seed=0), normalize=False)
    return [shares[f"x{i + 1}"] for i in range(dimensions)]


studies = json.load(sys.stdin)
json.dump([importances(study["points"], study["objectives"]) for study in studies], sys.stdout)
