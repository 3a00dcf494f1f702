"""Encoders with a sequence classifier, in eager attention: BERT, DistilBERT, RoBERTa, ELECTRA, ModernBERT; DeBERTa is beside."""
import torch
from torch import nn
from torch.nn.functional import dropout, gelu

import disentangled
from rotary import rotate, tables


def padding_mask(real):
    return (1.0 - real[:, None, None, :].float()) * torch.finfo(torch.float32).min


def attend(q, k, v, mask, drop, training):
    """[B, H, S, d] each, as transformers' eager_attention_forward."""
    scores = torch.matmul(q, k.transpose(2, 3)) * q.shape[-1] ** -0.5 + mask
    probabilities = dropout(scores.softmax(-1), drop, training)
    return torch.matmul(probabilities, v).transpose(1, 2).flatten(2)


def by_heads(x, heads):
    return x.view(x.shape[0], x.shape[1], heads, -1).transpose(1, 2)


def dense_norm(inputs, outputs, eps):
    return nn.ModuleDict({"dense": nn.Linear(inputs, outputs), "LayerNorm": nn.LayerNorm(outputs, eps)})


class BertLayer(nn.Module):
    def __init__(self, c):
        super().__init__()
        d, eps = c["hidden_size"], c["layer_norm_eps"]
        self.heads, self.drop, self.attention_drop = c["num_attention_heads"], c["hidden_dropout_prob"], c["attention_probs_dropout_prob"]
        self.attention = nn.ModuleDict({
            "self": nn.ModuleDict({n: nn.Linear(d, d) for n in ("query", "key", "value")}),
            "output": dense_norm(d, d, eps),
        })
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(d, c["intermediate_size"])})
        self.output = dense_norm(c["intermediate_size"], d, eps)

    def forward(self, x, mask):
        own, out = self.attention["self"], self.attention["output"]
        q, k, v = (by_heads(own[n](x), self.heads) for n in ("query", "key", "value"))
        context = attend(q, k, v, mask, self.attention_drop, self.training)
        x = out["LayerNorm"](dropout(out["dense"](context), self.drop, self.training) + x)
        h = self.output["dense"](gelu(self.intermediate["dense"](x)))
        return self.output["LayerNorm"](dropout(h, self.drop, self.training) + x)


class Bert(nn.Module):
    """BERT, and ELECTRA and RoBERTa by their heads and positions."""

    base = "bert"

    def __init__(self, c, labels):
        super().__init__()
        d, e, pad = c["hidden_size"], c.get("embedding_size", c["hidden_size"]), c["pad_token_id"]
        self.first = pad + 1 if self.base == "roberta" else 0
        self.drop = c["hidden_dropout_prob"]
        inner = {
            "embeddings": nn.ModuleDict({
                "word_embeddings": nn.Embedding(c["vocab_size"], e, padding_idx=pad),
                "position_embeddings": nn.Embedding(c["max_position_embeddings"], e, padding_idx=pad if self.first else None),
                "token_type_embeddings": nn.Embedding(c["type_vocab_size"], e),
                "LayerNorm": nn.LayerNorm(e, c["layer_norm_eps"]),
            }),
            "encoder": nn.ModuleDict({"layer": nn.ModuleList(BertLayer(c) for _ in range(c["num_hidden_layers"]))}),
        }
        if e != d:
            inner["embeddings_project"] = nn.Linear(e, d)
        if self.base == "bert":
            inner["pooler"] = nn.ModuleDict({"dense": nn.Linear(d, d)})
        self.add_module(self.base, nn.ModuleDict(inner))
        self.classifier = nn.Linear(d, labels) if self.base == "bert" else nn.ModuleDict({"dense": nn.Linear(d, d), "out_proj": nn.Linear(d, labels)})

    def parts(self):
        inner = getattr(self, self.base)
        return [inner[n] for n in ("embeddings", "embeddings_project") if n in inner], inner["encoder"]["layer"]

    def forward(self, ids, real):
        inner = getattr(self, self.base)
        tables_, mask = inner["embeddings"], padding_mask(real)
        positions = torch.cumsum(real, 1) * real + self.first - 1 if self.first else torch.arange(ids.shape[1])[None]
        x = tables_["word_embeddings"](ids) + tables_["token_type_embeddings"](torch.zeros_like(ids)) + tables_["position_embeddings"](positions)
        x = dropout(tables_["LayerNorm"](x), self.drop, tables_.training)
        if "embeddings_project" in inner:
            x = inner["embeddings_project"](x)
        for layer in inner["encoder"]["layer"]:
            x = layer(x, mask)
        return self.head(x[:, 0])

    def head(self, x):
        x = torch.tanh(self.bert["pooler"]["dense"](x))
        return self.classifier(dropout(x, self.drop, self.training))


class Roberta(Bert):
    base, activation = "roberta", staticmethod(torch.tanh)

    def head(self, x):
        x = self.activation(self.classifier["dense"](dropout(x, self.drop, self.training)))
        return self.classifier["out_proj"](dropout(x, self.drop, self.training))


class Electra(Roberta):
    base, activation = "electra", staticmethod(gelu)


