// Inner loops in GCC's vector extension: the same text compiles to AVX-512, AVX2 or the base instruction set.
// Compiled with -DNMT_SET=avx512|avx2|base and the matching -m options. Everything is static, so that the linker
// cannot give one set's code to another.

#include "kernels.h"

#include <immintrin.h>
#include <math.h>
#include <string.h>

// The sums of kRows rows by kWide vectors, one row of the panel and one broadcast value fill the registers.
#if defined(__AVX512F__)
enum { kLanes = 16, kRows = 8 };
#elif defined(__AVX2__)
enum { kLanes = 8, kRows = 4 };
#else
enum { kLanes = 4, kRows = 4 };
#endif
enum { kWide = 3, kPanel = kWide * kLanes };

typedef float Vec __attribute__((vector_size(kLanes * 4)));
typedef int32_t Int __attribute__((vector_size(kLanes * 4)));

namespace {

inline Vec load(const float* p) {
    Vec v;
    memcpy(&v, p, sizeof v);
    return v;
}

inline void store(float* p, Vec v) { memcpy(p, &v, sizeof v); }

// One load that fills every lane; written as a sum, GCC spends a shuffle on it.
inline Vec all(float x) {
#if defined(__AVX512F__)
    return (Vec)_mm512_set1_ps(x);
#elif defined(__AVX2__)
    return (Vec)_mm256_set1_ps(x);
#else
    return Vec{} + x;
#endif
}

inline Vec larger(Vec a, Vec b) { return a > b ? a : b; }

inline Vec smaller(Vec a, Vec b) { return a < b ? a : b; }

// e^x by 2^n · e^r with |r| ≤ ln 2 / 2 and a polynomial of degree 6 (Cephes' expf): relative error below 2e-7.
inline Vec exponential(Vec x) {
    x = larger(all(-87.33f), smaller(all(88.37f), x));   // in this order a NaN stays one
    const Vec magic = all(12582912.0f);   // 1.5 · 2^23: adding it rounds to the nearest whole number
    Vec n = (x * 1.44269504088896341f + magic) - magic;
    Vec r = x - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    Vec p = all(1.9875691500e-4f);
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    Int bits = (__builtin_convertvector(n, Int) + 127) << 23;
    Vec power;
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

inline Vec sigmoid(Vec x) { return 1.0f / (1.0f + exponential(-x)); }

inline Vec hyperbolic_tangent(Vec x) { return 2.0f / (1.0f + exponential(-2.0f * x)) - 1.0f; }

inline float total(Vec v) {
    float sum = 0;
    for (int i = 0; i < kLanes; ++i) sum += v[i];
    return sum;
}

// The tail of a row that is no whole number of vectors goes through a padded copy.
inline Vec load_part(const float* p, int64_t count, float fill) {
    Vec v = all(fill);
    memcpy(&v, p, count * sizeof(float));
    return v;
}

inline void store_part(float* p, Vec v, int64_t count) { memcpy(p, &v, count * sizeof(float)); }

// ---- products ----

// Panels of kPanel columns, depth by depth; the last one is only as many vectors wide as it needs.

inline int vectors(int64_t width) { return static_cast<int>(width >= kPanel ? kWide : (width + kLanes - 1) / kLanes); }

int64_t packed_size(int64_t depth, int64_t columns) {
    return (columns / kPanel * kPanel + vectors(columns % kPanel) * kLanes) * depth;
}

// Rows become columns, in log2(kLanes) rounds of swapping ever larger halves between pairs of rows.
template <int span>
inline void transpose_round(Vec (&tile)[kLanes]) {
    if constexpr (span < kLanes) {
        Int low, high;
        for (int lane = 0; lane < kLanes; ++lane) {
            low[lane] = lane & span ? kLanes + lane - span : lane;
            high[lane] = lane & span ? kLanes + lane : lane + span;
        }
#pragma GCC unroll 16
        for (int i = 0; i < kLanes; ++i) {
            if (i & span) continue;
            Vec upper = tile[i], lower = tile[i + span];
            tile[i] = __builtin_shuffle(upper, lower, low);
            tile[i + span] = __builtin_shuffle(upper, lower, high);
        }
        transpose_round<span * 2>(tile);
    }
}

inline void pack_tile(const float* source, int64_t column, float* packed, int64_t padded) {
    Vec tile[kLanes];
#pragma GCC unroll 16
    for (int j = 0; j < kLanes; ++j) tile[j] = load(source + j * column);
    transpose_round<1>(tile);
#pragma GCC unroll 16
    for (int k = 0; k < kLanes; ++k) store(packed + k * padded, tile[k]);
}

inline void pack_scalars(Strided right, int64_t from, int64_t to, int64_t first, int64_t last, int64_t padded, float* packed) {
    for (int64_t j = first; j < last; ++j)
        for (int64_t k = from; k < to; ++k) packed[k * padded + j] = right.data[k * right.row + j * right.column];
}

void pack_panel(Strided right, int64_t depth, int64_t width, int64_t padded, float* packed) {
    int64_t tiles = right.row == 1 ? width / kLanes * kLanes : 0, whole = depth / kLanes * kLanes;
    for (int64_t from = 0; from < depth; from += kLanes) {
        int64_t to = from < whole ? from + kLanes : depth;
        if (right.column == 1) {
            for (int64_t k = from; k < to; ++k) memcpy(packed + k * padded, right.data + k * right.row, width * sizeof(float));
        } else if (from < whole) {
            for (int64_t j = 0; j < tiles; j += kLanes)
                pack_tile(right.data + from + j * right.column, right.column, packed + from * padded + j, padded);
            pack_scalars(right, from, to, tiles, width, padded, packed);
        } else {
            pack_scalars(right, from, to, 0, width, padded, packed);
        }
        for (int64_t k = from; k < to; ++k)
            for (int64_t j = width; j < padded; ++j) packed[k * padded + j] = 0;
    }
}

void pack(Strided right, int64_t depth, int64_t columns, float* packed) {
    for (int64_t first = 0; first < columns; first += kPanel) {
        int64_t width = columns - first < kPanel ? columns - first : kPanel, padded = vectors(width) * kLanes;
        pack_panel({right.data + first * right.column, right.row, right.column}, depth, width, padded, packed);
        packed += depth * padded;
    }
}

template <int rows, int wide>
void block(const float* left, int64_t row, int64_t column, int64_t depth, const float* panel,
           float* out, int64_t out_row, int64_t width, bool accumulate) {
    Vec sums[rows][wide];
    const float* lines[rows];
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i) {
        lines[i] = left + i * row;
#pragma GCC unroll 3
        for (int v = 0; v < wide; ++v) sums[i][v] = Vec{};
    }
    for (int64_t k = 0, at = 0; k < depth; ++k, at += column, panel += wide * kLanes) {
        Vec across[wide];
#pragma GCC unroll 3
        for (int v = 0; v < wide; ++v) across[v] = load(panel + v * kLanes);
#pragma GCC unroll 8
        for (int i = 0; i < rows; ++i) {
            Vec value = all(lines[i][at]);
#pragma GCC unroll 3
            for (int v = 0; v < wide; ++v) sums[i][v] += value * across[v];
        }
    }
    if (width >= wide * kLanes) {
#pragma GCC unroll 8
        for (int i = 0; i < rows; ++i)
#pragma GCC unroll 3
            for (int v = 0; v < wide; ++v) {
                float* to = out + i * out_row + v * kLanes;
                store(to, accumulate ? load(to) + sums[i][v] : sums[i][v]);
            }
        return;
    }
    float edge[rows][wide * kLanes];   // a copy, so that the sums themselves stay in registers
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i)
#pragma GCC unroll 3
        for (int v = 0; v < wide; ++v) store(edge[i] + v * kLanes, sums[i][v]);
    for (int i = 0; i < rows; ++i)
        for (int64_t j = 0; j < width; ++j) out[i * out_row + j] = edge[i][j] + (accumulate ? out[i * out_row + j] : 0.0f);
}

