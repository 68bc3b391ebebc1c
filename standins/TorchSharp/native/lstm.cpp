// One layer and direction of an LSTM as one autograd function: one product over all steps for the input, one small product
// and one pass over the gates for each step, and each weight's gradient by one product over all steps. The sentences of a
// batch are divided among the threads, so that no thread waits for another between steps.

#include "native.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// Where the row of sentence b at step t lies in a matrix that has one row for each of both.
struct Layout {
    int64_t length, batch, inputs, hidden;
    int64_t step, sentence;
    bool reverse;

    int64_t rows() const { return length * batch; }
    int64_t row(int64_t turn, int64_t b) const { return (reverse ? length - 1 - turn : turn) * step + b * sentence; }
};

Layout layout_of(const at::Tensor& input, int64_t hidden, bool batch_first, bool reverse) {
    int64_t length = input.size(batch_first ? 1 : 0), batch = input.size(batch_first ? 0 : 1);
    return {length, batch, input.size(2), hidden, batch_first ? 1 : batch, batch_first ? length : 1, reverse};
}

float* floats(const at::Tensor& tensor) { return tensor.defined() ? tensor.data_ptr<float>() : nullptr; }

template <typename Work>
void over_sentences(const Layout& at_, const Work& work) {
    int64_t grain = std::max<int64_t>(4, (at_.batch + at::get_num_threads() - 1) / at::get_num_threads());
    at::parallel_for(0, at_.batch, grain, work);
}

struct Forward {
    at::Tensor out, last_h, last_c, gates, cells, before;   // before: h of the step before, kept for the gradients
};

// What the gates get from the input and the biases, [rows, 4 hidden].
at::Tensor input_gates(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias_ih, const at::Tensor& bias_hh) {
    auto flat = input.reshape({-1, input.size(2)});
    return bias_ih.defined() ? at::addmm(bias_ih + bias_hh, flat, weight.t()) : at::mm(flat, weight.t());
}

Forward run(const Layout& at_, const at::Tensor& input, const at::Tensor& h0, const at::Tensor& c0, const at::Tensor& w_ih,
            const at::Tensor& w_hh, const at::Tensor& bias_ih, const at::Tensor& bias_hh, bool keep) {
    const auto& kernel = kernels();
    const int64_t hidden = at_.hidden, wide = 4 * hidden;
    auto options = input.options();
    Forward f;
    f.gates = input_gates(input, w_ih, bias_ih, bias_hh);
    f.out = at::empty({input.size(0), input.size(1), hidden}, options);
    f.cells = at::empty({at_.rows(), hidden}, options);
    if (keep) f.before = at::empty({at_.rows(), hidden}, options);
    f.last_h = at::empty({at_.batch, hidden}, options);
    f.last_c = at::empty({at_.batch, hidden}, options);
    auto nothing = c0.defined() ? at::Tensor() : at::zeros({at_.batch, hidden}, options);

    auto packed = at::empty({kernel.packed_size(hidden, wide)}, options);
    pack_in_parallel({floats(w_hh), 1, hidden}, hidden, wide, floats(packed));
    float *gates = floats(f.gates), *out = floats(f.out), *cells = floats(f.cells), *before = floats(f.before);
    const float *first_h = floats(h0), *first_c = c0.defined() ? floats(c0) : floats(nothing), *weights = floats(packed);

    over_sentences(at_, [&](int64_t from, int64_t to) {
        int64_t count = to - from, across = at_.sentence * hidden;
        for (int64_t turn = 0; turn < at_.length; ++turn) {
            int64_t row = at_.row(turn, from), earlier = turn ? at_.row(turn - 1, from) : 0;
            Strided h = turn ? Strided{out + earlier * hidden, across, 1} : Strided{first_h + from * hidden, hidden, 1};
            if (turn || first_h)
                kernel.multiply(h, count, hidden, weights, wide, gates + row * wide, at_.sentence * wide, true);
            bool has_next = turn + 1 < at_.length;
            kernel.cell_forward({
                count, hidden, gates + row * wide, at_.sentence * wide,
                turn ? cells + earlier * hidden : first_c + from * hidden, turn ? across : hidden,
                cells + row * hidden, across, out + row * hidden, across,
                before && has_next ? before + at_.row(turn + 1, from) * hidden : nullptr, across});
        }
        for (int64_t b = from; b < to; ++b) {
            int64_t last = at_.row(at_.length - 1, b) * hidden, first = at_.row(0, b) * hidden;
            std::memcpy(floats(f.last_h) + b * hidden, out + last, hidden * sizeof(float));
            std::memcpy(floats(f.last_c) + b * hidden, cells + last, hidden * sizeof(float));
            if (!before) continue;
            if (first_h) std::memcpy(before + first, first_h + b * hidden, hidden * sizeof(float));
            else std::memset(before + first, 0, hidden * sizeof(float));
        }
    });
    return f;
}

