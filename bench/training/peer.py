"""The peer of `bench/training`: the same encoder in plain PyTorch modules, trained on the same batches.

Reads the cases that the product wrote (shape, batches, settings) and prints one JSON line with the samples a second of each repeat.
No optimisation is left out that a PyTorch user gets by default: fused bias in nn.Linear, dynamic padding, no_grad below the
frozen layers, one optimizer over two parameter groups (foreach), clipping without a read-back.
"""
import json
import math
import sys
import time

import torch
from torch import nn


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        d = c["hidden"]
        self.heads, self.width, self.drop = c["heads"], d // c["heads"], c["dropout"]
        self.query, self.key, self.value = nn.Linear(d, d), nn.Linear(d, d), nn.Linear(d, d)
        self.dense, self.norm1 = nn.Linear(d, d), nn.LayerNorm(d, eps=1e-12)
        self.up, self.down, self.norm2 = nn.Linear(d, c["intermediate"]), nn.Linear(c["intermediate"], d), nn.LayerNorm(d, eps=1e-12)

    def forward(self, x, mask):
        b, s, d = x.shape

        def split(t):
            return t.view(b, s, self.heads, self.width).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(-1, -2) / math.sqrt(self.width) + mask
        p = nn.functional.dropout(scores.softmax(-1), self.drop, self.training)
        context = (p @ v).transpose(1, 2).reshape(b, s, d)
        x = self.norm1(x + nn.functional.dropout(self.dense(context), self.drop, self.training))
        h = self.down(nn.functional.gelu(self.up(x)))
        return self.norm2(x + nn.functional.dropout(h, self.drop, self.training))


class Classifier(nn.Module):
    def __init__(self, c):
        super().__init__()
        d = c["hidden"]
        self.words = nn.Embedding(c["vocabulary"], d, padding_idx=0)
        self.positions, self.types = nn.Embedding(c["positions"], d), nn.Embedding(2, d)
        self.norm = nn.LayerNorm(d, eps=1e-12)
        self.layers = nn.ModuleList(Layer(c) for _ in range(c["layers"]))
        self.pooler, self.classifier = nn.Linear(d, d), nn.Linear(d, c["labels"])
        self.drop, self.frozen = c["dropout"], c["frozenLayers"]

    def forward(self, ids, real):
        mask = (1.0 - real[:, None, None, :].float()) * torch.finfo(torch.float32).min
        with torch.set_grad_enabled(self.frozen == 0):
            x = self.words(ids) + self.positions(torch.arange(ids.shape[1])) + self.types(torch.zeros_like(ids))
            x = nn.functional.dropout(self.norm(x), self.drop, self.training and self.frozen == 0)
            for layer in self.layers[: self.frozen]:
                x = layer.eval()(x, mask)
        for layer in self.layers[self.frozen:]:
            x = layer(x, mask)
        pooled = torch.tanh(self.pooler(x[:, 0]))
        return self.classifier(nn.functional.dropout(pooled, self.drop, self.training))


def train(case, batches, repeats):
    torch.manual_seed(1)
    model = Classifier(case).train()
    if case["frozenLayers"]:
        for module in [model.words, model.positions, model.types, model.norm, *model.layers[: case["frozenLayers"]]]:
            module.requires_grad_(False)
    trained = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    plain = [p for n, p in trained if p.dim() > 1]
    exempt = [p for n, p in trained if p.dim() <= 1]
    optimizer = torch.optim.AdamW([{"params": plain, "weight_decay": 0.01}, {"params": exempt, "weight_decay": 0.0}], lr=1e-4, foreach=True)
    tensors = []
    for batch in batches:
        length = max(len(r) for r in batch["rows"])
        ids = torch.tensor([r + [0] * (length - len(r)) for r in batch["rows"]])
        real = torch.tensor([[1] * len(r) + [0] * (length - len(r)) for r in batch["rows"]])
        tensors.append((ids, real, torch.tensor(batch["labels"])))
    rates = []
    for repeat in range(repeats + 1):
        begin, busy, rows = time.perf_counter(), time.process_time(), 0
        for ids, real, labels in tensors:
            optimizer.zero_grad(set_to_none=True)
            nn.functional.cross_entropy(model(ids, real), labels).backward()
            nn.utils.clip_grad_norm_([p for _, p in trained], 1.0)
            optimizer.step()
            rows += len(labels)
        if repeat:  # the first pass warms caches up
            rates.append([rows / (time.perf_counter() - begin), rows / (time.process_time() - busy)])
    return rates


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        work = json.load(file)
    torch.set_num_threads(work["threads"])
    torch.set_num_interop_threads(1)
    case = work["case"]
    print(json.dumps({"torch": torch.__version__, "rates": train(case, work["batches"], work["repeats"])}))


main()
