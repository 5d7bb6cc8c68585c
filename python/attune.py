"""Attune's trial protocol for Python training programs: one file, no dependencies, Python 3.8 or later.

Copy it beside the training program, or use it from here::

    import attune

    trial = attune.trial(max_steps=1000, eval_every=50, params={"lr": 0.1})
    start = load(trial.resume) if trial.resume else 0  # your own: gives the checkpoint's step
    for step in range(start + 1, trial.until_step + 1):
        ...
        if step % trial.eval_every == 0:
            trial.report(step, {"train/loss": train_loss, "valid/loss": valid_loss})
        if trial.should_stop(step):
            trial.checkpoint(step, save(step))  # your own: gives the path; after the step's metrics

Started by Attune, the program gets its parameters, seed and steps from there and writes its measurements to the
attempt's ``metrics.jsonl``. Started by hand, it runs on the defaults and prints them.
"""

import hashlib
import json
import math
import os
import re
import sys
import tempfile
import time

__all__ = ["Trial", "trial"]

PROTOCOL = "1"

RESERVED = frozenset(["step", "time", "checkpoint", "infeasible"])

#: Where launchers write a process's global rank, the most specific first.
RANK_VARIABLES = ("RANK", "OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK", "SLURM_PROCID")


def trial(seed=0, max_steps=1000, eval_every=None, directory=None, params=None, environ=None):
    """The trial that this process trains. The arguments hold where Attune says nothing.

    ``eval_every`` is 5 % of the steps by default, ``directory`` a new temporary one. Raises ``ValueError`` where the
    environment contradicts the protocol.
    """
    return Trial(seed, max_steps, eval_every, directory, params, os.environ if environ is None else environ)


class Trial:
    """What Attune asks of this process, and the way to answer.

    params      the hyperparameters, by the names that the command line uses (dict)
    seed        in [0, 2**31); for initialisation, order, dropout and augmentation, never for the data split
    max_steps   the schedule's horizon: the same for every attempt of a trial
    until_step  where this attempt writes a checkpoint and ends; at most max_steps
    eval_every  steps from one evaluation to the next
    directory   this attempt's own directory, absolute
    resume      the checkpoint to continue from, or None
    rank        process rank in a distributed run; only rank 0 writes
    """

    def __init__(self, seed, max_steps, eval_every, directory, params, environ):
        protocol = environ.get("ATTUNE_PROTOCOL") or PROTOCOL
        if protocol != PROTOCOL:
            raise ValueError(
                'ATTUNE_PROTOCOL is "%s" and this client speaks version 1; use the attune.py of your Attune' % protocol
            )
        given = environ.get("ATTUNE_DIR") or None
        self.attached = given is not None
        self.rank = _rank(environ)
        self.seed = _integer(environ, "ATTUNE_SEED", 0, seed)
        self.max_steps = _integer(environ, "ATTUNE_MAX_STEPS", 1, max_steps)
        self.until_step = min(_integer(environ, "ATTUNE_UNTIL_STEP", 1, self.max_steps), self.max_steps)
        self.eval_every = _integer(environ, "ATTUNE_EVAL_EVERY", 1, eval_every or max(1, self.max_steps // 20))
        self.resume = environ.get("ATTUNE_RESUME") or None
        self.directory = os.path.abspath(given or directory or tempfile.mkdtemp(prefix="attune-trial-"))
        self.params = dict(params or {})
        self._last_step = 0
        if self.attached:
            self.params.update(_read_params(os.path.join(self.directory, "params.json")))
        else:
            sys.stderr.write(
                "not started by Attune: measurements go to stdout, files to %s\n" % self.directory
            )

    def report(self, step, metrics=None, time=None, **named):
        """Writes one measurement: ``report(100, {"valid/loss": 0.3})`` or ``report(100, lr=0.1)``.

        Values are numbers, NaN and infinities included; NumPy scalars and one-element tensors will do. ``time`` in
        Unix seconds, default now. Raises ``ValueError`` or ``TypeError`` for what the protocol cannot hold.
        """
        line = {}
        for name, value in dict(metrics or {}, **named).items():
            if name in RESERVED:
                raise ValueError(
                    'a metric cannot be named "%s": the protocol reserves that key; name it split/name, '
                    "as in valid/loss" % name
                )
            line[name] = _number(name, value)
        self._write(step, line, time)

    def checkpoint(self, step, path):
        """Announces a checkpoint; call it after the file is complete and this step's metrics are reported.

        The next attempt goes on after this step: what was not yet reported would be missing from the curve.
        """
        self._write(step, {"checkpoint": os.path.abspath(os.fspath(path))})

    def infeasible(self, reason):
        """Says that this configuration cannot give a usable result; then exit with status 0."""
        self._write(self._last_step, {"infeasible": str(reason)})

    def should_stop(self, step):
        """Whether this attempt ends at ``step``: write a checkpoint, announce it, exit with status 0."""
        return step >= self.until_step

    def seed_for(self, purpose, host=0):
        """An integer seed in [0, 2**31) for one purpose, such as "initialisation".

        All processes of a distributed run get the same one, as initialisation needs; give the rank as ``host`` where
        they must differ, as data order does.
        """
        digest = hashlib.sha256(("%d/%s/%d" % (self.seed, purpose, host)).encode("utf-8")).digest()
        return int.from_bytes(digest[:4], "big") >> 1

    def _write(self, step, content, at=None):
        step = _step(step)
        self._last_step = step
        if self.rank != 0:
            return
        line = {"step": step, "time": round(time.time() if at is None else at, 3)}
        line.update(content)
        text = json.dumps(line, allow_nan=False) + "\n"
        if not self.attached:
            sys.stdout.write(text)
            sys.stdout.flush()
            return
        # One appending write per line: a reader never sees two lines mixed, and a kill tears one line at most.
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        file = os.open(os.path.join(self.directory, "metrics.jsonl"), flags, 0o644)
        try:
            os.write(file, text.encode("utf-8"))
        finally:
            os.close(file)


def _integer(environ, name, least, default):
    text = environ.get(name) or ""
    if text == "":
        return default
    if not re.match(r"[0-9]+\Z", text) or int(text) < least:
        raise ValueError('%s is "%s"; it must be a whole number, %d or more' % (name, text, least))
    return int(text)


def _rank(environ):
    for name in RANK_VARIABLES:
        text = environ.get(name) or ""
        if re.match(r"[0-9]+\Z", text):
            return int(text)
    return 0


def _read_params(path):
    try:
        with open(path, encoding="utf-8") as file:
            params = json.load(file)
    except (OSError, ValueError) as error:
        raise ValueError("%s cannot be read as a JSON object: %s" % (path, error)) from error
    if not isinstance(params, dict):
        raise ValueError("%s cannot be read as a JSON object: it holds something else" % path)
    return params


def _step(step):
    if isinstance(step, bool) or not hasattr(step, "__index__"):
        raise TypeError("step is %r; a step is a whole number, 0 or more" % (step,))
    step = step.__index__()
    if not 0 <= step < 2**53:
        raise ValueError("step is %d; a step is a whole number, 0 or more" % step)
    return step


def _number(name, value):
    if isinstance(value, (str, bytes)):
        raise TypeError("metric %s is not a number; convert it before reporting it" % name)
    try:
        value = float(value)
    except (TypeError, ValueError) as error:
        raise TypeError("metric %s is not a number; convert it before reporting it" % name) from error
    # JSON has no token for these; text keeps them through every JSON reader.
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value
