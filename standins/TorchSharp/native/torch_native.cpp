// The native half of the TorchSharp stand-in: a C interface over libtorch.
//
// Every ATen operator is reached through one function, nmt_call, which looks the operator up in PyTorch's dispatcher by
// name and converts plain arguments by the operator's own schema. What is not an operator (handles, autograd, random
// state, threads) has a function of its own here; the fused kernels live in kernels.cpp.
//
// Each function returns 0, or 1 with the reason in a thread-local text that nmt_error gives out. Nothing throws across
// the border. Compiles against libtorch 1.13 and 2.x, with or without CUDA.

#include "native.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/InferenceMode.h>
#include <c10/util/Logging.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/variable.h>

#include <dlfcn.h>
#include <limits>

namespace {

thread_local std::string last_error;

struct QuietBacktraces {
    // c10 symbolises a backtrace for every exception (3 ms each); the message alone is what reaches the user.
    QuietBacktraces() {
        c10::SetStackTraceFetcher(std::function<std::string()>([] { return std::string(); }));
    }
} quiet_backtraces;

enum Kind : int32_t {
    kNone = 0, kTensor, kInt, kDouble, kBool, kIntList, kTensorList, kOptionalTensorList, kString, kDevice, kGenerator, kDefault
};

struct Arg {
    int32_t kind;
    int32_t count;
    union { int64_t i; double d; };
    void* p;
};

struct Result {
    int32_t kind;   // kTensorList, kInt, kDouble, kBool or kNone
    int32_t count;
    union { int64_t i; double d; };
    at::Tensor** tensors;   // owned by this thread until its next call; the tensors themselves go to the caller
};

bool wants_float(const c10::TypePtr& type) {
    if (type->kind() == c10::TypeKind::FloatType) return true;
    if (auto optional = type->cast<c10::OptionalType>()) return wants_float(optional->getElementType());
    return false;
}

c10::IValue to_ivalue(const Arg& arg, const c10::Argument& formal) {
    switch (arg.kind) {
    case kNone: return c10::IValue();
    case kTensor: return c10::IValue(*static_cast<at::Tensor*>(arg.p));
    case kInt: return wants_float(formal.type()) ? c10::IValue(static_cast<double>(arg.i)) : c10::IValue(arg.i);
    case kDouble: return c10::IValue(arg.d);
    case kBool: return c10::IValue(arg.i != 0);
    case kIntList: {
        c10::List<int64_t> list;
        list.reserve(arg.count);
        for (int i = 0; i < arg.count; ++i) list.push_back(static_cast<int64_t*>(arg.p)[i]);
        return c10::IValue(std::move(list));
    }
    case kTensorList: {
        c10::List<at::Tensor> list;
        list.reserve(arg.count);
        for (int i = 0; i < arg.count; ++i) list.push_back(*static_cast<at::Tensor**>(arg.p)[i]);
        return c10::IValue(std::move(list));
    }
    case kOptionalTensorList: {
        c10::List<c10::optional<at::Tensor>> list;
        list.reserve(arg.count);
        for (int i = 0; i < arg.count; ++i) {
            auto* tensor = static_cast<at::Tensor**>(arg.p)[i];
            if (tensor) list.push_back(c10::optional<at::Tensor>(*tensor));
            else list.push_back(c10::optional<at::Tensor>());
        }
        return c10::IValue(std::move(list));
    }
    case kString: return c10::IValue(std::string(static_cast<const char*>(arg.p), arg.count));
    case kDevice: return c10::IValue(to_device(static_cast<int>(arg.i), arg.count));
    case kGenerator: return c10::IValue(*static_cast<at::Generator*>(arg.p));
    default:
        TORCH_CHECK(formal.default_value().has_value(), "argument '", formal.name(), "' has no default");
        return *formal.default_value();
    }
}

void take(c10::IValue& value, std::vector<at::Tensor*>& out) {
    if (value.isTensor()) {
        out.push_back(new at::Tensor(std::move(value).toTensor()));
    } else if (value.isTensorList()) {
        for (const at::Tensor& tensor : value.toTensorVector()) out.push_back(new at::Tensor(tensor));
    }
}

}  // namespace

void nmt_set_error(const char* message) { last_error = message; }

at::Device to_device(int type, int index) {
    return at::Device(static_cast<at::DeviceType>(type), static_cast<c10::DeviceIndex>(type == 0 ? -1 : index));
}

NMT_API const char* nmt_error() { return last_error.c_str(); }

// ---- operators ----

