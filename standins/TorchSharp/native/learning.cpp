// What a training step does beside the network: loss, norm of the gradients, Adam.

#include "native.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cmath>
#include <map>

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr int64_t kChunk = 1 << 15;   // floats: what a thread works on at a time, and no result depends on the threads
constexpr int64_t kMean = 1;

bool fits(const at::Tensor& tensor) {
    return tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat && tensor.layout() == at::kStrided && tensor.is_contiguous();
}

// ---- cross-entropy ----

// The mean's gradient is written while each row's exponentials are still in the cache, and the usual backward pass
// (gradient 1) only hands it on. The sum's scale is unknown until then, so it is computed there from what was kept.
struct CrossEntropy : torch::autograd::Function<CrossEntropy> {
    static at::Tensor forward(AutogradContext* ctx, at::Tensor logits, at::Tensor target, bool mean, int64_t ignored,
                              double smoothing, bool recorded) {
        const int64_t rows = logits.size(0), classes = logits.size(1);
        const auto* targets = target.data_ptr<int64_t>();
        const int64_t counted = count(targets, rows, classes, ignored);
        auto losses = at::zeros({rows}, logits.options()), log_sums = at::empty({rows}, logits.options());
        at::Tensor gradient = recorded && mean ? at::empty_like(logits) : at::Tensor();
        float scale = 1.0f / static_cast<float>(counted);
        const float* values = logits.data_ptr<float>();
        float *loss = losses.data_ptr<float>(), *log_sum = log_sums.data_ptr<float>();
        float* grads = gradient.defined() ? gradient.data_ptr<float>() : nullptr;
        at::parallel_for(0, rows, std::max<int64_t>(1, kChunk / classes), [&](int64_t from, int64_t to) {
            for (int64_t n = from; n < to; ++n) {
                float* row = grads ? grads + n * classes : nullptr;
                if (targets[n] == ignored) {
                    if (row) std::memset(row, 0, classes * sizeof(float));
                    continue;
                }
                loss[n] = kernels().cross_entropy(values + n * classes, {classes, targets[n], static_cast<float>(smoothing), scale},
                                                  log_sum + n, row);
            }
        });
        double sum = 0;
        for (int64_t n = 0; n < rows; ++n) sum += loss[n];
        if (recorded) {
            ctx->save_for_backward(mean ? variable_list{gradient} : variable_list{logits, target, log_sums});
            ctx->saved_data["ignored"] = ignored;
            ctx->saved_data["smoothing"] = smoothing;
        }
        return at::full({}, mean ? sum / static_cast<double>(counted) : sum, logits.options());
    }

    static variable_list backward(AutogradContext* ctx, variable_list grads) {
        auto saved = ctx->get_saved_variables();
        variable_list result(6);
        float scale = grads[0].item<float>();
        if (saved.size() == 1) {
            result[0] = scale == 1.0f ? saved[0] : saved[0] * scale;
            return result;
        }
        const auto &logits = saved[0], &target = saved[1], &log_sums = saved[2];
        const int64_t classes = logits.size(1), ignored = ctx->saved_data["ignored"].toInt();
        const float smoothing = static_cast<float>(ctx->saved_data["smoothing"].toDouble());
        auto gradient = at::empty_like(logits);
        const float *values = logits.data_ptr<float>(), *log_sum = log_sums.data_ptr<float>();
        const auto* targets = target.data_ptr<int64_t>();
        float* out = gradient.data_ptr<float>();
        at::parallel_for(0, logits.size(0), std::max<int64_t>(1, kChunk / classes), [&](int64_t from, int64_t to) {
            for (int64_t n = from; n < to; ++n) {
                if (targets[n] == ignored) std::memset(out + n * classes, 0, classes * sizeof(float));
                else kernels().cross_entropy_gradient(values + n * classes, {classes, targets[n], smoothing, scale}, log_sum[n], out + n * classes);
            }
        });
        result[0] = gradient;
        return result;
    }

