"""Tests of attune.py; run with `python3 -m unittest discover python`. No dependencies."""

import ast
import io
import json
import math
import os
import sys
import tempfile
import unittest
from contextlib import redirect_stderr, redirect_stdout

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import attune  # noqa: E402


class Scalar:
    """What NumPy's scalars and one-element tensors have in common."""

    def __init__(self, value):
        self.value = value

    def __float__(self):
        return float(self.value)


class Index:
    def __index__(self):
        return 7


class ClientTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.directory = folder.name
        self.give_params({"lr": 0.1, "optimizer": "adam"})

    def give_params(self, params):
        with open(os.path.join(self.directory, "params.json"), "w", encoding="utf-8") as file:
            json.dump(params, file)

    def attached(self, **variables):
        return attune.trial(environ=dict(variables, ATTUNE_DIR=self.directory))

    def standalone(self, environ=None, **defaults):
        with redirect_stderr(io.StringIO()):
            return attune.trial(environ=environ or {}, directory=self.directory, **defaults)

    def lines(self):
        with open(os.path.join(self.directory, "metrics.jsonl"), encoding="utf-8", newline="") as file:
            text = file.read()
        self.assertTrue(text.endswith("\n"))
        return [json.loads(line) for line in text[:-1].split("\n")]


class UnderAttune(ClientTest):
    def test_takes_everything_from_the_environment_and_params_json(self):
        trial = self.attached(
            ATTUNE_PROTOCOL="1",
            ATTUNE_SEED="42",
            ATTUNE_MAX_STEPS="2000",
            ATTUNE_UNTIL_STEP="500",
            ATTUNE_EVAL_EVERY="25",
            ATTUNE_RESUME="/data/step-250",
        )
        self.assertEqual(trial.params, {"lr": 0.1, "optimizer": "adam"})
        self.assertEqual((trial.seed, trial.max_steps, trial.until_step, trial.eval_every), (42, 2000, 500, 25))
        self.assertEqual((trial.resume, trial.directory, trial.rank), ("/data/step-250", self.directory, 0))

    def test_given_parameters_complete_the_defaults(self):
        trial = attune.trial(params={"lr": 1.0, "depth": 2}, environ={"ATTUNE_DIR": self.directory})
        self.assertEqual(trial.params, {"lr": 0.1, "optimizer": "adam", "depth": 2})

    def test_an_attempt_never_goes_beyond_the_horizon(self):
        trial = self.attached(ATTUNE_MAX_STEPS="100", ATTUNE_UNTIL_STEP="300")
        self.assertEqual(trial.until_step, 100)
        self.assertFalse(trial.should_stop(99))
        self.assertTrue(trial.should_stop(100))

    def test_appends_one_line_for_each_measurement(self):
        trial = self.attached()
        trial.report(0, {"train/loss": 2.5}, time=12.0625)
        trial.report(Index(), {"train/loss": math.nan, "valid/loss": math.inf}, lr=-math.inf, time=13)
        trial.report(8, {"valid/loss": Scalar(0.25)}, time=14)
        self.assertEqual(
            self.lines(),
            [
                {"step": 0, "time": 12.062, "train/loss": 2.5},
                {"step": 7, "time": 13, "train/loss": "NaN", "valid/loss": "Infinity", "lr": "-Infinity"},
                {"step": 8, "time": 14, "valid/loss": 0.25},
            ],
        )

    def test_announces_checkpoints_by_absolute_path_and_infeasibility_at_the_last_step(self):
        trial = self.attached()
        trial.checkpoint(100, "step-100")
        trial.report(120, {"valid/loss": 1})
        trial.infeasible("the loss is not finite")
        first, _, last = self.lines()
        self.assertEqual((first["step"], first["checkpoint"]), (100, os.path.abspath("step-100")))
        self.assertEqual((last["step"], last["infeasible"]), (120, "the loss is not finite"))

    def test_only_rank_0_writes(self):
        for variable in attune.RANK_VARIABLES:
            trial = self.attached(**{variable: "3"})
            trial.report(1, lr=1)
            trial.checkpoint(1, "x")
            trial.infeasible("x")
            self.assertEqual(trial.rank, 3)
        self.attached(RANK="0", SLURM_PROCID="5").report(2, lr=1)
        self.assertEqual([line["step"] for line in self.lines()], [2])


