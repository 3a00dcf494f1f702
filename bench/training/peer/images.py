"""Image classifiers: ViT in eager attention, ResNet."""
import torch
from torch import nn
from torch.nn.functional import gelu


class ViTLayer(nn.Module):
    def __init__(self, c):
        super().__init__()
        d, eps = c["hidden_size"], c["layer_norm_eps"]
        self.heads = c["num_attention_heads"]
        self.layernorm_before, self.layernorm_after = nn.LayerNorm(d, eps), nn.LayerNorm(d, eps)
        self.attention = nn.ModuleDict({
            "attention": nn.ModuleDict({n: nn.Linear(d, d) for n in ("query", "key", "value")}),
            "output": nn.ModuleDict({"dense": nn.Linear(d, d)}),
        })
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(d, c["intermediate_size"])})
        self.output = nn.ModuleDict({"dense": nn.Linear(c["intermediate_size"], d)})

    def forward(self, x):
        normed, own, (b, s, _) = self.layernorm_before(x), self.attention["attention"], x.shape
        q, k, v = (own[n](normed).view(b, s, self.heads, -1).transpose(1, 2) for n in ("query", "key", "value"))
        p = (torch.matmul(q, k.transpose(2, 3)) * q.shape[-1] ** -0.5).softmax(-1)
        x = x + self.attention["output"]["dense"](torch.matmul(p, v).transpose(1, 2).flatten(2))
        return x + self.output["dense"](gelu(self.intermediate["dense"](self.layernorm_after(x))))


class ViT(nn.Module):
    """Its published dropout rates are all zero."""

    def __init__(self, c, labels):
        super().__init__()
        d, patch = c["hidden_size"], c["patch_size"]
        embeddings = nn.ModuleDict({"patch_embeddings": nn.ModuleDict({"projection": nn.Conv2d(3, d, patch, patch)})})
        embeddings.cls_token = nn.Parameter(torch.zeros(1, 1, d))
        embeddings.position_embeddings = nn.Parameter(torch.zeros(1, (c["image_size"] // patch) ** 2 + 1, d))
        self.vit = nn.ModuleDict({
            "embeddings": embeddings,
            "encoder": nn.ModuleDict({"layer": nn.ModuleList(ViTLayer(c) for _ in range(c["num_hidden_layers"]))}),
            "layernorm": nn.LayerNorm(d, c["layer_norm_eps"]),
        })
        self.classifier = nn.Linear(d, labels)

    def parts(self):
        return [self.vit["embeddings"]], self.vit["encoder"]["layer"]

    def forward(self, pixels):
        own = self.vit["embeddings"]
        patches = own["patch_embeddings"]["projection"](pixels).flatten(2).transpose(1, 2)
        x = torch.cat((own.cls_token.expand(len(pixels), -1, -1), patches), 1) + own.position_embeddings
        for layer in self.vit["encoder"]["layer"]:
            x = layer(x)
        return self.classifier(self.vit["layernorm"](x)[:, 0])


class ConvNorm(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride, activated=True):
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.normalization, self.activated = nn.BatchNorm2d(outputs), activated

    def forward(self, x):
        x = self.normalization(self.convolution(x))
        return torch.relu(x) if self.activated else x


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.layer = nn.Sequential(ConvNorm(inputs, outputs, 3, stride), ConvNorm(outputs, outputs, 3, 1, False))
        self.shortcut = ConvNorm(inputs, outputs, 1, stride, False) if inputs != outputs or stride != 1 else nn.Identity()

    def forward(self, x):
        return torch.relu(self.layer(x) + self.shortcut(x))


class ResNet(nn.Module):
    """With basic blocks."""

    def __init__(self, c, labels):
        super().__init__()
        stages, channels = [], c["embedding_size"]
        for stage, (width, depth) in enumerate(zip(c["hidden_sizes"], c["depths"])):
            blocks = []
            for block in range(depth):
                blocks.append(Block(channels, width, 2 if block == 0 and stage > 0 else 1))
                channels = width
            stages.append(nn.ModuleDict({"layers": nn.Sequential(*blocks)}))
        self.resnet = nn.ModuleDict({
            "embedder": nn.ModuleDict({"embedder": ConvNorm(3, c["embedding_size"], 7, 2)}),
            "encoder": nn.ModuleDict({"stages": nn.ModuleList(stages)}),
        })
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(channels, labels))

    def parts(self):
        return [self.resnet["embedder"]], self.resnet["encoder"]["stages"]

    def forward(self, pixels):
        x = nn.functional.max_pool2d(self.resnet["embedder"]["embedder"](pixels), 3, 2, 1)
        for stage in self.resnet["encoder"]["stages"]:
            x = stage["layers"](x)
        return self.classifier(x.mean((2, 3)))


MODELS = {"vit": ViT, "resnet": ResNet}
