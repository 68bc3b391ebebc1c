// The LSTM cell, forward and backward. Part of kernels.cpp, which includes it in its namespace.

struct Cell {
    Vec i, f, g, o, c, h;
};

inline Cell cell(Vec i, Vec f, Vec g, Vec o, Vec c_before) {
    Cell next;
    next.i = sigmoid(i);
    next.f = sigmoid(f);
    next.g = hyperbolic_tangent(g);
    next.o = sigmoid(o);
    next.c = next.f * c_before + next.i * next.g;
    next.h = next.o * hyperbolic_tangent(next.c);
    return next;
}

void cell_forward(const CellForward& a) {
    int64_t hidden = a.hidden;
    for (int64_t b = 0; b < a.batch; ++b) {
        float* gates = a.gates + b * a.gates_row;
        const float* before = a.c_before + b * a.c_before_row;
        float *c = a.c + b * a.c_row, *h = a.h + b * a.h_row;
        float* again = a.h_again ? a.h_again + b * a.h_again_row : nullptr;
        for (int64_t j = 0; j < hidden; j += kLanes) {
            int64_t count = hidden - j < kLanes ? hidden - j : kLanes;
            float *gi = gates + j, *gf = gi + hidden, *gg = gf + hidden, *go = gg + hidden;
            if (count == kLanes) {
                Cell next = cell(load(gi), load(gf), load(gg), load(go), load(before + j));
                store(gi, next.i), store(gf, next.f), store(gg, next.g), store(go, next.o);
                store(c + j, next.c), store(h + j, next.h);
                if (again) store(again + j, next.h);
            } else {
                Cell next = cell(load_part(gi, count, 0), load_part(gf, count, 0), load_part(gg, count, 0),
                                 load_part(go, count, 0), load_part(before + j, count, 0));
                store_part(gi, next.i, count), store_part(gf, next.f, count), store_part(gg, next.g, count);
                store_part(go, next.o, count), store_part(c + j, next.c, count), store_part(h + j, next.h, count);
                if (again) store_part(again + j, next.h, count);
            }
        }
    }
}

void cell_backward(const CellBackward& a) {
    int64_t hidden = a.hidden;
    for (int64_t b = 0; b < a.batch; ++b) {
        const float* gates = a.gates + b * a.gates_row;
        const float *before = a.c_before + b * a.c_before_row, *now = a.c + b * a.c_row;
        const float* out = a.grad_out ? a.grad_out + b * a.grad_out_row : nullptr;
        const float* later = a.grad_h + b * hidden;
        float *grad_c = a.grad_c + b * hidden, *grads = a.grad_gates + b * a.grad_gates_row;
        for (int64_t j = 0; j < hidden; j += kLanes) {
            int64_t count = hidden - j < kLanes ? hidden - j : kLanes;
            auto read = [count](const float* p) { return count == kLanes ? load(p) : load_part(p, count, 0); };
            auto write = [count](float* p, Vec v) { count == kLanes ? store(p, v) : store_part(p, v, count); };
            Vec i = read(gates + j), f = read(gates + hidden + j), g = read(gates + 2 * hidden + j), o = read(gates + 3 * hidden + j);
            Vec dh = read(later + j);
            if (out) dh += read(out + j);
            Vec tc = hyperbolic_tangent(read(now + j));
            Vec dc = read(grad_c + j) + dh * o * (1.0f - tc * tc);
            write(grads + j, dc * g * i * (1.0f - i));
            write(grads + hidden + j, dc * read(before + j) * f * (1.0f - f));
            write(grads + 2 * hidden + j, dc * i * (1.0f - g * g));
            write(grads + 3 * hidden + j, dh * tc * o * (1.0f - o));
            write(grad_c + j, dc * f);
        }
    }
}