class DistilLayer(nn.Module):
    def __init__(self, c):
        super().__init__()
        d = c["dim"]
        self.heads, self.drop, self.attention_drop = c["n_heads"], c["dropout"], c["attention_dropout"]
        self.attention = nn.ModuleDict({n: nn.Linear(d, d) for n in ("q_lin", "k_lin", "v_lin", "out_lin")})
        self.sa_layer_norm, self.output_layer_norm = nn.LayerNorm(d, 1e-12), nn.LayerNorm(d, 1e-12)
        self.ffn = nn.ModuleDict({"lin1": nn.Linear(d, c["hidden_dim"]), "lin2": nn.Linear(c["hidden_dim"], d)})

    def forward(self, x, mask):
        q, k, v = (by_heads(self.attention[n](x), self.heads) for n in ("q_lin", "k_lin", "v_lin"))
        x = self.sa_layer_norm(self.attention["out_lin"](attend(q, k, v, mask, self.attention_drop, self.training)) + x)
        h = self.ffn["lin2"](gelu(self.ffn["lin1"](x)))
        return self.output_layer_norm(dropout(h, self.drop, self.training) + x)


class DistilBert(nn.Module):
    def __init__(self, c, labels):
        super().__init__()
        d = c["dim"]
        self.drop, self.head_drop = c["dropout"], c["seq_classif_dropout"]
        self.distilbert = nn.ModuleDict({
            "embeddings": nn.ModuleDict({
                "word_embeddings": nn.Embedding(c["vocab_size"], d, padding_idx=c["pad_token_id"]),
                "position_embeddings": nn.Embedding(c["max_position_embeddings"], d),
                "LayerNorm": nn.LayerNorm(d, 1e-12),
            }),
            "transformer": nn.ModuleDict({"layer": nn.ModuleList(DistilLayer(c) for _ in range(c["n_layers"]))}),
        })
        self.pre_classifier, self.classifier = nn.Linear(d, d), nn.Linear(d, labels)

    def parts(self):
        return [self.distilbert["embeddings"]], self.distilbert["transformer"]["layer"]

    def forward(self, ids, real):
        words, mask = self.distilbert["embeddings"], padding_mask(real)
        x = words["LayerNorm"](words["word_embeddings"](ids) + words["position_embeddings"](torch.arange(ids.shape[1])[None]))
        x = dropout(x, self.drop, words.training)
        for layer in self.distilbert["transformer"]["layer"]:
            x = layer(x, mask)
        return self.classifier(dropout(torch.relu(self.pre_classifier(x[:, 0])), self.head_drop, self.training))


class ModernLayer(nn.Module):
    def __init__(self, c, index):
        super().__init__()
        d, bias = c["hidden_size"], False
        self.heads, self.is_full = c["num_attention_heads"], index % c["global_attn_every_n_layers"] == 0
        self.attn_norm = nn.LayerNorm(d, c["norm_eps"]) if index else nn.Identity()
        self.attn = nn.ModuleDict({"Wqkv": nn.Linear(d, 3 * d, bias), "Wo": nn.Linear(d, d, bias)})
        self.mlp_norm = nn.LayerNorm(d, c["norm_eps"])
        self.mlp = nn.ModuleDict({"Wi": nn.Linear(d, 2 * c["intermediate_size"], bias), "Wo": nn.Linear(c["intermediate_size"], d, bias)})
        for norm in (self.attn_norm, self.mlp_norm):
            norm.bias = None

    def forward(self, x, masks, turns):
        b, s, _ = x.shape
        q, k, v = self.attn["Wqkv"](self.attn_norm(x)).view(b, s, 3, self.heads, -1).transpose(1, 3).unbind(2)
        cos, sin = turns[self.is_full]
        context = attend(rotate(q, cos, sin), rotate(k, cos, sin), v, masks[self.is_full], 0.0, self.training)
        x = x + self.attn["Wo"](context)
        opened, gate = self.mlp["Wi"](self.mlp_norm(x)).chunk(2, -1)
        return x + self.mlp["Wo"](gelu(opened) * gate)


class ModernBert(nn.Module):
    """Its published dropout rates are all zero."""

    def __init__(self, c, labels):
        super().__init__()
        d = c["hidden_size"]
        self.c = c
        self.model = nn.ModuleDict({
            "embeddings": nn.ModuleDict({"tok_embeddings": nn.Embedding(c["vocab_size"], d, padding_idx=c["pad_token_id"]), "norm": nn.LayerNorm(d, c["norm_eps"])}),
            "layers": nn.ModuleList(ModernLayer(c, i) for i in range(c["num_hidden_layers"])),
            "final_norm": nn.LayerNorm(d, c["norm_eps"]),
        })
        self.head = nn.ModuleDict({"dense": nn.Linear(d, d, False), "norm": nn.LayerNorm(d, c["norm_eps"])})
        self.classifier = nn.Linear(d, labels)
        for norm in (self.model["embeddings"]["norm"], self.model["final_norm"], self.head["norm"]):
            norm.bias = None

    def parts(self):
        return [self.model["embeddings"]], self.model["layers"]

    def forward(self, ids, real):
        length, width = ids.shape[1], self.c["hidden_size"] // self.c["num_attention_heads"]
        mask, place = padding_mask(real), torch.arange(length)
        far = (place[:, None] - place[None]).abs() > self.c["local_attention"] // 2
        masks = {True: mask, False: mask.masked_fill(far, torch.finfo(torch.float32).min)}
        turns = {True: tables(length, width, self.c["global_rope_theta"]), False: tables(length, width, self.c["local_rope_theta"])}
        x = self.model["embeddings"]["norm"](self.model["embeddings"]["tok_embeddings"](ids))
        for layer in self.model["layers"]:
            x = layer(x, masks, turns)
        return self.classifier(self.head["norm"](gelu(self.head["dense"](self.model["final_norm"](x)[:, 0]))))


MODELS = {"bert": Bert, "roberta": Roberta, "electra": Electra, "distilbert": DistilBert, "modernbert": ModernBert, "deberta-v2": disentangled.Deberta}