typedef void (*Block)(const float*, int64_t, int64_t, int64_t, const float*, float*, int64_t, int64_t, bool);

#define NMT_BLOCKS(rows) {block<rows, 1>, block<rows, 2>, block<rows, 3>}
const Block kBlocks[][kWide] = {
    NMT_BLOCKS(1), NMT_BLOCKS(2), NMT_BLOCKS(3), NMT_BLOCKS(4),
#if defined(__AVX512F__)
    NMT_BLOCKS(5), NMT_BLOCKS(6), NMT_BLOCKS(7), NMT_BLOCKS(8),
#endif
};

void multiply(Strided left, int64_t rows, int64_t depth, const float* packed, int64_t columns,
              float* out, int64_t out_row, bool accumulate) {
    if (rows == 0) return;
    int64_t blocks = (rows + kRows - 1) / kRows;   // of nearly equal height, so that none is a sliver
    for (int64_t first = 0; first < columns; first += kPanel) {
        int64_t width = columns - first < kPanel ? columns - first : kPanel;
        int wide = vectors(width);
        for (int64_t b = 0; b < blocks; ++b) {
            int64_t from = rows * b / blocks, to = rows * (b + 1) / blocks;
            kBlocks[to - from - 1][wide - 1](left.data + from * left.row, left.row, left.column, depth, packed,
                                             out + from * out_row + first, out_row, width, accumulate);
        }
        packed += depth * wide * kLanes;
    }
}