    static int64_t count(const int64_t* targets, int64_t rows, int64_t classes, int64_t ignored) {
        int64_t counted = 0;
        for (int64_t n = 0; n < rows; ++n) {
            if (targets[n] == ignored) continue;
            TORCH_CHECK_INDEX(targets[n] >= 0 && targets[n] < classes, "Target ", targets[n], " is out of bounds.");
            ++counted;
        }
        return counted;
    }
};

}  // namespace

NMT_API int nmt_cross_entropy(at::Tensor* logits, at::Tensor* target, at::Tensor* weight, int64_t reduction, int64_t ignored,
                              double smoothing, at::Tensor** out) {
    NMT_TRY
    bool plain = !weight && reduction != 0 && logits->dim() == 2 && target->dim() == 1 && target->scalar_type() == at::kLong
        && logits->size(0) == target->size(0) && logits->numel() > 0 && logits->device().is_cpu()
        && logits->scalar_type() == at::kFloat && smoothing >= 0 && smoothing <= 1;
    *out = new at::Tensor(plain
        ? CrossEntropy::apply(logits->contiguous(), target->contiguous(), reduction == kMean, ignored, smoothing,
                              logits->requires_grad() && at::GradMode::is_enabled())
        : at::cross_entropy_loss(*logits, *target, weight ? c10::optional<at::Tensor>(*weight) : c10::nullopt, reduction, ignored, smoothing));
    NMT_CATCH
}

// ---- norm of the gradients ----

NMT_API int nmt_clip_grad_norm(at::Tensor** parameters, int count, double max_norm, double norm_type, double* norm) {
    NMT_TRY
    at::NoGradGuard frozen;
    std::vector<at::Tensor> gradients;
    bool plain = norm_type == 2;
    for (int i = 0; i < count; ++i) {
        if (!parameters[i]->grad().defined()) continue;
        gradients.push_back(parameters[i]->grad());
        plain = plain && fits(gradients.back());
    }
    *norm = 0;
    if (gradients.empty()) return 0;
    if (plain) {
        std::vector<std::pair<const float*, int64_t>> chunks;
        for (const auto& gradient : gradients)
            for (int64_t at = 0; at < gradient.numel(); at += kChunk)
                chunks.emplace_back(gradient.data_ptr<float>() + at, std::min(kChunk, gradient.numel() - at));
        std::vector<double> squares(chunks.size());
        at::parallel_for(0, static_cast<int64_t>(chunks.size()), 4, [&](int64_t from, int64_t to) {
            for (int64_t i = from; i < to; ++i) squares[i] = kernels().sum_of_squares(chunks[i].first, chunks[i].second);
        });
        for (double square : squares) *norm += square;
        *norm = std::sqrt(*norm);
    } else {
        std::vector<at::Tensor> norms;
        for (const auto& gradient : gradients) norms.push_back(gradient.norm(norm_type).to(gradients[0].device()));
        *norm = at::stack(norms).norm(norm_type).item<double>();
    }
    double scale = max_norm / (*norm + 1e-6);
    if (scale < 1)
        for (auto& gradient : gradients) gradient.mul_(scale);
    NMT_CATCH
}

// ---- Adam ----

struct AdamOptions {
    double rate, beta1, beta2, eps, decay;
    int32_t decoupled, maximize;
};

