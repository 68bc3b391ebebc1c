// What the two native files share: the export macro, the error border and handles.
#pragma once

#include "kernels.h"

#include <ATen/ATen.h>
#include <c10/util/Exception.h>

#include <cstdint>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

#include <torch/version.h>
#define NMT_TORCH_2 (TORCH_VERSION_MAJOR >= 2)

#define NMT_API extern "C" __attribute__((visibility("default")))

const Kernels& kernels();   // of this processor
void pack_in_parallel(Strided right, int64_t depth, int64_t columns, float* packed);
bool products_are_replaced();

// The right side of a product in panels, where it is a weight that stays as it is and no gradient is wanted; or undefined.
at::Tensor packed_weights(const at::Tensor& right);
void forget_packed(const at::Tensor& tensor);

namespace torch { class Library; }
void replace_rows(torch::Library& library);   // log_softmax and topk of the CPU

void nmt_set_error(const char* message);
at::Device to_device(int type, int index);

#define NMT_TRY try {
#define NMT_CATCH                                                                                   \
        return 0;                                                                                   \
    } catch (const c10::Error& error) {                                                             \
        nmt_set_error(error.what_without_backtrace());                                              \
    } catch (const std::exception& error) {                                                         \
        nmt_set_error(error.what());                                                                \
    } catch (...) {                                                                                 \
        nmt_set_error("an unknown native error");                                                   \
    }                                                                                               \
    return 1;
