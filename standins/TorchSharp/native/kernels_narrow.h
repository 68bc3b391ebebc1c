// Products whose factors are rounded to bfloat16 and whose sums are float32, on processors that multiply pairs of bfloat16
// (AVX512_BF16). Takes the place of kernels_products.h; part of kernels.cpp, which includes it in its namespace.
// Denormal factors count as zero, and what lies above bfloat16's largest number (3.39e38) as infinity.

// Panels of kPanel columns, pair of depths by pair; the last one is only as many vectors wide as it needs. A float's place
// in `packed` holds one column's pair, and an odd depth is filled up with zero.

inline int vectors(int64_t width) { return static_cast<int>(width >= kPanel ? kWide : (width + kLanes - 1) / kLanes); }

inline int64_t pairs(int64_t depth) { return (depth + 1) / 2; }

int64_t packed_size(int64_t depth, int64_t columns) {
    return (columns / kPanel * kPanel + vectors(columns % kPanel) * kLanes) * pairs(depth);
}

inline uint16_t narrowed(float value) { return static_cast<uint16_t>(_mm_extract_epi16((__m128i)_mm_cvtneps_pbh(_mm_set_ss(value)), 0)); }

inline __m512i narrowed(const float* low, const float* high) {
    return (__m512i)_mm512_cvtne2ps_pbh(_mm512_loadu_ps(high), _mm512_loadu_ps(low));
}

void narrow(const float* values, int64_t count, uint16_t* out) {
    int64_t i = 0;
    for (; i + 2 * kLanes <= count; i += 2 * kLanes) _mm512_storeu_si512(out + i, narrowed(values + i, values + i + kLanes));
    for (; i < count; ++i) out[i] = narrowed(values[i]);
}

inline uint32_t pair(const float* first, int64_t step, bool has_second) {
    return narrowed(first[0]) | (has_second ? static_cast<uint32_t>(narrowed(first[step])) << 16 : 0);
}

// Two rows of the right side, 16 columns: their values are interleaved.
inline __m512i interleaved(const float* first, const float* second) {
    const __m512i places = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8,
                                            23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    return _mm512_permutexvar_epi16(places, narrowed(first, second));
}

// 16 columns of 32 depths, each column's depths one after another: pairs become rows in log2(16) rounds of swapping ever
// larger halves between two of them.
inline void pack_tile(const float* source, int64_t column, uint32_t* packed, int64_t padded) {
    __m512i tile[kLanes];
#pragma GCC unroll 16
    for (int j = 0; j < kLanes; ++j) tile[j] = narrowed(source + j * column, source + j * column + kLanes);
#pragma GCC unroll 4
    for (int span = 1; span < kLanes; span *= 2) {
        Int low, high;
        for (int lane = 0; lane < kLanes; ++lane) {
            low[lane] = lane & span ? kLanes + lane - span : lane;
            high[lane] = lane & span ? kLanes + lane : lane + span;
        }
#pragma GCC unroll 16
        for (int i = 0; i < kLanes; ++i) {
            if (i & span) continue;
            __m512i upper = tile[i], lower = tile[i + span];
            tile[i] = _mm512_permutex2var_epi32(upper, (__m512i)low, lower);
            tile[i + span] = _mm512_permutex2var_epi32(upper, (__m512i)high, lower);
        }
    }
#pragma GCC unroll 16
    for (int k = 0; k < kLanes; ++k) _mm512_storeu_si512(packed + k * padded, tile[k]);
}

inline void pack_pair(Strided right, int64_t k, bool has_second, int64_t first, int64_t width, uint32_t* packed) {
    for (int64_t j = first; j < width; ++j) packed[j] = pair(right.data + k * right.row + j * right.column, right.row, has_second);
}

void pack_panel(Strided right, int64_t depth, int64_t width, int64_t padded, uint32_t* packed) {
    const int64_t tiles = width / kLanes * kLanes, deep = right.row == 1 ? depth / (2 * kLanes) * (2 * kLanes) : 0;
    for (int64_t k = 0; k < deep; k += 2 * kLanes)
        for (int64_t j = 0; j < tiles; j += kLanes)
            pack_tile(right.data + k + j * right.column, right.column, packed + k / 2 * padded + j, padded);
    for (int64_t k = 0; k < depth; k += 2) {
        uint32_t* line = packed + k / 2 * padded;
        bool has_second = k + 1 < depth;
        int64_t done = k < deep ? tiles : 0;
        if (right.column == 1 && has_second) {
            const float* upper = right.data + k * right.row;
            for (; done < tiles; done += kLanes) _mm512_storeu_si512(line + done, interleaved(upper + done, upper + right.row + done));
        }
        pack_pair(right, k, has_second, done, width, line);
        for (int64_t j = width; j < padded; ++j) line[j] = 0;
    }
}

