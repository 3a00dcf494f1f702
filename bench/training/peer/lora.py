"""Low-rank adapters as peft's Linear layer computes them: W x + b + s * B(A x), everything else frozen but the classifier."""
import types

from torch import nn

from decoders import Conv1D

TARGETS = ("query", "value", "q_lin", "v_lin", "query_proj", "value_proj", "q_proj", "v_proj", "c_attn", "Wqkv")
SAVED = ("classifier", "score")


def plain(name):
    """The name within the model of what peft's files call base_model.model.NAME."""
    return name[len("base_model.model."):] if name.startswith("base_model.model.") else name


def attach(model, rank, alpha):
    for name, module in list(model.named_modules()):
        if name.split(".")[-1] not in TARGETS:
            continue
        inputs, outputs = module.weight.shape if isinstance(module, Conv1D) else reversed(module.weight.shape)
        module.lora_A = nn.Linear(inputs, rank, bias=False)
        module.lora_B = nn.Linear(rank, outputs, bias=False)
        nn.init.zeros_(module.lora_B.weight)
        base, scale = type(module).forward, alpha / rank
        module.forward = types.MethodType(lambda self, x, base=base, scale=scale: base(self, x) + self.lora_B(self.lora_A(x)) * scale, module)


def freeze(model):
    for name, parameter in model.named_parameters():
        parameter.requires_grad_("lora_" in name or name.split(".")[0] in SAVED)
