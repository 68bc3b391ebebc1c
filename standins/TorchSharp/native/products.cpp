// Matrix products of float32 on the CPU.
//
// Debian's libtorch multiplies through whatever libblas.so.3 is installed, with a pool of threads of its own beside
// OpenMP's, and walks batched products one by one. oneDNN, which the same libtorch links, multiplies at least as fast in
// the one OpenMP pool. Where it exports dnnl_sgemm, the CPU's mm, addmm and bmm are replaced: large products go to it,
// small and batched ones to the kernels here. A libtorch that hides oneDNN (one built with MKL) keeps its own.

#include "native.h"

#include <ATen/Parallel.h>
#include <ATen/ops/addmm_cpu_dispatch.h>
#include <ATen/ops/bmm_cpu_dispatch.h>
#include <ATen/ops/mm_cpu_dispatch.h>
#include <torch/library.h>

#include <csignal>
#include <cstdlib>
#include <dlfcn.h>
#include <memory>
#include <pthread.h>
#include <strings.h>

namespace {

using Sgemm = int (*)(char, char, int64_t, int64_t, int64_t, float, const float*, int64_t, const float*, int64_t,
                      float, float*, int64_t);

using Bgemm = int (*)(char, char, int64_t, int64_t, int64_t, float, const uint16_t*, int64_t, const uint16_t*, int64_t,
                      float, float*, int64_t);

Sgemm onednn_sgemm;
Bgemm onednn_bgemm;

// oneDNN's own switch for products of float32 whose factors may be rounded to bfloat16, the sums staying float32:
// ONEDNN_DEFAULT_FPMATH_MODE, or by its older name DNNL_DEFAULT_FPMATH_MODE.
bool may_narrow() {
    for (const char* name : {"ONEDNN_DEFAULT_FPMATH_MODE", "DNNL_DEFAULT_FPMATH_MODE"}) {
        const char* mode = getenv(name);
        if (mode && *mode) return !strcasecmp(mode, "BF16") || !strcasecmp(mode, "ANY");
    }
    return false;
}

bool is_plain(const at::Tensor& tensor) {
    return tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat && tensor.layout() == at::kStrided && !tensor.is_conj()
        && !tensor.is_neg() && tensor.numel() > 0;
}

// oneDNN's kernels for AVX and AVX-512 point rsp into a buffer on the heap while they run (oneDNN 2.6,
// jit_avx512_common_gemm_f32.cpp: "mov(rsp, ARG_WS)"). A signal handler that runs on the thread's own stack, as .NET's
// for SIGTERM does, would then write over the heap: no thread may take a signal in there.
sigset_t hold_signals() {
    sigset_t held, before;
    sigfillset(&held);
    for (int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT}) sigdelset(&held, fault);
    pthread_sigmask(SIG_BLOCK, &held, &before);
    return before;
}

// The threads that OpenMP keeps for this one never need a signal: the process's other threads take them.
void hold_signals_of_team() {
    thread_local int team = 0;
    const int threads = at::get_num_threads();   // also gives a thread that is new to ATen its number of OpenMP threads
    if (team == threads) return;
    team = threads;
    at::parallel_for(0, threads, 1, [](int64_t, int64_t) {
        if (at::get_thread_num() > 0) hold_signals();
    });
}

Strided view(const at::Tensor& matrix) { return {matrix.data_ptr<float>(), matrix.stride(0), matrix.stride(1)}; }

// 'N' where the rows lie one after another, 'T' where the columns do, 0 where neither holds.
char order(const Strided& matrix, int64_t rows, int64_t columns) {
    if (matrix.column == 1 && matrix.row >= std::max<int64_t>(1, columns)) return 'N';
    if (matrix.row == 1 && matrix.column >= std::max<int64_t>(1, rows)) return 'T';
    return 0;
}

constexpr int64_t kFewRows = 512;         // of a search's step; a longer product has its right side packed by oneDNN for little
constexpr int64_t kWorthAThread = 1 << 18;   // multiplications

// Few rows against a right side that must be turned: packing it here is faster than what oneDNN does with it.
bool is_small(int64_t rows, int64_t depth, int64_t columns, char right_order) {
    return rows * depth * columns < (1 << 20) || (right_order == 'T' && rows < 128);
}

}  // namespace

const Kernels& kernels() {
    static const Kernels* table = [] {
        __builtin_cpu_init();
        bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
            && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#ifdef NMT_HAS_AVX512BF16
        if (avx512 && __builtin_cpu_supports("avx512bf16") && may_narrow()) return nmt_kernels_avx512bf16();
#endif
        if (avx512) return nmt_kernels_avx512();
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? nmt_kernels_avx2() : nmt_kernels_base();
    }();
    return *table;
}

