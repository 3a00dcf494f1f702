#!/usr/bin/env python3
"""Converts a CIFAR ResNet of akamaster/pytorch_resnet_cifar10 (PyTorch's format before 1.6) to a folder as Hugging Face lays it out.

    python3 tests/tools/resnet_cifar_to_hf.py resnet20-12fca82f.th FOLDER

Only for tests: the product opens no pickle. No torch is needed, and the pickle may name nothing but tensors and dictionaries.
The padded shortcuts ("option A") become 1x1 convolutions that copy channels, followed by a norm that changes nothing in evaluation.
"""
import collections
import json
import pickle
import struct
import sys
from pathlib import Path

SIZES = {"FloatStorage": 4, "LongStorage": 8}


class Storage:
    """Numbers of one kind; their bytes come at the end of the file."""

    def __init__(self, kind, count):
        self.kind, self.count, self.data = kind, count, None


class Tensor:
    """A tensor whose rows lie one after the other."""

    def __init__(self, storage, offset, shape, stride, *_):
        step = 1
        for length, got in zip(reversed(shape), reversed(stride)):
            assert got == step or length == 1, "only contiguous tensors are read"
            step *= length
        self.storage, self.offset, self.shape, self.count = storage, offset, list(shape), step

    def bytes(self):
        size = SIZES[self.storage.kind]
        return self.storage.data[self.offset * size:(self.offset + self.count) * size]


class TensorsOnly(pickle.Unpickler):
    """Resolves names of tensors and dictionaries and refuses all others."""

    def __init__(self, file):
        super().__init__(file)
        self.storages = {}

    def find_class(self, module, name):
        known = {
            ("collections", "OrderedDict"): collections.OrderedDict,
            ("torch._utils", "_rebuild_tensor"): Tensor,
            ("torch._utils", "_rebuild_tensor_v2"): Tensor,
            ("torch.nn.parameter", "Parameter"): Tensor,
            ("torch._utils", "_rebuild_parameter"): lambda tensor, *_: tensor,
        }
        if module == "torch" and name in SIZES:
            return name
        if (module, name) in known:
            return known[module, name]
        raise pickle.UnpicklingError(f"the file names {module}.{name}")

    def persistent_load(self, key):
        _, kind, root, _, count, *_ = key
        return self.storages.setdefault(root, Storage(kind, count))


def read(path):
    with open(path, "rb") as file:
        for _ in range(3):
            TensorsOnly(file).load()  # magic number, protocol, sizes of integers
        unpickler = TensorsOnly(file)
        checkpoint = unpickler.load()
        for key in TensorsOnly(file).load():
            storage = unpickler.storages[key]
            (count,) = struct.unpack("<q", file.read(8))
            storage.data = file.read(count * SIZES[storage.kind])
    return {name.removeprefix("module."): tensor for name, tensor in checkpoint["state_dict"].items()}


def floats(values):
    return struct.pack(f"<{len(values)}f", *values)


def convert(state):
    """Yields (name, type, shape, bytes) in Hugging Face's names."""

    def part(name, convolution, norm):
        yield f"{name}.convolution.weight", "F32", state[f"{convolution}.weight"].shape, state[f"{convolution}.weight"].bytes()
        for field in ("weight", "bias", "running_mean", "running_var"):
            yield f"{name}.normalization.{field}", "F32", state[f"{norm}.{field}"].shape, state[f"{norm}.{field}"].bytes()
        yield f"{name}.normalization.num_batches_tracked", "I64", [], struct.pack("<q", 0)

    yield from part("resnet.embedder.embedder", "conv1", "bn1")
    for stage in range(3):
        block = 0
        while f"layer{stage + 1}.{block}.conv1.weight" in state:
            source, target = f"layer{stage + 1}.{block}", f"resnet.encoder.stages.{stage}.layers.{block}"
            yield from part(f"{target}.layer.0", f"{source}.conv1", f"{source}.bn1")
            yield from part(f"{target}.layer.1", f"{source}.conv2", f"{source}.bn2")
            outputs, inputs = state[f"{source}.conv1.weight"].shape[:2]
            if outputs != inputs:
                copy = [0.0] * (outputs * inputs)
                for channel in range(inputs):
                    copy[(channel + outputs // 4) * inputs + channel] = 1.0
                name = f"{target}.shortcut"
                yield f"{name}.convolution.weight", "F32", [outputs, inputs, 1, 1], floats(copy)
                # The variance that the norm's epsilon of 1e-5 makes to 1.
                for field, value in (("weight", 1.0), ("bias", 0.0), ("running_mean", 0.0), ("running_var", 1 - 1e-5)):
                    yield f"{name}.normalization.{field}", "F32", [outputs], floats([value] * outputs)
                yield f"{name}.normalization.num_batches_tracked", "I64", [], struct.pack("<q", 0)
            block += 1
    yield "classifier.1.weight", "F32", state["linear.weight"].shape, state["linear.weight"].bytes()
    yield "classifier.1.bias", "F32", state["linear.bias"].shape, state["linear.bias"].bytes()


def write(folder, tensors, blocks):
    labels = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
    folder.mkdir(parents=True, exist_ok=True)
    header, data = {"__metadata__": {"format": "pt"}}, bytearray()
    for name, kind, shape, content in tensors:
        header[name] = {"dtype": kind, "shape": list(shape), "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
    config = {
        "architectures": ["ResNetForImageClassification"], "model_type": "resnet", "layer_type": "basic", "num_channels": 3, "embedding_size": 16,
        "hidden_sizes": [16, 32, 64], "depths": [blocks] * 3, "hidden_act": "relu", "downsample_in_first_stage": False, "image_size": 32,
        "stem_kernel_size": 3, "stem_stride": 1, "stem_pooling": False,
        "id2label": {str(i): label for i, label in enumerate(labels)}, "label2id": {label: i for i, label in enumerate(labels)},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    (folder / "preprocessor_config.json").write_text(json.dumps({
        "image_processor_type": "ViTImageProcessor", "size": {"height": 32, "width": 32}, "resample": 2,
        "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225],
    }, indent=2) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    weights = read(sys.argv[1])
    write(Path(sys.argv[2]), list(convert(weights)), sum(1 for name in weights if name.startswith("layer1.") and name.endswith("conv1.weight")))
