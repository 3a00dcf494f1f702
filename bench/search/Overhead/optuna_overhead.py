"""Milliseconds that Optuna needs for one suggestion; prints lines "sampler parameters finished median_ms suggestions"."""

import random
import statistics
import sys
import time
import warnings

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.trial import create_trial

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def space(parameters):
    kinds = [
        FloatDistribution(0, 1),
        FloatDistribution(1e-5, 1e-1, log=True),
        IntDistribution(1, 12),
        CategoricalDistribution(["a", "b", "c"]),
    ]
    return {f"p{i}": kinds[i % len(kinds)] for i in range(parameters)}


def draw(rng, distribution):
    if isinstance(distribution, CategoricalDistribution):
        return rng.choice(distribution.choices)
    if isinstance(distribution, IntDistribution):
        return rng.randint(distribution.low, distribution.high)
    return distribution.low * (distribution.high / distribution.low) ** rng.random() if distribution.log else rng.random()


def sampler(name):
    if name == "tpe":
        return optuna.samplers.TPESampler(seed=0, multivariate=True, constant_liar=True)
    return optuna.samplers.GPSampler(seed=0)


def main():
    print("version", optuna.__version__)
    names = sys.argv[1].split(",")
    for name in names:
        if name == "gp" and not hasattr(optuna.samplers, "GPSampler"):
            continue
        for parameters in map(int, sys.argv[2].split(",")):
            for finished in map(int, sys.argv[3].split(",")):
                if name == "gp" and finished > 1000:
                    continue
                rng = random.Random(finished)
                distributions = space(parameters)
                study = optuna.create_study(sampler=sampler(name))
                study.add_trials([
                    create_trial(params={key: draw(rng, value) for key, value in distributions.items()}, distributions=distributions, value=rng.random())
                    for _ in range(finished)
                ])
                times = []
                for _ in range(20 if name == "tpe" else 3):
                    start = time.process_time()
                    study.ask(distributions)
                    times.append(time.process_time() - start)
                print(name, parameters, finished, 1000 * statistics.median(times), len(times), flush=True)


main()