void pack_in_parallel(Strided right, int64_t depth, int64_t columns, float* packed) {
    const auto& kernel = kernels();
    int64_t panels = (columns + kernel.panel - 1) / kernel.panel;
    at::parallel_for(0, panels, 4, [&](int64_t from, int64_t to) {
        int64_t first = from * kernel.panel, last = std::min(columns, to * kernel.panel);
        kernel.pack({right.data + first * right.column, right.row, right.column}, depth, last - first,
                    packed + kernel.packed_size(depth, first));
    });
}

namespace {

void multiply_small(Strided left, Strided right, int64_t rows, int64_t depth, int64_t columns, float* out, bool accumulate) {
    const auto& kernel = kernels();
    int64_t panels = (columns + kernel.panel - 1) / kernel.panel;
    int64_t grain = std::max<int64_t>(1, (1 << 21) / (rows * depth * kernel.panel + 1));
    at::parallel_for(0, panels, grain, [&](int64_t from, int64_t to) {
        thread_local std::vector<float> packed;
        int64_t first = from * kernel.panel, width = std::min(columns, to * kernel.panel) - first;
        packed.resize(kernel.packed_size(depth, width));
        kernel.pack({right.data + first * right.column, right.row, right.column}, depth, width, packed.data());
        kernel.multiply(left, rows, depth, packed.data(), width, out + first, columns, accumulate);
    });
}

void multiply_packed(Strided left, const float* panels, int64_t rows, int64_t depth, int64_t columns, float* out, bool accumulate) {
    const auto& kernel = kernels();
    int64_t count = (columns + kernel.panel - 1) / kernel.panel;
    int64_t grain = std::max<int64_t>(1, kWorthAThread / (rows * depth * kernel.panel));
    at::parallel_for(0, count, grain, [&](int64_t from, int64_t to) {
        int64_t first = from * kernel.panel, width = std::min(columns, to * kernel.panel) - first;
        kernel.multiply(left, rows, depth, panels + kernel.packed_size(depth, first), width, out + first, columns, accumulate);
    });
}

// A matrix in bfloat16, its lines one after another as `order` says.
at::Tensor narrowed(const Strided& matrix, char order, int64_t rows, int64_t columns) {
    const auto& kernel = kernels();
    int64_t lines = order == 'N' ? rows : columns, width = order == 'N' ? columns : rows, step = order == 'N' ? matrix.row : matrix.column;
    auto out = at::empty({lines, width}, at::kBFloat16);
    auto* to = reinterpret_cast<uint16_t*>(out.data_ptr());
    at::parallel_for(0, lines, std::max<int64_t>(1, (1 << 15) / width), [&](int64_t from, int64_t end) {
        for (int64_t line = from; line < end; ++line) kernel.narrow(matrix.data + line * step, width, to + line * width);
    });
    return out;
}

struct Factor {
    const void* data;
    char order;
    int64_t line;   // from one line to the next
};

// The thread takes no signal for as long as this lives.
struct SignalsHeld {
    sigset_t before = hold_signals();
    ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before, nullptr); }
};

template <typename Number, typename Gemm>
int call(Gemm gemm, Factor a, Factor b, int64_t rows, int64_t depth, int64_t columns, float beta, float* out) {
    hold_signals_of_team();
    SignalsHeld held;
    return gemm(a.order, b.order, rows, columns, depth, 1.0f, static_cast<const Number*>(a.data), a.line,
                static_cast<const Number*>(b.data), b.line, beta, out, columns);
}

// oneDNN's product; false where it refuses.
bool multiply_large(Strided a, char order_a, Strided b, char order_b, int64_t rows, int64_t depth, int64_t columns, float* out, float beta) {
    constexpr int kUnimplemented = 3;   // dnnl_status_t: refused before anything was written
    if (kernels().narrow && onednn_bgemm) {
        auto left = narrowed(a, order_a, rows, depth), right = narrowed(b, order_b, depth, columns);
        int status = call<uint16_t>(onednn_bgemm, {left.data_ptr(), order_a, left.size(1)}, {right.data_ptr(), order_b, right.size(1)},
                                    rows, depth, columns, beta, out);
        if (status != kUnimplemented) return !status;
    }
    return !call<float>(onednn_sgemm, {a.data, order_a, order_a == 'N' ? a.row : a.column}, {b.data, order_b, order_b == 'N' ? b.row : b.column},
                        rows, depth, columns, beta, out);
}

// out = left · right, or out += left · right; out contiguous. False where the operands are laid out otherwise.
bool multiply(const at::Tensor& left, const at::Tensor& right, float* out, bool accumulate) {
    int64_t rows = left.size(0), depth = left.size(1), columns = right.size(1);
    Strided a = view(left), b = view(right);
    char order_a = order(a, rows, depth), order_b = order(b, depth, columns);
    if (!order_a || !order_b) return false;
    if (rows <= kFewRows) {
        if (auto panels = packed_weights(right); panels.defined()) {
            multiply_packed(a, panels.data_ptr<float>(), rows, depth, columns, out, accumulate);
            return true;
        }
    }
    if (is_small(rows, depth, columns, order_b)) {
        multiply_small(a, b, rows, depth, columns, out, accumulate);
        return true;
    }
    return multiply_large(a, order_a, b, order_b, rows, depth, columns, out, accumulate ? 1.0f : 0.0f);
}