class Refusals(ClientTest):
    def test_of_the_environment(self):
        for variables, message in [
            ({"ATTUNE_PROTOCOL": "2"}, 'ATTUNE_PROTOCOL is "2" and this client speaks version 1'),
            ({"ATTUNE_SEED": "abc"}, 'ATTUNE_SEED is "abc"; it must be a whole number, 0 or more'),
            ({"ATTUNE_SEED": "-1"}, 'ATTUNE_SEED is "-1"'),
            ({"ATTUNE_MAX_STEPS": "0"}, 'ATTUNE_MAX_STEPS is "0"; it must be a whole number, 1 or more'),
            ({"ATTUNE_EVAL_EVERY": "1e2"}, 'ATTUNE_EVAL_EVERY is "1e2"'),
        ]:
            with self.assertRaises(ValueError) as caught:
                self.standalone(variables)
            self.assertIn(message, str(caught.exception))

    def test_of_parameters(self):
        self.give_params([1])
        with self.assertRaisesRegex(ValueError, "params.json cannot be read as a JSON object: it holds something else"):
            self.attached()
        os.remove(os.path.join(self.directory, "params.json"))
        with self.assertRaisesRegex(ValueError, "params.json cannot be read as a JSON object"):
            self.attached()

    def test_of_steps_names_and_values_nothing_is_written(self):
        trial = self.attached()
        for step, metrics, error, message in [
            (0.5, {"lr": 1}, TypeError, "step is 0.5"),
            (True, {"lr": 1}, TypeError, "step is True"),
            (-1, {"lr": 1}, ValueError, "step is -1"),
            (2**53, {"lr": 1}, ValueError, "step is 9007199254740992"),
            (1, {"time": 1}, ValueError, 'a metric cannot be named "time"'),
            (1, {"lr": "1"}, TypeError, "metric lr is not a number"),
            (1, {"lr": None}, TypeError, "metric lr is not a number"),
        ]:
            with self.assertRaises(error) as caught:
                trial.report(step, metrics)
            self.assertIn(message, str(caught.exception))
        self.assertFalse(os.path.exists(os.path.join(self.directory, "metrics.jsonl")))


class OutsideAttune(ClientTest):
    def test_runs_on_its_defaults_and_prints(self):
        trial = self.standalone(seed=3, max_steps=40, params={"lr": 0.5})
        self.assertEqual((trial.seed, trial.max_steps, trial.until_step, trial.eval_every), (3, 40, 40, 2))
        self.assertEqual((trial.params, trial.resume), ({"lr": 0.5}, None))
        printed = io.StringIO()
        with redirect_stdout(printed):
            trial.report(4, {"valid/loss": 0.25}, time=5)
        self.assertEqual(printed.getvalue(), '{"step": 4, "time": 5, "valid/loss": 0.25}\n')

    def test_says_where_files_go(self):
        said = io.StringIO()
        with redirect_stderr(said):
            attune.trial(environ={}, directory=self.directory)
        self.assertEqual(
            said.getvalue(), "not started by Attune: measurements go to stdout, files to %s\n" % self.directory
        )


class Contract(ClientTest):
    """What both clients, and Attune's reader, must agree on."""

    def test_seeds_for_purposes(self):
        with open(os.path.join(HERE, "..", "packages", "train", "fixtures", "seeds.json"), encoding="utf-8") as file:
            cases = json.load(file)["cases"]
        self.assertGreater(len(cases), 3)
        for case in cases:
            trial = self.standalone(seed=case["seed"])
            self.assertEqual(trial.seed_for(case["purpose"], case["host"]), case["expect"])

    def test_lines_hold_what_the_reader_reads(self):
        with open(os.path.join(HERE, "..", "contract", "measurements.json"), encoding="utf-8") as file:
            fixtures = json.load(file)
        reported = 0
        for fixture in fixtures:
            measurement = fixture["expect"]["measurement"]
            if not measurement or not measurement["metrics"]:
                continue
            metrics = dict(measurement["metrics"])
            path = os.path.join(self.directory, "metrics.jsonl")
            if os.path.exists(path):
                os.remove(path)
            self.attached().report(measurement["step"], {name: float(value) for name, value in metrics.items()})
            (line,) = self.lines()
            del line["time"]
            self.assertEqual(line, dict(metrics, step=measurement["step"]), fixture["about"])
            reported += 1
        self.assertGreater(reported, 5)

    def test_the_file_is_python_3_8(self):
        with open(os.path.join(HERE, "attune.py"), encoding="utf-8") as file:
            ast.parse(file.read(), feature_version=(3, 8))


if __name__ == "__main__":
    unittest.main()