using Optional = c10::optional<at::Tensor>;   // autograd asks for this where a tensor may be missing

Optional optional(const at::Tensor& tensor) { return tensor.defined() ? Optional(tensor) : Optional(); }

at::Tensor or_undefined(const Optional& tensor) { return tensor.has_value() ? *tensor : at::Tensor(); }

struct Layer : torch::autograd::Function<Layer> {
    static variable_list forward(AutogradContext* ctx, at::Tensor input, at::Tensor w_ih, at::Tensor w_hh, Optional h0, Optional c0_,
                                 Optional bias_ih, Optional bias_hh, bool batch_first, bool reverse) {
        auto at_ = layout_of(input, w_hh.size(1), batch_first, reverse);
        auto c0 = or_undefined(c0_);
        auto f = run(at_, input, or_undefined(h0), c0, w_ih, w_hh, or_undefined(bias_ih), or_undefined(bias_hh), true);
        ctx->set_materialize_grads(false);
        ctx->saved_data["h0"] = h0.has_value();
        ctx->saved_data["c0"] = c0_.has_value();
        ctx->saved_data["biases"] = bias_ih.has_value();
        ctx->save_for_backward({input, w_ih, w_hh, c0, f.gates, f.cells, f.before});
        ctx->saved_data["batch_first"] = batch_first;
        ctx->saved_data["reverse"] = reverse;
        return {f.out, f.last_h, f.last_c};
    }

    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        auto saved = ctx->get_saved_variables();
        const auto &input = saved[0], &w_ih = saved[1], &w_hh = saved[2], &c0 = saved[3], &gates = saved[4], &before = saved[6];
        auto at_ = layout_of(input, w_hh.size(1), ctx->saved_data["batch_first"].toBool(), ctx->saved_data["reverse"].toBool());
        auto options = input.options();
        auto grad_h = grads[1].defined() ? grads[1].clone(at::MemoryFormat::Contiguous) : at::zeros({at_.batch, at_.hidden}, options);
        auto grad_c = grads[2].defined() ? grads[2].clone(at::MemoryFormat::Contiguous) : at::zeros({at_.batch, at_.hidden}, options);
        auto grad_gates = at::empty({at_.rows(), 4 * at_.hidden}, options);
        auto grad_out = grads[0].defined() ? grads[0].contiguous() : at::Tensor();
        // Autograd numbers the inputs without those that were missing.
        bool has_h0 = ctx->saved_data["h0"].toBool(), has_c0 = ctx->saved_data["c0"].toBool();
        size_t place_c0 = 3 + has_h0, place_bias = place_c0 + has_c0;
        bool wants_h0 = has_h0 && ctx->needs_input_grad(3), wants_c0 = has_c0 && ctx->needs_input_grad(place_c0);
        bool biases = ctx->saved_data["biases"].toBool();
        steps_backward(at_, w_hh, c0, gates, saved[5], grad_out, grad_h, grad_c, grad_gates, wants_h0);