bool fits(const at::Tensor& left, const at::Tensor& right, int64_t dims) {
    return left.dim() == dims && right.dim() == dims && is_plain(left) && is_plain(right) && left.size(dims - 1) == right.size(dims - 2);
}

at::Tensor mm(const at::Tensor& left, const at::Tensor& right) {
    if (fits(left, right, 2)) {
        auto out = at::empty({left.size(0), right.size(1)}, left.options());
        if (multiply(left, right, out.data_ptr<float>(), false)) return out;
    }
    return at::cpu::mm(left, right);
}

at::Tensor& mm_out(const at::Tensor& left, const at::Tensor& right, at::Tensor& out) {
    if (fits(left, right, 2) && is_plain(out) && out.is_contiguous() && out.dim() == 2 && out.size(0) == left.size(0)
        && out.size(1) == right.size(1) && multiply(left, right, out.data_ptr<float>(), false))
        return out;
    return at::cpu::mm_out(out, left, right);
}

at::Tensor addmm(const at::Tensor& self, const at::Tensor& left, const at::Tensor& right, const at::Scalar& beta, const at::Scalar& alpha) {
    if (fits(left, right, 2) && is_plain(self) && self.dim() <= 2 && beta.toDouble() == 1 && alpha.toDouble() == 1) {
        auto out = at::empty({left.size(0), right.size(1)}, left.options());
        out.copy_(self);
        if (multiply(left, right, out.data_ptr<float>(), true)) return out;
    }
    return at::cpu::addmm(self, left, right, beta, alpha);
}

at::Tensor bmm(const at::Tensor& left, const at::Tensor& right) {
    constexpr int64_t kLarge = 1 << 23;
    if (!fits(left, right, 3) || left.size(0) != right.size(0) || left.size(1) * left.size(2) * right.size(2) > kLarge)
        return at::cpu::bmm(left, right);
    int64_t batch = left.size(0), rows = left.size(1), depth = left.size(2), columns = right.size(2);
    auto out = at::empty({batch, rows, columns}, left.options());
    const auto& kernel = kernels();
    const float *a = left.data_ptr<float>(), *b = right.data_ptr<float>();
    float* c = out.data_ptr<float>();
    int64_t grain = std::max<int64_t>(1, (1 << 18) / (rows * depth * columns));
    at::parallel_for(0, batch, grain, [&](int64_t from, int64_t to) {
        std::vector<float> packed(kernel.packed_size(depth, columns));
        for (int64_t i = from; i < to; ++i) {
            kernel.pack({b + i * right.stride(0), right.stride(1), right.stride(2)}, depth, columns, packed.data());
            kernel.multiply({a + i * left.stride(0), left.stride(1), left.stride(2)}, rows, depth, packed.data(), columns,
                            c + i * rows * columns, columns, false);
        }
    });
    return out;
}

// Replacing a kernel makes PyTorch warn on stderr, once for each; the replacement is meant.
struct Silence : c10::WarningHandler {
#if NMT_TORCH_2
    void process(const c10::Warning&) override {}
#else
    void process(const c10::SourceLocation&, const std::string&, const bool) override {}
#endif
};

#if NMT_TORCH_2
using SilenceGuard = c10::WarningUtils::WarningHandlerGuard;
#else
using SilenceGuard = c10::Warning::WarningHandlerGuard;
#endif

}  // namespace

NMT_API int nmt_initialize() {
    NMT_TRY
    static std::unique_ptr<torch::Library> library;
    if (library) return 0;
    onednn_sgemm = reinterpret_cast<Sgemm>(dlsym(RTLD_DEFAULT, "dnnl_sgemm"));
    onednn_bgemm = reinterpret_cast<Bgemm>(dlsym(RTLD_DEFAULT, "dnnl_gemm_bf16bf16f32"));
    Silence silence;
    SilenceGuard guard(&silence);
    library = std::make_unique<torch::Library>(torch::Library::IMPL, "aten", c10::make_optional(c10::DispatchKey::CPU), __FILE__, __LINE__);
    replace_rows(*library);
    if (!onednn_sgemm) return 0;
    library->impl("mm", mm);
    library->impl("mm.out", mm_out);
    library->impl("addmm", addmm);
    library->impl("bmm", bmm);
    // Nothing large is left to OpenBLAS: its threads would only spin beside OpenMP's.
    if (auto set_blas = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) set_blas(1);
    NMT_CATCH
}

bool products_are_replaced() { return onednn_sgemm != nullptr; }
