"""The peer of `bench/training`: the same model in plain PyTorch modules, trained on the same batches from the same weights.

Reads the work that the product wrote (config.json's fields, weights, batches, setting) and prints one JSON line: loss and
gradient norm of the first batch without dropout, which the bench compares with the product's, and the samples a second of each
repeat. Modules are composed as Hugging Face's transformers composes them, with its names, so that the weights load by name.
No optimisation is left out that a PyTorch user gets by default: fused bias in nn.Linear, batches padded to their longest row,
frozen modules in eval mode and without a graph, one optimizer over two parameter groups (foreach), clipping without a read-back.
"""
import json
import struct
import sys
import time

import torch
from torch import nn

import decoders
import encoders
import images
import lora

MODELS = {**encoders.MODELS, **decoders.MODELS, **images.MODELS}


def read_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = bytearray(file.read())
    types = {"F32": torch.float32, "I64": torch.int64}
    header.pop("__metadata__", None)
    return {
        name: torch.frombuffer(data, dtype=types[e["dtype"]], offset=e["data_offsets"][0], count=max(1, torch.Size(e["shape"]).numel())).view(e["shape"]).clone()
        for name, e in header.items()
    }


def text_batch(batch, pad, causal):
    """Rows padded to the longest, as DataCollatorWithPadding does; a language model's labels are its ids, -100 at padding."""
    length = max(len(r) for r in batch["rows"])
    ids = torch.tensor([r + [pad] * (length - len(r)) for r in batch["rows"]])
    real = torch.tensor([[1] * len(r) + [0] * (length - len(r)) for r in batch["rows"]])
    labels = ids.masked_fill(real == 0, -100) if causal else torch.tensor(batch["labels"])
    return (ids, real), labels


def image_batch(batch, work):
    """Pixels by the formula that the product uses too."""
    shape = (len(batch["labels"]), 3, work["imageSize"], work["imageSize"])
    index = torch.arange(torch.Size(shape).numel()) + batch["seed"]
    pixels = (index * 2654435761 % 4294967296).double() / 2147483648 - 1
    return (pixels.float().view(shape),), torch.tensor(batch["labels"])


def causal_loss(logits, labels):
    return nn.functional.cross_entropy(logits[:, :-1].flatten(0, 1), labels[:, 1:].flatten(), ignore_index=-100)


def build(work):
    config = work["config"]
    model = MODELS[config["model_type"]](config, work["labels"])
    if work["loraRank"]:
        lora.attach(model, work["loraRank"], 2 * work["loraRank"])
    misfits = model.load_state_dict({lora.plain(n): t for n, t in read_safetensors(work["weights"]).items()}, strict=False)
    if misfits.unexpected_keys or set(misfits.missing_keys) - {"lm_head.weight"}:  # which is tied
        raise ValueError(misfits)
    model.train()
    if work["loraRank"]:
        lora.freeze(model)
    elif work["frozenLayers"]:
        embeddings, layers = model.parts()
        for module in [*embeddings, *layers[: work["frozenLayers"]]]:
            module.requires_grad_(False)
            module.eval()
    return model


def gradient_norm(trained):
    return torch.stack([p.grad.double().norm() for p in trained if p.grad is not None]).norm().item()


def train(work):
    torch.manual_seed(1)
    model = build(work)
    trained = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": [p for p in trained if p.dim() > 1], "weight_decay": 0.01}, {"params": [p for p in trained if p.dim() <= 1], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW([g for g in groups if g["params"]], lr=1e-5, foreach=True)
    causal = work["task"] == "causal"
    criterion = causal_loss if causal else nn.functional.cross_entropy
    tensors = [image_batch(b, work) if work["task"] == "image" else text_batch(b, work["config"].get("pad_token_id") or 0, causal) for b in work["batches"]]

    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    loss = criterion(model(*tensors[0][0]), tensors[0][1])
    loss.backward()
    norm = gradient_norm(trained)
    for module, mode in modes:
        module.training = mode

    rates = []
    for repeat in range(work["repeats"] + 1):
        begin, busy, rows = time.perf_counter(), time.process_time(), 0
        for inputs, labels in tensors:
            optimizer.zero_grad(set_to_none=True)
            criterion(model(*inputs), labels).backward()
            nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            rows += len(labels)
        if repeat:  # the first pass warms caches up
            rates.append([rows / (time.perf_counter() - begin), rows / (time.process_time() - busy)])
    return {"torch": torch.__version__, "loss": loss.item(), "gradientNorm": norm, "rates": rates}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        work = json.load(file)
    torch.set_num_threads(work["threads"])
    torch.set_num_interop_threads(1)
    print(json.dumps(train(work)))


main()