NMT_API int nmt_find(const char* name, const char* overload, void** out) {
    NMT_TRY
    auto op = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
    *out = new c10::OperatorHandle(op);
    NMT_CATCH
}

NMT_API int nmt_call(void* handle, const Arg* args, int count, Result* result) {
    NMT_TRY
    static thread_local std::vector<at::Tensor*> tensors;
    auto& op = *static_cast<c10::OperatorHandle*>(handle);
    const auto& formals = op.schema().arguments();
    torch::jit::Stack stack;
    stack.reserve(formals.size());
    static const Arg omitted = {kDefault, 0, {0}, nullptr};
    for (size_t i = 0; i < formals.size(); ++i)
        stack.push_back(to_ivalue(static_cast<int>(i) < count ? args[i] : omitted, formals[i]));
    op.callBoxed(&stack);

    tensors.clear();
    *result = Result{kNone, 0, {0}, nullptr};
    for (auto& value : stack) {
        if (value.isBool()) { result->kind = kBool; result->i = value.toBool(); }
        else if (value.isInt()) { result->kind = kInt; result->i = value.toInt(); }
        else if (value.isDouble()) { result->kind = kDouble; result->d = value.toDouble(); }
        else take(value, tensors);
    }
    if (!tensors.empty()) {
        result->kind = kTensorList;
        result->count = static_cast<int32_t>(tensors.size());
        result->tensors = tensors.data();
    }
    NMT_CATCH
}

// ---- handles and data ----

NMT_API void nmt_free(at::Tensor* tensor) { delete tensor; }

NMT_API int nmt_from_data(const void* data, const int64_t* sizes, int dims, int dtype, at::Tensor** out) {
    NMT_TRY
    auto tensor = at::empty(at::IntArrayRef(sizes, dims), at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)));
    std::memcpy(tensor.data_ptr(), data, tensor.nbytes());
    *out = new at::Tensor(std::move(tensor));
    NMT_CATCH
}

NMT_API int nmt_dim(const at::Tensor* tensor) { return static_cast<int>(tensor->dim()); }
NMT_API int64_t nmt_numel(const at::Tensor* tensor) { return tensor->numel(); }
NMT_API int nmt_dtype(const at::Tensor* tensor) { return static_cast<int>(tensor->scalar_type()); }
NMT_API int64_t nmt_element_size(const at::Tensor* tensor) { return static_cast<int64_t>(tensor->element_size()); }
NMT_API int nmt_device_type(const at::Tensor* tensor) { return static_cast<int>(tensor->device().type()); }
NMT_API int nmt_device_index(const at::Tensor* tensor) { return tensor->device().index(); }
NMT_API int nmt_is_contiguous(const at::Tensor* tensor) { return tensor->is_contiguous(); }
NMT_API int nmt_is_leaf(const at::Tensor* tensor) { return tensor->is_leaf(); }
NMT_API int nmt_requires_grad(const at::Tensor* tensor) { return tensor->requires_grad(); }
NMT_API int64_t nmt_storage_offset(const at::Tensor* tensor) { return tensor->storage_offset(); }

NMT_API void nmt_shape(const at::Tensor* tensor, int64_t* sizes, int64_t* strides) {
    for (int64_t i = 0; i < tensor->dim(); ++i) {
        if (sizes) sizes[i] = tensor->size(i);
        if (strides) strides[i] = tensor->stride(i);
    }
}

NMT_API int nmt_data(const at::Tensor* tensor, void** out) {
    NMT_TRY
    forget_packed(*tensor);
    *out = tensor->data_ptr();
    NMT_CATCH
}

NMT_API int nmt_alias(const at::Tensor* tensor, at::Tensor** out) {
    NMT_TRY
    *out = new at::Tensor(tensor->alias());
    NMT_CATCH
}

NMT_API int nmt_set_data(at::Tensor* tensor, const at::Tensor* source) {
    NMT_TRY
    tensor->set_data(source->detach());
    NMT_CATCH
}

// ---- autograd ----

NMT_API int nmt_set_requires_grad(at::Tensor* tensor, int on) {
    NMT_TRY
    tensor->set_requires_grad(on != 0);
    NMT_CATCH
}

NMT_API int nmt_retain_grad(at::Tensor* tensor) {
    NMT_TRY
    tensor->retain_grad();
    NMT_CATCH
}

NMT_API int nmt_grad(const at::Tensor* tensor, at::Tensor** out) {
    NMT_TRY
    const auto& grad = tensor->grad();
    *out = grad.defined() ? new at::Tensor(grad) : nullptr;
    NMT_CATCH
}