// ---- the LSTM cell ----

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

// ---- cross-entropy ----

float cross_entropy(const float* logits, const SmoothedRow& row, float* log_sum, float* gradient) {
    int64_t whole = row.classes / kLanes * kLanes, rest = row.classes - whole;
    Vec top = all(-INFINITY), sum = Vec{};
    for (int64_t j = 0; j < whole; j += kLanes) {
        Vec x = load(logits + j);
        top = larger(top, x);
        sum += x;
    }
    float largest = -INFINITY, plain = total(sum);
    for (int i = 0; i < kLanes; ++i) largest = top[i] > largest ? top[i] : largest;
    for (int64_t j = whole; j < row.classes; ++j) {
        largest = logits[j] > largest ? logits[j] : largest;
        plain += logits[j];
    }
    Vec mass = Vec{};
    for (int64_t j = 0; j < whole; j += kLanes) {
        Vec e = exponential(load(logits + j) - largest);
        mass += e;
        if (gradient) store(gradient + j, e);
    }
    if (rest) {
        Vec e = exponential(load_part(logits + whole, rest, -INFINITY) - largest);
        for (int64_t j = rest; j < kLanes; ++j) e[j] = 0;
        mass += e;
        if (gradient) store_part(gradient + whole, e, rest);
    }
    float weight = total(mass);
    *log_sum = largest + logf(weight);
    float hit = logits[row.target], spread = row.smoothing / row.classes;
    if (gradient) {
        float by = row.scale / weight, less = row.scale * spread;
        for (int64_t j = 0; j < whole; j += kLanes) store(gradient + j, load(gradient + j) * by - less);
        for (int64_t j = whole; j < row.classes; ++j) gradient[j] = gradient[j] * by - less;
        gradient[row.target] -= row.scale * (1.0f - row.smoothing);
    }
    return *log_sum - (1.0f - row.smoothing) * hit - spread * plain;
}

void cross_entropy_gradient(const float* logits, const SmoothedRow& row, float log_sum, float* gradient) {
    int64_t whole = row.classes / kLanes * kLanes, rest = row.classes - whole;
    float less = row.scale * row.smoothing / row.classes;
    for (int64_t j = 0; j < whole; j += kLanes)
        store(gradient + j, exponential(load(logits + j) - log_sum) * row.scale - less);
    if (rest) {
        Vec e = exponential(load_part(logits + whole, rest, 0) - log_sum);
        store_part(gradient + whole, e * row.scale - less, rest);
    }
    gradient[row.target] -= row.scale * (1.0f - row.smoothing);
}

// ---- rows of scores ----

#include "kernels_rows.h"

// ---- optimizer ----

void adam(const AdamRange& a) {
    float rest1 = 1.0f - a.beta1, rest2 = 1.0f - a.beta2;
    for (int64_t i = 0; i < a.count; ++i) {
        float p = a.parameter[i] * a.shrink;
        float g = a.sign * a.gradient[i] + a.decay * p;
        float m = a.first[i] * a.beta1 + rest1 * g;
        float v = a.second[i] * a.beta2 + rest2 * g * g;
        a.first[i] = m;
        a.second[i] = v;
        a.parameter[i] = p - a.step_size * (m / (sqrtf(v) / a.correction2_sqrt + a.eps));
    }
}

double sum_of_squares(const float* values, int64_t count) {
    Vec sums[4] = {};
    int64_t i = 0;
    for (; i + 4 * kLanes <= count; i += 4 * kLanes)
        for (int s = 0; s < 4; ++s) {
            Vec x = load(values + i + s * kLanes);
            sums[s] += x * x;
        }
    double sum = 0;
    for (int s = 0; s < 4; ++s)
        for (int lane = 0; lane < kLanes; ++lane) sum += sums[s][lane];
    for (; i < count; ++i) sum += static_cast<double>(values[i]) * values[i];
    return sum;
}

}  // namespace

#define NMT_JOIN2(a, b) a##b
#define NMT_JOIN(a, b) NMT_JOIN2(a, b)
#define NMT_TEXT2(a) #a
#define NMT_TEXT(a) NMT_TEXT2(a)

extern "C" const Kernels* NMT_JOIN(nmt_kernels_, NMT_SET)() {
    static const Kernels table = {
        NMT_TEXT(NMT_SET), kPanel, packed_size, pack, multiply, cell_forward, cell_backward,
        cross_entropy, cross_entropy_gradient, log_softmax, largest, adam, sum_of_squares,
    };
    return &table;
}
