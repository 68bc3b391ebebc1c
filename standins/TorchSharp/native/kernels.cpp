// Inner loops in GCC's vector extension: the same text compiles to AVX-512, AVX2 or the base instruction set.
// Compiled with -DNMT_SET=avx512bf16|avx512|avx2|base and the matching -m options. Everything is static, so that the linker
// cannot give one set's code to another.

#include "kernels.h"

#include <immintrin.h>
#include <math.h>
#include <string.h>

#include <new>

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

#if defined(__AVX512BF16__)
#include "kernels_narrow.h"
#else
#include "kernels_products.h"
void (*const narrow)(const float*, int64_t, uint16_t*) = nullptr;
#endif
#include "kernels_cell.h"
#include "kernels_rows.h"
#include "kernels_learning.h"

}  // namespace

#define NMT_JOIN2(a, b) a##b
#define NMT_JOIN(a, b) NMT_JOIN2(a, b)
#define NMT_TEXT2(a) #a
#define NMT_TEXT(a) NMT_TEXT2(a)

extern "C" const Kernels* NMT_JOIN(nmt_kernels_, NMT_SET)() {
    static const Kernels table = {
        NMT_TEXT(NMT_SET), kPanel, packed_size, pack, multiply, narrow, cell_forward, cell_backward,
        cross_entropy, cross_entropy_gradient, log_softmax, largest, adam, sum_of_squares,
    };
    return &table;
}