void pack(Strided right, int64_t depth, int64_t columns, float* packed) {
    auto* out = reinterpret_cast<uint32_t*>(packed);
    for (int64_t first = 0; first < columns; first += kPanel) {
        int64_t width = columns - first < kPanel ? columns - first : kPanel, padded = vectors(width) * kLanes;
        pack_panel({right.data + first * right.column, right.row, right.column}, depth, width, padded, out);
        out += pairs(depth) * padded;
    }
}

template <int rows, int wide>
void block(const uint32_t* left, int64_t deep, const uint32_t* panel, float* out, int64_t out_row, int64_t width, bool accumulate) {
    __m512 sums[rows][wide];
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i)
#pragma GCC unroll 3
        for (int v = 0; v < wide; ++v) sums[i][v] = _mm512_setzero_ps();
    for (int64_t k = 0; k < deep; ++k, panel += wide * kLanes) {
        __m512bh across[wide];
#pragma GCC unroll 3
        for (int v = 0; v < wide; ++v) across[v] = (__m512bh)_mm512_loadu_si512(panel + v * kLanes);
#pragma GCC unroll 8
        for (int i = 0; i < rows; ++i) {
            __m512bh value = (__m512bh)_mm512_set1_epi32(left[i * deep + k]);
#pragma GCC unroll 3
            for (int v = 0; v < wide; ++v) sums[i][v] = _mm512_dpbf16_ps(sums[i][v], value, across[v]);
        }
    }
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i)
#pragma GCC unroll 3
        for (int v = 0; v < wide; ++v) {
            int64_t left_over = width - v * kLanes;
            __mmask16 mask = left_over >= kLanes ? 0xffff : left_over <= 0 ? 0 : (1u << left_over) - 1;
            float* to = out + i * out_row + v * kLanes;
            __m512 sum = accumulate ? _mm512_add_ps(_mm512_maskz_loadu_ps(mask, to), sums[i][v]) : sums[i][v];
            _mm512_mask_storeu_ps(to, mask, sum);
        }
}

typedef void (*Block)(const uint32_t*, int64_t, const uint32_t*, float*, int64_t, int64_t, bool);

#define NMT_BLOCKS(rows) {block<rows, 1>, block<rows, 2>, block<rows, 3>}
const Block kBlocks[][kWide] = {
    NMT_BLOCKS(1), NMT_BLOCKS(2), NMT_BLOCKS(3), NMT_BLOCKS(4), NMT_BLOCKS(5), NMT_BLOCKS(6), NMT_BLOCKS(7), NMT_BLOCKS(8),
};

// A thread's own memory for one left side. No std::vector: its code would be shared with the other instruction sets.
struct Place {
    uint32_t* data = nullptr;
    int64_t size = 0;

    uint32_t* of(int64_t count) {
        if (count > size) {
            ::operator delete(data);
            data = nullptr;
            size = 0;
            data = static_cast<uint32_t*>(::operator new(count * sizeof(uint32_t)));
            size = count;
        }
        return data;
    }

    ~Place() { ::operator delete(data); }
};

// The left side in pairs along its depth, row after row.
void narrow_rows(Strided left, int64_t rows, int64_t depth, uint32_t* place) {
    const int64_t deep = pairs(depth);
    for (int64_t i = 0; i < rows; ++i) {
        uint32_t* out = place + i * deep;
        const float* line = left.data + i * left.row;
        int64_t k = 0;
        if (left.column == 1)
            for (; k + 2 * kLanes <= depth; k += 2 * kLanes) _mm512_storeu_si512(out + k / 2, narrowed(line + k, line + k + kLanes));
        for (; k < depth; k += 2) out[k / 2] = pair(line + k * left.column, left.column, k + 1 < depth);
    }
}

void multiply(Strided left, int64_t rows, int64_t depth, const float* packed, int64_t columns,
              float* out, int64_t out_row, bool accumulate) {
    if (rows == 0) return;
    thread_local Place place;
    const int64_t deep = pairs(depth), blocks = (rows + kRows - 1) / kRows;   // of nearly equal height, so that none is a sliver
    uint32_t* narrow_left = place.of(rows * deep);
    narrow_rows(left, rows, depth, narrow_left);
    auto* panel = reinterpret_cast<const uint32_t*>(packed);
    for (int64_t first = 0; first < columns; first += kPanel) {
        int64_t width = columns - first < kPanel ? columns - first : kPanel;
        int wide = vectors(width);
        for (int64_t b = 0; b < blocks; ++b) {
            int64_t from = rows * b / blocks, to = rows * (b + 1) / blocks;
            kBlocks[to - from - 1][wide - 1](narrow_left + from * deep, deep, panel, out + from * out_row + first, out_row, width, accumulate);
        }
        panel += deep * wide * kLanes;
    }
}
