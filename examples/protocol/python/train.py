"""Gradient descent on 1/2 (x^2 + 25 y^2), from a random start: a training program that speaks the trial protocol."""

import argparse
import json
import os
import random

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.01)
lr = parser.parse_args().lr

directory = os.environ.get("ATTUNE_DIR", ".")
every = int(os.environ.get("ATTUNE_EVAL_EVERY", 5))
max_steps = int(os.environ.get("ATTUNE_MAX_STEPS", 100))
until = int(os.environ.get("ATTUNE_UNTIL_STEP", max_steps))


def write(line):
    with open(os.path.join(directory, "metrics.jsonl"), "a") as file:
        file.write(json.dumps(line) + "\n")


if "ATTUNE_RESUME" in os.environ:
    with open(os.environ["ATTUNE_RESUME"]) as file:
        step, x, y = json.load(file)
else:
    draw = random.Random(int(os.environ.get("ATTUNE_SEED", 0)))
    step, x, y = 0, 1 + draw.random(), 1 + draw.random()

while step < until:
    step += 1
    x -= lr * x
    y -= lr * 25 * y
    if step % every == 0 or step == until:
        write({"step": step, "valid/loss": (x * x + 25 * y * y) / 2, "lr": lr})

# Announced after this step's metrics, and only once it is complete: written under another name first, then renamed.
os.makedirs(os.path.join(directory, "checkpoints"), exist_ok=True)
path = os.path.join(directory, "checkpoints", str(step))
with open(path + ".partial", "w") as file:
    json.dump([step, x, y], file)
os.replace(path + ".partial", path)
write({"step": step, "checkpoint": os.path.abspath(path)})
