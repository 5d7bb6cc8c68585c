"""The two networks that are compared. Both have about ten thousand parameters at their middle width."""

from torch import nn


def make_model(options):
    """Logits [n, 10] of images [n, 1, 8, 8]; dropout stands before the last layer of either network."""
    dropout = nn.Dropout(options.dropout)
    if options.model == "mlp":
        hidden = options.hidden_units
        return nn.Sequential(nn.Flatten(), nn.Linear(64, hidden), nn.ReLU(), dropout, nn.Linear(hidden, 10))
    channels = options.channels
    return nn.Sequential(
        nn.Conv2d(1, channels, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(channels, 2 * channels, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        dropout,
        nn.Linear(2 * channels * 16, 10),
    )
