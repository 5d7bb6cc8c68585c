"""Centred discrepancy of SciPy's scrambled Halton and Sobol points: cases as JSON on stdin, medians as JSON on stdout."""

import json
import sys
import warnings

import numpy as np
import scipy
from scipy.stats import qmc

# Sobol warns about counts that are not powers of two; the benchmark asks for such counts on purpose.
warnings.filterwarnings("ignore", category=UserWarning)


def medians(engine, cases, seeds):
    def discrepancy(d, n, seed):
        return qmc.discrepancy(engine(d, scramble=True, seed=seed).random(n), method="CD")

    return [float(np.median([discrepancy(d, n, s) for s in range(seeds)])) for d, n in cases]


request = json.load(sys.stdin)
cases = [(case["dimensions"], case["count"]) for case in request["cases"]]
json.dump(
    {
        "version": scipy.__version__,
        "halton": medians(qmc.Halton, cases, request["seeds"]),
        "sobol": medians(qmc.Sobol, cases, request["seeds"]),
    },
    sys.stdout,
)
