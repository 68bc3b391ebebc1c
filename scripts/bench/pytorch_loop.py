"""The peer of the training benchmark: the same network in a plain PyTorch loop over the same prepared folder.

    python3 scripts/bench/pytorch_loop.py PREPARED_FOLDER [STEPS]

Prints target pieces a second (end marks included, padding ignored), as `nmt train` counts them.
"""
import json
import random
import re
import sys
import time

import torch

from pytorch_model import BOS, EOS, PAD, Seq2Seq

CONFIG = dict(
    embedding=256, encoderHidden=160, encoderLayers=2, decoderHidden=320, decoderLayers=2, dropout=0.35,
    sourceWordDropout=0.1, targetWordDropout=0.1, layerNorm=True)
TOKENS, POOL, WARM = 1500, 100, 10


def byte_alphabet():
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in kept]
    return {**{b: chr(b) for b in kept}, **{b: chr(256 + i) for i, b in enumerate(others)}}


class Pieces:
    def __init__(self, folder):
        self.ids = json.load(open(f"{folder}/vocab.json", encoding="utf8"))
        lines = open(f"{folder}/merges.txt", encoding="utf8").read().split("\n")
        self.ranks = {tuple(m.split(" ")): r for r, m in enumerate(m for m in lines if m and not m.startswith("#version"))}
        self.alphabet, self.known = byte_alphabet(), {}

    def word(self, word):
        if word not in self.known:
            parts = [self.alphabet[b] for b in word.encode()]
            while len(parts) > 1:
                rank, at = min((self.ranks.get(p, 1 << 30), i) for i, p in enumerate(zip(parts, parts[1:])))
                if rank == 1 << 30:
                    break
                parts[at:at + 2] = [parts[at] + parts[at + 1]]
            self.known[word] = [self.ids[p] for p in parts]
        return self.known[word]

    def line(self, text):
        return [i for word in re.findall(r" ?[^\W\d]+| ?\d| ?[^\w\s]+|\s", " " + text) for i in self.word(word)]


def pad(rows):
    width = max(map(len, rows))
    return torch.tensor([row + [PAD] * (width - len(row)) for row in rows])


def batches(pairs, seed):
    order = list(range(len(pairs)))
    random.Random(seed).shuffle(order)
    widest = lambda i: max(len(pairs[i][0]), len(pairs[i][1])) + 1
    size = POOL * TOKENS // 17
    for start in range(0, len(order), size):
        batch = []
        for i in sorted(order[start:start + size], key=widest):
            if batch and widest(i) * (len(batch) + 1) > TOKENS:
                yield batch
                batch = []
            batch.append(i)
        yield batch


def main(folder, steps):
    pieces = Pieces(folder)
    read = lambda name: [pieces.line(line) for line in open(f"{folder}/{name}", encoding="utf8").read().split("\n")[:-1]]
    pairs = list(zip(read("train.src"), read("train.tgt")))
    torch.manual_seed(1)
    model = Seq2Seq(dict(CONFIG, vocabularySize=len(pieces.ids)))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, betas=(0.9, 0.98), eps=1e-9, foreach=True)
    means = [p.detach().clone() for p in model.parameters()]
    todo = list(batches(pairs, 1))
    random.Random(2).shuffle(todo)
    tokens = 0
    for step, batch in enumerate(todo[:steps + WARM]):
        if step == WARM:
            started, tokens = time.perf_counter(), 0
        source = [pairs[i][0] + [EOS] for i in batch]
        target = [pairs[i][1] for i in batch]
        loss = model.loss(
            pad(source), torch.tensor([len(s) for s in source]), pad([[BOS] + t for t in target]),
            pad([t + [EOS] for t in target]), 0.1)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        torch._foreach_mul_(means, 0.999)
        torch._foreach_add_(means, [p.detach() for p in model.parameters()], alpha=0.001)
        tokens += sum(len(t) + 1 for t in target)
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads: {tokens / (time.perf_counter() - started):,.0f} tokens/s")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 40)