NMT_API int nmt_set_grad(at::Tensor* tensor, const at::Tensor* grad) {
    NMT_TRY
    tensor->mutable_grad() = grad ? *grad : at::Tensor();
    NMT_CATCH
}

NMT_API int nmt_backward(at::Tensor** tensors, int count, at::Tensor** grads, int grad_count, int retain, int create,
                         at::Tensor** inputs, int input_count) {
    NMT_TRY
    torch::autograd::variable_list roots, gradients, leaves;
    for (int i = 0; i < count; ++i) roots.push_back(*tensors[i]);
    for (int i = 0; i < grad_count; ++i) gradients.push_back(*grads[i]);
    for (int i = 0; i < input_count; ++i) leaves.push_back(*inputs[i]);
    torch::autograd::backward(roots, gradients, retain != 0, create != 0, leaves);
    NMT_CATCH
}

NMT_API int nmt_grad_enabled() { return at::GradMode::is_enabled(); }
NMT_API void nmt_set_grad_enabled(int on) { at::GradMode::set_enabled(on != 0); }
NMT_API void* nmt_inference_enter(int on) { return new c10::InferenceMode(on != 0); }
NMT_API void nmt_inference_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

// ---- random numbers ----

NMT_API int nmt_manual_seed(int64_t seed) {
    NMT_TRY
    auto reseed = [seed](at::Generator generator) {
        std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_current_seed(static_cast<uint64_t>(seed));
    };
    reseed(at::detail::getDefaultCPUGenerator());
    if (at::hasCUDA())
        for (int i = 0; i < static_cast<int>(at::getNumGPUs()); ++i)
            reseed(at::globalContext().defaultGenerator(to_device(1, i)));
    NMT_CATCH
}

NMT_API int nmt_generator_default(int device_type, int index, void** out) {
    NMT_TRY
    *out = new at::Generator(device_type == 0 ? at::detail::getDefaultCPUGenerator()
                                              : at::globalContext().defaultGenerator(to_device(device_type, index)));
    NMT_CATCH
}

NMT_API int nmt_generator_new(uint64_t seed, int device_type, int index, void** out) {
    NMT_TRY
    at::Generator generator = device_type == 0
        ? at::make_generator<at::CPUGeneratorImpl>(seed)
        : at::globalContext().defaultGenerator(to_device(device_type, index)).clone();
    if (device_type != 0) generator.set_current_seed(seed);
    *out = new at::Generator(std::move(generator));
    NMT_CATCH
}

NMT_API void nmt_generator_free(void* generator) { delete static_cast<at::Generator*>(generator); }

NMT_API int nmt_generator_seed(void* generator, int64_t seed) {
    NMT_TRY
    static_cast<at::Generator*>(generator)->set_current_seed(static_cast<uint64_t>(seed));
    NMT_CATCH
}

NMT_API int64_t nmt_generator_initial_seed(void* generator) {
    return static_cast<int64_t>(static_cast<at::Generator*>(generator)->current_seed());
}

NMT_API int nmt_generator_get_state(void* generator, at::Tensor** out) {
    NMT_TRY
    *out = new at::Tensor(static_cast<at::Generator*>(generator)->get_state());
    NMT_CATCH
}

NMT_API int nmt_generator_set_state(void* generator, const at::Tensor* state) {
    NMT_TRY
    auto& target = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target.mutex());
    target.set_state(*state);
    NMT_CATCH
}

// ---- devices and threads ----

NMT_API int nmt_cuda_available() { return at::hasCUDA() && at::getNumGPUs() > 0; }
NMT_API int nmt_cudnn_available() { return nmt_cuda_available() && at::detail::getCUDAHooks().compiledWithCuDNN(); }
NMT_API int nmt_cuda_count() { return at::hasCUDA() ? static_cast<int>(at::getNumGPUs()) : 0; }

NMT_API int nmt_cuda_synchronize(int index) {
    NMT_TRY
    const auto& hooks = at::detail::getCUDAHooks();
    hooks.deviceSynchronize(static_cast<c10::DeviceIndex>(index < 0 ? 0 : index));
    NMT_CATCH
}

NMT_API int nmt_get_num_threads() { return at::get_num_threads(); }

NMT_API int nmt_set_num_threads(int threads) {
    NMT_TRY
    at::set_num_threads(threads);
    // OpenBLAS's pthread build keeps a pool of its own, which ATen does not govern.
    auto set_blas = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (set_blas) set_blas(products_are_replaced() ? 1 : threads);
    NMT_CATCH
}
