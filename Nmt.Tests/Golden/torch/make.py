"""Writes the golden files of this folder: small networks' inputs, weights, outputs and gradients as PyTorch computes them."""
import json
import pathlib

import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
torch.set_num_threads(1)


def numbers(tensor):
    return {"shape": list(tensor.shape), "data": [round(x, 7) for x in tensor.detach().flatten().double().tolist()]}


def write(name, value):
    (HERE / f"{name}.json").write_text(json.dumps(value) + "\n")


def lstm_case(layers, bias, batch_first, bidirectional, states, hidden=18):
    """Hidden size 18 is no whole number of vectors of any instruction set."""
    torch.manual_seed(layers * 100 + bias * 10 + batch_first)
    net = torch.nn.LSTM(5, hidden, layers, bias, batch_first, bidirectional=bidirectional)
    directions = 2 if bidirectional else 1
    length, batch = 4, 5
    x = torch.randn((batch, length, 5) if batch_first else (length, batch, 5), requires_grad=True)
    h0 = torch.randn(layers * directions, batch, hidden, requires_grad=states)
    c0 = torch.randn(layers * directions, batch, hidden, requires_grad=states)
    out, (hn, cn) = net(x, (h0, c0)) if states else net(x)
    weigh = [torch.randn_like(t) for t in (out, hn, cn)]
    sum((t * w).sum() for t, w in zip((out, hn, cn), weigh)).backward()
    return {
        "layers": layers, "bias": bias, "batchFirst": batch_first, "bidirectional": bidirectional, "states": states, "hidden": hidden,
        "weights": {n: numbers(p) for n, p in net.named_parameters()},
        "input": numbers(x), "h0": numbers(h0), "c0": numbers(c0),
        "output": numbers(out), "hn": numbers(hn), "cn": numbers(cn), "weigh": [numbers(w) for w in weigh],
        "gradients": {n: numbers(p.grad) for n, p in net.named_parameters()},
        "inputGradient": numbers(x.grad),
        "stateGradients": [numbers(h0.grad), numbers(c0.grad)] if states else None,
    }


def cell_case():
    torch.manual_seed(5)
    cell = torch.nn.LSTMCell(4, 6)
    x, h0, c0 = torch.randn(3, 4), torch.randn(3, 6), torch.randn(3, 6)
    h, c = cell(x, (h0, c0))
    return {"weights": {n: numbers(p) for n, p in cell.named_parameters()}, "input": numbers(x),
            "h0": numbers(h0), "c0": numbers(c0), "h": numbers(h), "c": numbers(c)}


def loss_case(smoothing, ignored, reduction, classes=37):
    torch.manual_seed(7)
    logits = (3 * torch.randn(11, classes)).requires_grad_()
    target = torch.randint(0, classes, (11,))
    target[::3] = 2
    loss = F.cross_entropy(logits, target, ignore_index=ignored, reduction=reduction, label_smoothing=smoothing)
    (0.5 * loss.sum()).backward()
    return {"smoothing": smoothing, "ignored": ignored, "reduction": reduction, "logits": numbers(logits),
            "target": target.tolist(), "loss": numbers(loss), "halfGradient": numbers(logits.grad)}


def optimizer_case(name, options):
    torch.manual_seed(11)
    p = torch.randn(4, 5, requires_grad=True)
    start = numbers(p)
    optimizer = getattr(torch.optim, name)([p], **options)
    gradients, after = [], []
    for _ in range(4):
        p.grad = torch.randn(4, 5)
        gradients.append(numbers(p.grad))
        optimizer.step()
        after.append(numbers(p))
    return {"name": name, "options": options, "start": start, "gradients": gradients, "after": after}


def norm_case():
    torch.manual_seed(13)
    x = torch.randn(5, 9, requires_grad=True)
    weight, bias = torch.randn(9, requires_grad=True), torch.randn(9, requires_grad=True)
    out = F.layer_norm(x, [9], weight, bias)
    out.square().sum().backward()
    return {"input": numbers(x), "weight": numbers(weight), "bias": numbers(bias), "output": numbers(out),
            "gradients": [numbers(t.grad) for t in (x, weight, bias)]}


def product_case(kind, left_shape, right_shape):
    torch.manual_seed(17)
    left, right = torch.randn(left_shape, requires_grad=True), torch.randn(right_shape, requires_grad=True)
    out = getattr(torch, kind)(left, right)
    weigh = torch.randn_like(out)
    (out * weigh).sum().backward()
    return {"kind": kind, "left": numbers(left), "right": numbers(right), "output": numbers(out), "weigh": numbers(weigh),
            "gradients": [numbers(left.grad), numbers(right.grad)]}


write("lstm", [
    lstm_case(1, True, True, False, False),
    lstm_case(1, True, True, False, True),
    lstm_case(2, True, False, False, True),
    lstm_case(1, False, True, True, True),
    lstm_case(2, True, True, True, False),
])
write("lstm-cell", cell_case())
write("cross-entropy", [loss_case(s, i, r) for s in (0.0, 0.1) for i in (-100, 2) for r in ("mean", "sum", "none")])
write("optimizers", [
    optimizer_case("Adam", {"lr": 0.01}),
    optimizer_case("Adam", {"lr": 0.01, "weight_decay": 0.1, "amsgrad": True}),
    optimizer_case("AdamW", {"lr": 0.02, "weight_decay": 0.05}),
    optimizer_case("SGD", {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.01}),
])
write("layer-norm", norm_case())
write("products", [
    product_case("mm", (7, 33), (33, 50)),
    product_case("bmm", (3, 5, 18), (3, 18, 7)),
    product_case("matmul", (2, 3, 19), (19, 51)),
])
