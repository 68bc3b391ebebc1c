// Products against a packed right side. Part of kernels.cpp, which includes it in its namespace.

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
