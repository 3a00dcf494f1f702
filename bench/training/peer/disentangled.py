"""DeBERTa v3 with a sequence classifier: shared keys, logarithmic buckets, content to position and position to content."""
import math

import torch
from torch import nn
from torch.nn.functional import dropout, gelu


def buckets(length, count, longest):
    distance = torch.arange(length)[:, None] - torch.arange(length)[None]
    near, sign = count // 2, distance.sign()
    far = torch.where(distance.abs() < near, torch.tensor(near - 1), distance.abs())
    logarithm = torch.ceil(torch.log(far / near) / math.log((longest - 1) / near) * (near - 1)) + near
    return torch.where(far <= near, distance, (logarithm * sign).long())


class DebertaLayer(nn.Module):
    def __init__(self, c):
        super().__init__()
        d, eps = c["hidden_size"], c["layer_norm_eps"]
        self.c, self.heads, self.drop = c, c["num_attention_heads"], c["hidden_dropout_prob"]
        self.attention = nn.ModuleDict({
            "self": nn.ModuleDict({n: nn.Linear(d, d) for n in ("query_proj", "key_proj", "value_proj")}),
            "output": nn.ModuleDict({"dense": nn.Linear(d, d), "LayerNorm": nn.LayerNorm(d, eps)}),
        })
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(d, c["intermediate_size"])})
        self.output = nn.ModuleDict({"dense": nn.Linear(c["intermediate_size"], d), "LayerNorm": nn.LayerNorm(d, eps)})

    def split(self, x):
        return x.view(x.shape[0], x.shape[1], self.heads, -1).permute(0, 2, 1, 3).contiguous().view(-1, x.shape[1], x.shape[2] // self.heads)

    def attend(self, x, mask, table, distance):
        own, (b, s, d) = self.attention["self"], x.shape
        q, k, v = (self.split(own[n](x)) for n in ("query_proj", "key_proj", "value_proj"))
        scale, span = math.sqrt(d // self.heads * 3), self.c["position_buckets"]
        scores = torch.bmm(q, k.transpose(-1, -2) / scale)
        table = dropout(table, self.drop, self.training)[None]
        position_key = self.split(own["key_proj"](table)).repeat(b, 1, 1)
        position_query = self.split(own["query_proj"](table)).repeat(b, 1, 1)
        to_position = (distance + span).clamp(0, 2 * span - 1)[None].expand(b * self.heads, s, s)
        from_position = (-distance + span).clamp(0, 2 * span - 1)[None].expand(b * self.heads, s, s)
        scores = scores + torch.gather(torch.bmm(q, position_key.transpose(-1, -2)), -1, to_position) / scale
        scores = scores + torch.gather(torch.bmm(k, position_query.transpose(-1, -2)), -1, from_position).transpose(-1, -2) / scale
        scores = scores.view(b, self.heads, s, s).masked_fill(~mask, torch.finfo(torch.float32).min)
        p = dropout(scores.softmax(-1), self.c["attention_probs_dropout_prob"], self.training)
        return torch.bmm(p.view(-1, s, s), v).view(b, self.heads, s, -1).permute(0, 2, 1, 3).flatten(2)

    def forward(self, x, mask, table, distance):
        out = self.attention["output"]
        x = out["LayerNorm"](dropout(out["dense"](self.attend(x, mask, table, distance)), self.drop, self.training) + x)
        h = self.output["dense"](gelu(self.intermediate["dense"](x)))
        return self.output["LayerNorm"](dropout(h, self.drop, self.training) + x)


class Deberta(nn.Module):
    def __init__(self, c, labels):
        super().__init__()
        d, eps = c["hidden_size"], c["layer_norm_eps"]
        self.c, self.drop = c, c["hidden_dropout_prob"]
        self.deberta = nn.ModuleDict({
            "embeddings": nn.ModuleDict({"word_embeddings": nn.Embedding(c["vocab_size"], d, padding_idx=c["pad_token_id"]), "LayerNorm": nn.LayerNorm(d, eps)}),
            "encoder": nn.ModuleDict({
                "layer": nn.ModuleList(DebertaLayer(c) for _ in range(c["num_hidden_layers"])),
                "rel_embeddings": nn.Embedding(2 * c["position_buckets"], d),
                "LayerNorm": nn.LayerNorm(d, eps),
            }),
        })
        self.pooler, self.classifier = nn.ModuleDict({"dense": nn.Linear(d, d)}), nn.Linear(d, labels)

    def parts(self):
        encoder = self.deberta["encoder"]
        return [self.deberta["embeddings"], encoder["rel_embeddings"], encoder["LayerNorm"]], encoder["layer"]

    def forward(self, ids, real):
        words, encoder = self.deberta["embeddings"], self.deberta["encoder"]
        mask = (real[:, None, None, :] * real[:, None, :, None]).bool()
        x = words["LayerNorm"](words["word_embeddings"](ids)) * real[..., None]
        x = dropout(x, self.drop, words.training)
        table = encoder["LayerNorm"](encoder["rel_embeddings"].weight)
        distance = buckets(ids.shape[1], self.c["position_buckets"], self.c["max_position_embeddings"])
        for layer in encoder["layer"]:
            x = layer(x, mask, table, distance)
        pooled = gelu(self.pooler["dense"](x[:, 0]))
        return self.classifier(dropout(pooled, self.drop, self.training))
