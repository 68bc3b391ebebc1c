// The inner loops that depend on the instruction set. kernels.cpp is compiled once for each set, as one table of functions,
// and the best table that the processor can run is chosen at load. Plain pointers only: nothing of libtorch in here.
#pragma once

#include <cstdint>

// A matrix as the products read it: element (i, k) lies at data[i * row + k * column].
struct Strided {
    const float* data;
    int64_t row;
    int64_t column;
};

// One time step of one LSTM layer over `batch` rows. Rows of two neighbouring sentences lie `*_row` floats apart.
struct CellForward {
    int64_t batch, hidden;
    float* gates;            // [batch, 4 hidden]: in, the sums before the activations; out, i, f, g, o
    int64_t gates_row;
    const float* c_before;
    int64_t c_before_row;
    float* c;
    int64_t c_row;
    float* h;
    int64_t h_row;
    float* h_again;          // a second place for h, or null
    int64_t h_again_row;
};

struct CellBackward {
    int64_t batch, hidden;
    const float* gates;      // i, f, g, o
    int64_t gates_row;
    const float* c_before;
    int64_t c_before_row;
    const float* c;
    int64_t c_row;
    const float* grad_out;   // gradient of this step's output, or null
    int64_t grad_out_row;
    const float* grad_h;     // [batch, hidden]: what later steps send back
    float* grad_c;           // [batch, hidden]: in, from later steps; out, to earlier ones
    float* grad_gates;       // gradient of the sums before the activations
    int64_t grad_gates_row;
};

struct SmoothedRow {
    int64_t classes, target;
    float smoothing;
    float scale;             // of the gradient
};

struct AdamRange {
    float* parameter;
    const float* gradient;
    float* first;
    float* second;
    int64_t count;
    float beta1, beta2, eps, step_size, correction2_sqrt, shrink, decay, sign;
};

struct Kernels {
    const char* name;
    // Products: the right side is packed into panels once and used for many left sides. What is packed is for the same
    // table's `multiply` alone; its size is counted in floats.
    int64_t panel;           // columns that are packed together: work on one product is divided at multiples of it
    int64_t (*packed_size)(int64_t depth, int64_t columns);
    void (*pack)(Strided right, int64_t depth, int64_t columns, float* packed);
    void (*multiply)(Strided left, int64_t rows, int64_t depth, const float* packed, int64_t columns,
                     float* out, int64_t out_row, bool accumulate);
    // Rounds to bfloat16; null in a set whose products do not round their factors.
    void (*narrow)(const float* values, int64_t count, uint16_t* out);
    void (*cell_forward)(const CellForward&);
    void (*cell_backward)(const CellBackward&);
    // Loss of one row; log_sum is log Σ exp. With `gradient`, also scale · d loss / d logits.
    float (*cross_entropy)(const float* logits, const SmoothedRow&, float* log_sum, float* gradient);
    void (*cross_entropy_gradient)(const float* logits, const SmoothedRow&, float log_sum, float* gradient);
    void (*log_softmax)(const float* row, int64_t count, float* out);
    // The k largest of a row in descending order, of equal ones the first; false where one is not a number.
    bool (*largest)(const float* row, int64_t count, int64_t k, float* values, int64_t* places);
    void (*adam)(const AdamRange&);
    double (*sum_of_squares)(const float* values, int64_t count);
};

extern "C" const Kernels* nmt_kernels_avx512bf16();
extern "C" const Kernels* nmt_kernels_avx512();
extern "C" const Kernels* nmt_kernels_avx2();
extern "C" const Kernels* nmt_kernels_base();