        variable_list result(9);
        if (ctx->needs_input_grad(0)) result[0] = at::mm(grad_gates, w_ih).view(input.sizes());
        if (ctx->needs_input_grad(1)) result[1] = at::mm(grad_gates.t(), input.reshape({-1, at_.inputs}));
        if (ctx->needs_input_grad(2)) result[2] = at::mm(grad_gates.t(), before);
        if (wants_h0) result[3] = grad_h;
        if (wants_c0) result[4] = grad_c;
        if (biases && (ctx->needs_input_grad(place_bias) || ctx->needs_input_grad(place_bias + 1))) {
            result[5] = grad_gates.sum(0);
            result[6] = result[5].clone();
        }
        return result;
    }

    static void steps_backward(const Layout& at_, const at::Tensor& w_hh, const at::Tensor& c0, const at::Tensor& gate_values,
                               const at::Tensor& cell_values, const at::Tensor& grad_out, const at::Tensor& grad_h,
                               const at::Tensor& grad_c, const at::Tensor& grad_gates, bool first_too) {
        const auto& kernel = kernels();
        const int64_t hidden = at_.hidden, wide = 4 * hidden;
        auto packed = at::empty({kernel.packed_size(wide, hidden)}, grad_gates.options());
        pack_in_parallel({floats(w_hh), hidden, 1}, wide, hidden, floats(packed));
        auto nothing = c0.defined() ? at::Tensor() : at::zeros({at_.batch, hidden}, grad_gates.options());
        const float *gates = floats(gate_values), *cells = floats(cell_values), *out = floats(grad_out), *weights = floats(packed);
        const float* first_c = c0.defined() ? floats(c0) : floats(nothing);
        float *to_h = floats(grad_h), *to_c = floats(grad_c), *to_gates = floats(grad_gates);

        over_sentences(at_, [&](int64_t from, int64_t to) {
            int64_t count = to - from, across = at_.sentence * hidden;
            for (int64_t turn = at_.length - 1; turn >= 0; --turn) {
                int64_t row = at_.row(turn, from), earlier = turn ? at_.row(turn - 1, from) : 0;
                kernel.cell_backward({
                    count, hidden, gates + row * wide, at_.sentence * wide,
                    turn ? cells + earlier * hidden : first_c + from * hidden, turn ? across : hidden,
                    cells + row * hidden, across, out ? out + row * hidden : nullptr, across,
                    to_h + from * hidden, to_c + from * hidden, to_gates + row * wide, at_.sentence * wide});
                if (turn || first_too)
                    kernel.multiply({to_gates + row * wide, at_.sentence * wide, 1}, count, wide, weights, hidden,
                                    to_h + from * hidden, hidden, false);
            }
        });
    }
};

at::Tensor floats_of(const at::Tensor& tensor) { return tensor.defined() ? tensor.contiguous() : tensor; }

bool fits(const at::Tensor& input, at::Tensor** weights, int count) {
    if (input.dim() != 3 || !input.device().is_cpu() || input.scalar_type() != at::kFloat || input.numel() == 0) return false;
    for (int i = 0; i < count; ++i)
        if (!weights[i]->device().is_cpu() || weights[i]->scalar_type() != at::kFloat) return false;
    return true;
}

// A step of decoding: packing the weights would cost more than the one product that it serves.
variable_list one_step(const at::Tensor& input, const at::Tensor& h0, const at::Tensor& c0, const at::Tensor& w_ih,
                       const at::Tensor& w_hh, const at::Tensor& bias_ih, const at::Tensor& bias_hh, bool batch_first) {
    auto at_ = layout_of(input, w_hh.size(1), batch_first, false);
    auto gates = input_gates(input, w_ih, bias_ih, bias_hh);
    if (h0.defined()) gates = at::addmm(gates, h0, w_hh.t());
    auto before = c0.defined() ? c0 : at::zeros({at_.batch, at_.hidden}, input.options());
    auto h = at::empty_like(before), c = at::empty_like(before);
    const int64_t hidden = at_.hidden;
    at::parallel_for(0, at_.batch, 16, [&](int64_t from, int64_t to) {
        kernels().cell_forward({to - from, hidden, floats(gates) + from * 4 * hidden, 4 * hidden, floats(before) + from * hidden, hidden,
                                floats(c) + from * hidden, hidden, floats(h) + from * hidden, hidden, nullptr, 0});
    });
    return {h.unsqueeze(batch_first ? 1 : 0), h, c};
}

