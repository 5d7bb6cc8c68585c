"""Tests of the training program; run with `.venv/bin/python -m unittest discover -s src`. They need PyTorch."""

import io
import json
import os
import tempfile
import unittest
from contextlib import redirect_stderr
from pathlib import Path
from unittest.mock import patch

import torch
from digits import SIZES, read_digits
from model import make_model
from options import parse_options
from train import main


class DigitsTest(unittest.TestCase):
    def test_every_image_is_in_one_part(self):
        digits = read_digits()
        self.assertEqual({name: len(labels) for name, (_, labels) in digits.items()}, SIZES)
        # scikit-learn 1.9.1: load_digits().data.sum() == 561718.0, in sixteenths
        brightness = sum(images.double().sum().item() * 16 for images, _ in digits.values())
        self.assertEqual(brightness, 561718)

    def test_the_split_is_the_one_that_results_were_measured_on(self):
        # Position-weighted sums: they change with any exchange of two different images.
        def checksum(images, labels):
            rows = images.double().flatten(1) * 16 @ torch.arange(1, 65).double() + labels
            return int((rows * torch.arange(1, len(labels) + 1)).sum())

        sums = {name: checksum(*part) for name, part in read_digits().items()}
        self.assertEqual(sums, {"train": 1811274272, "valid": 4114414101, "test": 450106022})


class ModelTest(unittest.TestCase):
    def parameters(self, *argv):
        return sum(parameter.numel() for parameter in make_model(parse_options(argv)).parameters())

    def test_the_two_networks_are_of_one_size(self):
        # 64 · 128 + 128 + 128 · 10 + 10, and 9 · 16 + 16 + 9 · 16 · 32 + 32 + 512 · 10 + 10
        self.assertEqual([self.parameters("--model=mlp"), self.parameters("--model=cnn")], [9610, 9930])

    def test_a_model_gives_a_logit_for_each_digit(self):
        for name in ("mlp", "cnn"):
            logits = make_model(parse_options(["--model=" + name]))(torch.zeros(3, 1, 8, 8))
            self.assertEqual(tuple(logits.shape), (3, 10))

    def test_dropout_silences_in_training_alone(self):
        torch.manual_seed(0)
        model = make_model(parse_options(["--regularizer=dropout", "--dropout=0.5"]))
        images = torch.ones(2, 1, 8, 8)
        self.assertFalse(torch.equal(model(images), model(images)))
        model.eval()
        self.assertTrue(torch.equal(model(images), model(images)))


class OptionsTest(unittest.TestCase):
    def test_a_dropout_rate_belongs_to_dropout(self):
        self.assertEqual(parse_options([]).dropout, 0)
        self.assertEqual(parse_options(["--regularizer=dropout", "--dropout=0.3"]).dropout, 0.3)
        for argv in (["--dropout=0.3"], ["--regularizer=dropout"]):
            with self.assertRaises(SystemExit), redirect_stderr(io.StringIO()):
                parse_options(argv)


class TrainTest(unittest.TestCase):
    ARGUMENTS = ("--model=cnn", "--channels=4", "--regularizer=dropout", "--dropout=0.2")

    def train(self, *argv, seed=1, until=20, resume=None):
        """The lines that an attempt reports, as Attune starts it, 20 steps long with evaluations every 5."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        Path(folder.name, "params.json").write_text("{}", encoding="utf-8")
        variables = {
            "ATTUNE_PROTOCOL": "1",
            "ATTUNE_DIR": folder.name,
            "ATTUNE_SEED": str(seed),
            "ATTUNE_MAX_STEPS": "20",
            "ATTUNE_UNTIL_STEP": str(until),
            "ATTUNE_EVAL_EVERY": "5",
        }
        if resume:
            variables["ATTUNE_RESUME"] = resume
        with patch.dict(os.environ, variables):
            main(argv)
        lines = Path(folder.name, "metrics.jsonl").read_text(encoding="utf-8").splitlines()
        return [{key: value for key, value in json.loads(line).items() if key != "time"} for line in lines]

    def test_a_run_reports_trains_and_ends_with_a_checkpoint(self):
        *reports, last = self.train(*self.ARGUMENTS)
        self.assertEqual([report["step"] for report in reports], [0, 5, 10, 15, 20])
        self.assertEqual((last["step"], Path(last["checkpoint"]).name), (20, "20.pt"))
        # ln 10: it knows nothing before it trains
        self.assertAlmostEqual(reports[0]["valid/loss"], 2.3026, delta=0.05)
        self.assertLess(reports[-1]["train/loss"], reports[0]["train/loss"])

    def test_the_seed_decides_the_run(self):
        first, again, other = (self.train(*self.ARGUMENTS, seed=seed)[:-1] for seed in (1, 1, 2))
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)

    def test_a_resumed_run_goes_on_as_if_never_interrupted(self):
        for optimizer in (("--optimizer=adam",), ("--optimizer=nesterov", "--learning_rate=0.05")):
            whole = self.train(*self.ARGUMENTS, *optimizer)[:-1]
            *begun, announced = self.train(*self.ARGUMENTS, *optimizer, until=10)
            resumed = self.train(*self.ARGUMENTS, *optimizer, resume=announced["checkpoint"])[:-1]
            self.assertEqual(begun + resumed, whole)


if __name__ == "__main__":
    unittest.main()
