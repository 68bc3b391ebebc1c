// What a step of a search does with its scores: log-softmax and the k largest of each row, in one pass over each row
// while it is in the cache, the rows divided among the threads.

#include "native.h"

#include <ATen/Parallel.h>
#include <ATen/ops/_log_softmax_cpu_dispatch.h>
#include <ATen/ops/topk_cpu_dispatch.h>
#include <torch/library.h>

#include <atomic>

namespace {

constexpr int64_t kRowsChunk = 1 << 15;   // floats that are worth a thread
constexpr int64_t kMostLargest = 64;      // beyond it, sorting in by hand is the slower way

bool is_row_of_floats(const at::Tensor& tensor, int64_t dim) {
    return tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat && tensor.layout() == at::kStrided && tensor.dim() > 0
        && tensor.numel() > 0 && (dim == -1 || dim == tensor.dim() - 1);
}

at::Tensor log_softmax(const at::Tensor& self, int64_t dim, bool half_to_float) {
    if (!is_row_of_floats(self, dim) || half_to_float) return at::cpu::_log_softmax(self, dim, half_to_float);
    auto input = self.contiguous(), out = at::empty_like(input);
    const int64_t count = input.size(-1), rows = input.numel() / count;
    const float* x = input.data_ptr<float>();
    float* y = out.data_ptr<float>();
    at::parallel_for(0, rows, std::max<int64_t>(1, kRowsChunk / count), [&](int64_t from, int64_t to) {
        for (int64_t row = from; row < to; ++row) kernels().log_softmax(x + row * count, count, y + row * count);
    });
    return out;
}

std::tuple<at::Tensor, at::Tensor> topk(const at::Tensor& self, int64_t k, int64_t dim, bool largest, bool sorted) {
    const bool plain = is_row_of_floats(self, dim) && self.dim() == 2 && self.stride(1) == 1 && largest && k > 0
        && k <= std::min(kMostLargest, self.size(1)) && !self.is_neg();
    if (!plain) return at::cpu::topk(self, k, dim, largest, sorted);
    const int64_t rows = self.size(0), count = self.size(1), stride = self.stride(0);
    auto values = at::empty({rows, k}, self.options()), places = at::empty({rows, k}, self.options().dtype(at::kLong));
    const float* x = self.data_ptr<float>();
    float* value = values.data_ptr<float>();
    int64_t* place = places.data_ptr<int64_t>();
    std::atomic<bool> numbers{true};
    at::parallel_for(0, rows, std::max<int64_t>(1, kRowsChunk / count), [&](int64_t from, int64_t to) {
        for (int64_t row = from; row < to; ++row)
            if (!kernels().largest(x + row * stride, count, k, value + row * k, place + row * k)) numbers = false;
    });
    if (!numbers) return at::cpu::topk(self, k, dim, largest, sorted);   // it knows where NaN belongs
    return {values, places};
}

}  // namespace

void replace_rows(torch::Library& library) {
    library.impl("_log_softmax", log_softmax);
    library.impl("topk", topk);
}