namespace {

struct AdamTensors {
    std::vector<at::Tensor> parameters, gradients, firsts, seconds, largests;
};

AdamRange range(const AdamOptions& o, int64_t step) {
    double correction1 = 1 - std::pow(o.beta1, step), correction2 = 1 - std::pow(o.beta2, step);
    AdamRange r = {};
    r.beta1 = static_cast<float>(o.beta1);
    r.beta2 = static_cast<float>(o.beta2);
    r.eps = static_cast<float>(o.eps);
    r.step_size = static_cast<float>(o.rate / correction1);
    r.correction2_sqrt = static_cast<float>(std::sqrt(correction2));
    r.shrink = o.decoupled ? static_cast<float>(1 - o.rate * o.decay) : 1.0f;
    r.decay = o.decoupled ? 0.0f : static_cast<float>(o.decay);
    r.sign = o.maximize ? -1.0f : 1.0f;
    return r;
}

// Any device and type, a whole group of equal step count at once.
void adam_of_tensors(const AdamOptions& o, int64_t step, AdamTensors& t) {
    auto slopes = o.maximize ? at::_foreach_neg(t.gradients) : t.gradients;
    if (o.decay != 0 && o.decoupled) at::_foreach_mul_(t.parameters, 1 - o.rate * o.decay);
    if (o.decay != 0 && !o.decoupled) slopes = at::_foreach_add(slopes, t.parameters, o.decay);
    at::_foreach_mul_(t.firsts, o.beta1);
    at::_foreach_add_(t.firsts, slopes, 1 - o.beta1);
    at::_foreach_mul_(t.seconds, o.beta2);
    at::_foreach_addcmul_(t.seconds, slopes, slopes, 1 - o.beta2);
    for (size_t i = 0; i < t.largests.size(); ++i) at::maximum_out(t.largests[i], t.largests[i], t.seconds[i]);
    auto denominators = at::_foreach_sqrt(t.largests.empty() ? t.seconds : t.largests);
    at::_foreach_div_(denominators, std::sqrt(1 - std::pow(o.beta2, step)));
    at::_foreach_add_(denominators, o.eps);
    at::_foreach_addcdiv_(t.parameters, t.firsts, denominators, -o.rate / (1 - std::pow(o.beta1, step)));
}

}  // namespace

// largests: null, or the running maxima of AMSGrad. steps: counted up for every parameter that has a gradient.
NMT_API int nmt_adam(at::Tensor** parameters, at::Tensor** firsts, at::Tensor** seconds, at::Tensor** largests, int64_t* steps,
                     int count, const AdamOptions* options) {
    NMT_TRY
    at::NoGradGuard frozen;
    std::vector<AdamRange> ranges;
    std::map<int64_t, AdamTensors> others;
    std::vector<at::Tensor> alive;
    for (int i = 0; i < count; ++i) {
        at::Tensor gradient = parameters[i]->grad();
        if (!gradient.defined()) continue;
        ++steps[i];
        if (!largests && fits(*parameters[i]) && fits(*firsts[i]) && fits(*seconds[i]) && gradient.scalar_type() == at::kFloat && !gradient.is_sparse()) {
            gradient = gradient.contiguous();
            alive.push_back(gradient);
            AdamRange r = range(*options, steps[i]);
            for (int64_t at = 0; at < gradient.numel(); at += kChunk) {
                r.parameter = parameters[i]->data_ptr<float>() + at;
                r.gradient = gradient.data_ptr<float>() + at;
                r.first = firsts[i]->data_ptr<float>() + at;
                r.second = seconds[i]->data_ptr<float>() + at;
                r.count = std::min(kChunk, gradient.numel() - at);
                ranges.push_back(r);
            }
            parameters[i]->unsafeGetTensorImpl()->bump_version();
            continue;
        }
        auto& group = others[steps[i]];
        group.parameters.push_back(*parameters[i]);
        group.gradients.push_back(gradient);
        group.firsts.push_back(*firsts[i]);
        group.seconds.push_back(*seconds[i]);
        if (largests) group.largests.push_back(*largests[i]);
    }
    at::parallel_for(0, static_cast<int64_t>(ranges.size()), 4, [&](int64_t from, int64_t to) {
        for (int64_t i = from; i < to; ++i) kernels().adam(ranges[i]);
    });
    for (auto& entry : others) adam_of_tensors(*options, entry.first, entry.second);
    NMT_CATCH
}