variable_list one_direction(const at::Tensor& input, const at::Tensor& h0, const at::Tensor& c0, at::Tensor** weights,
                            bool biases, bool batch_first, bool reverse) {
    auto x = input.contiguous(), h = floats_of(h0), c = floats_of(c0);
    auto w_ih = weights[0]->contiguous(), w_hh = weights[1]->contiguous();
    auto bias_ih = biases ? weights[2]->contiguous() : at::Tensor(), bias_hh = biases ? weights[3]->contiguous() : at::Tensor();
    bool recorded = x.requires_grad() || (h.defined() && h.requires_grad()) || (c.defined() && c.requires_grad());
    for (int i = 0; i < (biases ? 4 : 2); ++i) recorded |= weights[i]->requires_grad();
    if (recorded && at::GradMode::is_enabled())
        return Layer::apply(x, w_ih, w_hh, optional(h), optional(c), optional(bias_ih), optional(bias_hh), batch_first, reverse);
    if (x.size(batch_first ? 1 : 0) == 1) return one_step(x, h, c, w_ih, w_hh, bias_ih, bias_hh, batch_first);
    auto f = run(layout_of(x, w_hh.size(1), batch_first, reverse), x, h, c, w_ih, w_hh, bias_ih, bias_hh, false);
    return {f.out, f.last_h, f.last_c};
}

}  // namespace

// weights: for each layer and direction w_ih, w_hh and, with biases, b_ih, b_hh. h0 and c0 [layers · directions, batch, hidden]
// or null for zeros. out: the output and the last h and c.
NMT_API int nmt_lstm(at::Tensor* input, at::Tensor* h0, at::Tensor* c0, at::Tensor** weights, int weight_count, int biases,
                     int64_t layers, double dropout, int train, int bidirectional, int batch_first, at::Tensor** out) {
    NMT_TRY
    const int directions = bidirectional ? 2 : 1, each = biases ? 4 : 2;
    TORCH_CHECK(input->dim() == 3, "LSTM: expected an input of 3 dimensions, got ", input->dim());
    if (!fits(*input, weights, weight_count)) {
        std::vector<at::Tensor> all;
        for (int i = 0; i < weight_count; ++i) all.push_back(*weights[i]);
        at::Tensor zeros;
        if (!h0) zeros = at::zeros({layers * directions, input->size(batch_first ? 0 : 1), all[1].size(1)}, input->options());
        auto result = at::lstm(*input, {h0 ? *h0 : zeros, c0 ? *c0 : zeros}, all, biases, layers, dropout, train, bidirectional, batch_first);
        out[0] = new at::Tensor(std::get<0>(result));
        out[1] = new at::Tensor(std::get<1>(result));
        out[2] = new at::Tensor(std::get<2>(result));
        return 0;
    }
    const int64_t inputs = weights[0]->size(1), hidden = weights[1]->size(1), batch = input->size(batch_first ? 0 : 1);
    TORCH_CHECK(input->size(2) == inputs, "input.size(-1) must be equal to input_size. Expected ", inputs, ", got ", input->size(2));
    for (auto* state : {h0, c0})
        TORCH_CHECK(!state || state->sizes() == at::IntArrayRef({layers * directions, batch, hidden}), "Expected hidden size (",
                    layers * directions, ", ", batch, ", ", hidden, "), got ", state->sizes());

    at::Tensor flowing = *input;
    std::vector<at::Tensor> last_h, last_c;
    for (int64_t layer = 0; layer < layers; ++layer) {
        std::vector<at::Tensor> outputs;
        for (int direction = 0; direction < directions; ++direction) {
            int64_t place = layer * directions + direction;
            auto result = one_direction(flowing, h0 ? h0->select(0, place) : at::Tensor(), c0 ? c0->select(0, place) : at::Tensor(),
                                        weights + place * each, biases != 0, batch_first != 0, direction == 1);
            outputs.push_back(result[0]);
            last_h.push_back(result[1]);
            last_c.push_back(result[2]);
        }
        flowing = directions == 1 ? outputs[0] : at::cat(outputs, 2);
        if (dropout > 0 && train && layer + 1 < layers) flowing = at::dropout(flowing, dropout, true);
    }
    out[0] = new at::Tensor(flowing);
    out[1] = new at::Tensor(last_h.size() == 1 ? last_h[0].unsqueeze(0) : at::stack(last_h));
    out[2] = new at::Tensor(last_c.size() == 1 ? last_c[0].unsqueeze(0) : at::stack(last_c));
    NMT_CATCH
}
