"""The training program's arguments. Their defaults are the project's baseline."""

import argparse


def parse_options(argv=None):
    parser = argparse.ArgumentParser(formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--model", choices=["mlp", "cnn"], default="mlp", help="the network")
    parser.add_argument("--hidden_units", type=int, default=128, help="width of the MLP")
    parser.add_argument("--channels", type=int, default=16, help="of the first convolution; the second has twice as many")
    parser.add_argument("--optimizer", choices=["adam", "nesterov"], default="adam", help="who updates")
    parser.add_argument("--learning_rate", type=float, default=1e-3, help="constant during training")
    parser.add_argument("--momentum", type=float, default=0.9, help="of Nesterov")
    parser.add_argument("--regularizer", choices=["none", "dropout"], default="none", help="how to regularise")
    parser.add_argument("--dropout", type=float, default=None, help="share of units that dropout silences")
    options = parser.parse_args(argv)
    if options.regularizer == "none" and options.dropout is not None:
        parser.error("--dropout needs --regularizer=dropout")
    if options.regularizer == "dropout" and options.dropout is None:
        parser.error("--regularizer=dropout needs --dropout, from 0 to below 1")
    options.dropout = options.dropout or 0.0
    return options
