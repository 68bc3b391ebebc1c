"""The network of Nmt.Model in plain PyTorch, weight names included.

Serves as the reference of the golden tests and as the peer of the training benchmark. Shapes as in the C# sources:
batch first, ids int64, masks bool with True for real tokens.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

PAD, BOS, EOS = 0, 1, 2


def locked(x, rate, training):
    """Locked dropout: one mask for all steps."""
    if not training or rate == 0:
        return x
    mask = torch.empty(x.shape[0], 1, x.shape[2], device=x.device).bernoulli_(1 - rate).div_(1 - rate)
    return x * mask


def reversal(lengths, length):
    """Rows that reverse each sentence within its own length."""
    positions = torch.arange(length, device=lengths.device)[None, :]
    mirrored = lengths[:, None] - 1 - positions
    offsets = torch.arange(len(lengths), device=lengths.device)[:, None] * length
    return (torch.where(mirrored < 0, positions.expand_as(mirrored), mirrored) + offsets).reshape(-1)


class Encoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        widths = [c["embedding"]] + [2 * c["encoderHidden"]] * (c["encoderLayers"] - 1)
        self.forwards = nn.ModuleList(nn.LSTM(w, c["encoderHidden"], batch_first=True) for w in widths)
        self.backwards = nn.ModuleList(nn.LSTM(w, c["encoderHidden"], batch_first=True) for w in widths)
        self.norms = nn.ModuleList(nn.LayerNorm(2 * c["encoderHidden"]) for _ in widths if c["layerNorm"])

    def forward(self, x, lengths):
        rows = reversal(lengths, x.shape[1])
        flip = lambda t: t.reshape(-1, t.shape[2]).index_select(0, rows).view(t.shape)
        for layer in range(self.c["encoderLayers"]):
            dropped = locked(x, self.c["dropout"], self.training)
            there = self.forwards[layer](dropped)[0]
            back = flip(self.backwards[layer](flip(dropped))[0])
            y = torch.cat([there, back], 2)
            y = y if layer == 0 else y + x
            x = self.norms[layer](y) if self.c["layerNorm"] else y
        return x


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.scale = 1 / math.sqrt(c["decoderHidden"])
        self.query = nn.Linear(c["decoderHidden"], c["decoderHidden"], bias=False)
        self.key = nn.Linear(2 * c["encoderHidden"], c["decoderHidden"], bias=False)

    def forward(self, states, annotations, keys, mask):
        scores = torch.bmm(self.query(states) * self.scale, keys.transpose(1, 2))
        weights = scores.masked_fill(~mask[:, None, :], float("-inf")).softmax(-1)
        return torch.bmm(weights, annotations), weights


class Decoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        h, context = c["decoderHidden"], 2 * c["encoderHidden"]
        self.layers = nn.ModuleList(
            nn.LSTM(c["embedding"] if layer == 0 else h + context, h, batch_first=True)
            for layer in range(c["decoderLayers"]))
        self.norms = nn.ModuleList(nn.LayerNorm(h) for _ in range(c["decoderLayers"]) if c["layerNorm"])
        self.attention = Attention(c)
        self.output = nn.Linear(h + context + c["embedding"], c["embedding"])
        self.bridge = nn.Linear(context, 2 * c["decoderLayers"] * h)

    def start(self, mean):
        parts = self.bridge(mean).tanh().view(len(mean), 2 * self.c["decoderLayers"], -1).unbind(1)
        return [part.contiguous() for part in parts]

    def forward(self, embedded, state, annotations, keys, mask):
        p, after = self.c["dropout"], []

        def layer(k, x, residual=None):
            y, (h, c) = self.layers[k](
                locked(x, p, self.training), (state[2 * k][None], state[2 * k + 1][None]))
            after.extend([h[0], c[0]])
            y = y if residual is None else y + residual
            return self.norms[k](y) if self.c["layerNorm"] else y

        x = layer(0, embedded)
        context, weights = self.attention(x, annotations, keys, mask)
        for k in range(1, self.c["decoderLayers"]):
            x = layer(k, torch.cat([x, context], 2), x)
        features = self.output(locked(torch.cat([x, context, embedded], 2), p, self.training)).tanh()
        return features, weights, after


class Seq2Seq(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        self.embedding = nn.Embedding(c["vocabularySize"], c["embedding"], padding_idx=PAD)
        self.encoder = Encoder(c)
        self.decoder = Decoder(c)
        self.softmax_bias = nn.Parameter(torch.zeros(c["vocabularySize"]))
        self.initialize()

    @torch.no_grad()
    def initialize(self):
        for name, p in self.named_parameters():
            if name == "embedding.weight":
                p.normal_(0, self.c["embedding"] ** -0.5)
                p[PAD] = 0
            elif "norms." in name:
                p.fill_(1 if name.endswith("weight") else 0)
            elif "weight_hh" in name:
                for gate in p.chunk(4):
                    nn.init.orthogonal_(gate)
            elif "bias_ih" in name:
                p.zero_()
                p.chunk(4)[1].fill_(1)
            elif p.dim() == 2:
                nn.init.xavier_uniform_(p)
            else:
                p.zero_()

    def embed(self, ids, rate):
        x = self.embedding(ids) * math.sqrt(self.c["embedding"])
        if self.training and rate > 0:
            x = x * torch.empty(*ids.shape, 1, device=x.device).bernoulli_(1 - rate).div_(1 - rate)
        return x

    def encode(self, ids, lengths):
        mask = torch.arange(ids.shape[1], device=ids.device)[None, :] < lengths[:, None]
        annotations = self.encoder(self.embed(ids, self.c["sourceWordDropout"]), lengths)
        mean = (annotations * (mask[:, :, None] / lengths[:, None, None].float())).sum(1)
        return annotations, self.decoder.attention.key(annotations), mask, mean

    def logits(self, features):
        return F.linear(features, self.embedding.weight, self.softmax_bias)

    def features(self, ids, lengths, target_in):
        annotations, keys, mask, mean = self.encode(ids, lengths)
        embedded = self.embed(target_in, self.c["targetWordDropout"])
        return self.decoder(embedded, self.decoder.start(mean), annotations, keys, mask)

    def loss(self, ids, lengths, target_in, gold, smoothing):
        """Label-smoothed cross entropy per token; the softmax sees no padding."""
        features = self.features(ids, lengths, target_in)[0].reshape(-1, self.c["embedding"])
        real = (gold != PAD).reshape(-1).nonzero()[:, 0]
        return F.cross_entropy(
            self.logits(features.index_select(0, real)), gold.reshape(-1).index_select(0, real),
            label_smoothing=smoothing)
