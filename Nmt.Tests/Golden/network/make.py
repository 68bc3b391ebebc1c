"""Computes network.json and network.safetensors with PyTorch; run from the repository's root:

    python3 Nmt.Tests/Golden/network/make.py
"""
import json
import os
import struct
import sys

import torch

sys.path.insert(0, "scripts/bench")
from pytorch_model import BOS, EOS, Seq2Seq  # noqa: E402

here = os.path.dirname(__file__)
config = dict(
    vocabularySize=19, embedding=6, encoderHidden=5, encoderLayers=3, decoderHidden=7, decoderLayers=3,
    dropout=0.0, sourceWordDropout=0.0, targetWordDropout=0.0, layerNorm=True)


def write_safetensors(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.detach().contiguous().numpy().tobytes()
        header[name] = dict(dtype="F32", shape=list(tensor.shape), data_offsets=[len(data), len(data) + len(raw)])
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<q", len(text)) + text + data)


torch.manual_seed(7)
model = Seq2Seq(config)
with torch.no_grad():
    for parameter in model.parameters():  # no zero anywhere, so that no term can be forgotten unseen
        parameter.add_(torch.randn_like(parameter) * 0.2)
model.eval()

sources = [[5, 9, 3, 17], [4], [8, 8, 12, 3, 6, 10]]
targets = [[7, 3], [11, 5, 14, 6], [18]]
length = max(map(len, sources)) + 1
ids = torch.tensor([s + [EOS] + [0] * (length - 1 - len(s)) for s in sources])
lengths = torch.tensor([len(s) + 1 for s in sources])
steps = max(map(len, targets)) + 1
target_in = torch.tensor([[BOS] + t + [0] * (steps - 1 - len(t)) for t in targets])
gold = torch.tensor([t + [EOS] + [0] * (steps - 1 - len(t)) for t in targets])

features, attention, _ = model.features(ids, lengths, target_in)
loss = model.loss(ids, lengths, target_in, gold, 0.1)
loss.backward()
write_safetensors(os.path.join(here, "network.safetensors"), dict(model.named_parameters()))
with open(os.path.join(here, "network.json"), "w") as file:
    json.dump(dict(
        torch=torch.__version__, config=config, sources=sources, targets=targets,
        logits=model.logits(features).tolist(), attention=attention.tolist(), loss=loss.item(),
        gradientNorms={name: p.grad.norm().item() for name, p in model.named_parameters()}), file, indent=1)
    file.write("\n")
