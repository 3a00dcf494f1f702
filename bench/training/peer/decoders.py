"""Causal language models in eager attention: GPT-2, and Llama with what Mistral, Qwen2, Qwen3 and Gemma 3 change."""
import torch
from torch import nn
from torch.nn.functional import dropout, gelu, linear, silu

from rotary import rotate, tables


def causal_mask(real, window=None):
    """[B, 1, S, S]: a token sees itself and what is before it, in its window, and no padding."""
    place = torch.arange(real.shape[1])
    back = place[:, None] - place[None]
    seen = (back >= 0) & (back < (window or real.shape[1])) & real[:, None, None, :].bool()
    return torch.zeros(seen.shape).masked_fill(~seen, torch.finfo(torch.float32).min)


def attend(q, k, v, mask, scale, drop=0.0, training=False):
    scores = torch.matmul(q, k.transpose(2, 3)) * scale + mask
    probabilities = dropout(scores.softmax(-1), drop, training)
    return torch.matmul(probabilities, v).transpose(1, 2).flatten(2)


class Conv1D(nn.Module):
    """x W + b with W [in, out]."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.zeros(inputs, outputs)), nn.Parameter(torch.zeros(outputs))

    def forward(self, x):
        return torch.addmm(self.bias, x.view(-1, x.shape[-1]), self.weight).view(*x.shape[:-1], -1)


class Gpt2Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        d, eps = c["n_embd"], c["layer_norm_epsilon"]
        self.c, self.ln_1, self.ln_2 = c, nn.LayerNorm(d, eps), nn.LayerNorm(d, eps)
        self.attn = nn.ModuleDict({"c_attn": Conv1D(d, 3 * d), "c_proj": Conv1D(d, d)})
        self.mlp = nn.ModuleDict({"c_fc": Conv1D(d, 4 * d), "c_proj": Conv1D(4 * d, d)})

    def forward(self, x, mask):
        b, s, d = x.shape
        q, k, v = (t.view(b, s, self.c["n_head"], -1).transpose(1, 2) for t in self.attn["c_attn"](self.ln_1(x)).split(d, 2))
        context = attend(q, k, v, mask, q.shape[-1] ** -0.5, self.c["attn_pdrop"], self.training)
        x = x + dropout(self.attn["c_proj"](context), self.c["resid_pdrop"], self.training)
        h = self.mlp["c_proj"](gelu(self.mlp["c_fc"](self.ln_2(x)), approximate="tanh"))
        return x + dropout(h, self.c["resid_pdrop"], self.training)


class Gpt2(nn.Module):
    def __init__(self, c, labels):
        super().__init__()
        d = c["n_embd"]
        self.c = c
        self.transformer = nn.ModuleDict({
            "wte": nn.Embedding(c["vocab_size"], d),
            "wpe": nn.Embedding(c["n_positions"], d),
            "h": nn.ModuleList(Gpt2Layer(c) for _ in range(c["n_layer"])),
            "ln_f": nn.LayerNorm(d, c["layer_norm_epsilon"]),
        })

    def parts(self):
        return [self.transformer["wte"], self.transformer["wpe"]], self.transformer["h"]

    def forward(self, ids, real):
        inner, mask = self.transformer, causal_mask(real)
        x = inner["wte"](ids) + inner["wpe"](torch.arange(ids.shape[1])[None])
        x = dropout(x, self.c["embd_pdrop"], inner["wte"].training)
        for layer in inner["h"]:
            x = layer(x, mask)
        return linear(inner["ln_f"](x), inner["wte"].weight)


class RootNorm(nn.Module):
    def __init__(self, size, eps, offset=False):
        super().__init__()
        self.weight, self.eps, self.offset = nn.Parameter(torch.ones(size)), eps, offset

    def forward(self, x):
        normed = x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)
        return normed * (1.0 + self.weight) if self.offset else self.weight * normed


class LlamaLayer(nn.Module):
    def __init__(self, c, index):
        super().__init__()
        kind, d, eps, width = c["model_type"], c["hidden_size"], c["rms_norm_eps"], c["head_dim"]
        self.heads, self.keys, self.width, self.is_gemma = c["num_attention_heads"], c["num_key_value_heads"], width, kind == "gemma3_text"
        self.scale = c.get("query_pre_attn_scalar", width) ** -0.5
        self.is_local = c.get("sliding_window") is not None and (not self.is_gemma or (index + 1) % c["sliding_window_pattern"] != 0)
        bias = kind == "qwen2"
        attention = {"q_proj": nn.Linear(d, self.heads * width, bias), "k_proj": nn.Linear(d, self.keys * width, bias),
                     "v_proj": nn.Linear(d, self.keys * width, bias), "o_proj": nn.Linear(self.heads * width, d, False)}
        if kind in ("qwen3", "gemma3_text"):
            attention |= {"q_norm": RootNorm(width, eps, self.is_gemma), "k_norm": RootNorm(width, eps, self.is_gemma)}
        self.self_attn = nn.ModuleDict(attention)
        self.mlp = nn.ModuleDict({"gate_proj": nn.Linear(d, c["intermediate_size"], False), "up_proj": nn.Linear(d, c["intermediate_size"], False),
                                  "down_proj": nn.Linear(c["intermediate_size"], d, False)})
        names = ["input_layernorm", "post_attention_layernorm"] + (["pre_feedforward_layernorm", "post_feedforward_layernorm"] if self.is_gemma else [])
        for name in names:
            self.add_module(name, RootNorm(d, eps, self.is_gemma))

    def attend(self, x, mask, turn):
        b, s, _ = x.shape
        own = self.self_attn
        q, k, v = (own[n](x).view(b, s, -1, self.width).transpose(1, 2) for n in ("q_proj", "k_proj", "v_proj"))
        if "q_norm" in own:
            q, k = own["q_norm"](q), own["k_norm"](k)
        q, k = rotate(q, *turn), rotate(k, *turn)
        if self.keys != self.heads:
            k, v = (t[:, :, None].expand(b, self.keys, self.heads // self.keys, s, self.width).reshape(b, self.heads, s, self.width) for t in (k, v))
        return own["o_proj"](attend(q, k, v, mask, self.scale))

    def feed(self, x):
        act = (lambda t: gelu(t, approximate="tanh")) if self.is_gemma else silu
        return self.mlp["down_proj"](act(self.mlp["gate_proj"](x)) * self.mlp["up_proj"](x))

    def forward(self, x, masks, turns):
        h = self.attend(self.input_layernorm(x), masks[self.is_local], turns[self.is_local])
        if not self.is_gemma:
            x = x + h
            return x + self.feed(self.post_attention_layernorm(x))
        x = x + self.post_attention_layernorm(h)
        return x + self.post_feedforward_layernorm(self.feed(self.pre_feedforward_layernorm(x)))


class Llama(nn.Module):
    def __init__(self, c, labels):
        super().__init__()
        d = c["hidden_size"]
        self.c, self.is_gemma = c, c["model_type"] == "gemma3_text"
        self.model = nn.ModuleDict({
            "embed_tokens": nn.Embedding(c["vocab_size"], d, padding_idx=c.get("pad_token_id")),
            "layers": nn.ModuleList(LlamaLayer(c, i) for i in range(c["num_hidden_layers"])),
            "norm": RootNorm(d, c["rms_norm_eps"], self.is_gemma),
        })
        self.lm_head = nn.Linear(d, c["vocab_size"], bias=False)
        if c["tie_word_embeddings"]:
            self.lm_head.weight = self.model["embed_tokens"].weight

    def parts(self):
        return [self.model["embed_tokens"]], self.model["layers"]

    def forward(self, ids, real):
        c, length = self.c, ids.shape[1]
        masks = {False: causal_mask(real), True: causal_mask(real, c.get("sliding_window"))}
        turn = tables(length, c["head_dim"], c["rope_theta"])
        turns = {False: turn, True: tables(length, c["head_dim"], c["rope_local_base_freq"]) if self.is_gemma else turn}
        x = self.model["embed_tokens"](ids)
        x = x * c["hidden_size"] ** 0.5 if self.is_gemma else x
        for layer in self.model["layers"]:
            x = layer(x, masks, turns)
        return self.lm_head(self.model["norm"](x))


MODELS = {"gpt2": Gpt2} | {kind: Llama for kind in ("llama", "mistral", "qwen2", "qwen3", "gemma3_text")}
