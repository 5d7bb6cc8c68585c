"""Trains one network on the digits; run it by hand, or let Attune run it (see README.md)."""

import os
import sys
from pathlib import Path

# In a project of your own, copy attune.py beside the training program instead.
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python"))

import attune  # noqa: E402
import torch  # noqa: E402
from digits import read_digits  # noqa: E402
from model import make_model  # noqa: E402
from options import parse_options  # noqa: E402
from torch.nn.functional import cross_entropy  # noqa: E402

BATCH_SIZE = 64


def make_optimizer(options, parameters):
    if options.optimizer == "adam":
        return torch.optim.Adam(parameters, lr=options.learning_rate)
    return torch.optim.SGD(parameters, lr=options.learning_rate, momentum=options.momentum, nesterov=True)


@torch.no_grad()
def scores(model, digits):
    """Of each part of the data the mean cross-entropy in nats and the share of wrong predictions, without dropout."""
    model.eval()
    metrics = {}
    for part, (images, labels) in digits.items():
        logits = model(images)
        wrong = (logits.argmax(1) != labels) | ~logits.isfinite().all(1)
        metrics[part + "/loss"] = cross_entropy(logits, labels).item()
        metrics[part + "/error"] = wrong.double().mean().item()
    model.train()
    return metrics


def main(argv=None):
    options = parse_options(argv)
    trial = attune.trial(max_steps=600, eval_every=25)
    torch.set_num_threads(1)  # the networks are small: a second thread costs more than it gives
    torch.manual_seed(trial.seed_for("initialisation"))
    digits = read_digits()
    images, labels = digits["train"]
    model = make_model(options)
    optimizer = make_optimizer(options, model.parameters())

    start, waiting = 0, torch.tensor([], dtype=torch.int64)
    order = torch.Generator().manual_seed(trial.seed_for("order"))
    torch.manual_seed(trial.seed_for("dropout"))
    if trial.resume:
        saved = torch.load(trial.resume)
        start, waiting = saved["step"], saved["waiting"]
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        order.set_state(saved["order"])
        torch.set_rng_state(saved["dropout"])
    else:
        trial.report(0, scores(model, digits))

    norms = []
    for step in range(start + 1, trial.until_step + 1):
        # Examples are dealt from one endless sequence of shuffled passes.
        if len(waiting) < BATCH_SIZE:
            waiting = torch.cat([waiting, torch.randperm(len(labels), generator=order)])
        batch, waiting = waiting[:BATCH_SIZE], waiting[BATCH_SIZE:]
        optimizer.zero_grad()
        cross_entropy(model(images[batch]), labels[batch]).backward()
        norms.append(torch.nn.utils.get_total_norm([p.grad for p in model.parameters()]).item())
        optimizer.step()
        if step % trial.eval_every == 0 or step == trial.max_steps:
            trial.report(step, scores(model, digits), grad_norm=sum(norms) / len(norms))
            norms = []

    state = {
        "step": trial.until_step,
        "waiting": waiting,
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "order": order.get_state(),
        "dropout": torch.get_rng_state(),
    }
    path = Path(trial.directory) / "checkpoints" / ("%d.pt" % trial.until_step)
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, str(path) + ".partial")
    os.replace(str(path) + ".partial", path)
    trial.checkpoint(trial.until_step, path)


if __name__ == "__main__":
    main()
