using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The C interface of <c>native/torch_native.cpp</c>: an int result is 0, or 1 with the reason in <see cref="nmt_error"/>.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "nmt_torch";

    [LibraryImport(Library)] internal static partial IntPtr nmt_error();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int nmt_find(string name, string overload, out IntPtr op);
    [LibraryImport(Library)] internal static partial int nmt_call(IntPtr op, NativeArg* args, int count, out NativeResult result);

    [LibraryImport(Library)] internal static partial void nmt_free(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int nmt_from_data(void* data, long* sizes, int dims, int dtype, out IntPtr tensor);
    [LibraryImport(Library)] internal static partial int nmt_dim(IntPtr tensor);
    [LibraryImport(Library)] internal static partial long nmt_numel(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int nmt_dtype(IntPtr tensor);
    [LibraryImport(Library)] internal static partial long nmt_element_size(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int nmt_device_type(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int nmt_device_index(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int nmt_is_contiguous(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int nmt_is_leaf(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int nmt_requires_grad(IntPtr tensor);
    [LibraryImport(Library)] internal static partial long nmt_storage_offset(IntPtr tensor);
    [LibraryImport(Library)] internal static partial void nmt_shape(IntPtr tensor, long* sizes, long* strides);
    [LibraryImport(Library)] internal static partial int nmt_data(IntPtr tensor, out IntPtr data);
    [LibraryImport(Library)] internal static partial int nmt_set_data(IntPtr tensor, IntPtr source);
    [LibraryImport(Library)] internal static partial int nmt_alias(IntPtr tensor, out IntPtr alias);

    [LibraryImport(Library)] internal static partial int nmt_set_requires_grad(IntPtr tensor, int on);
    [LibraryImport(Library)] internal static partial int nmt_retain_grad(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int nmt_grad(IntPtr tensor, out IntPtr grad);
    [LibraryImport(Library)] internal static partial int nmt_set_grad(IntPtr tensor, IntPtr grad);
    [LibraryImport(Library)]
    internal static partial int nmt_backward(IntPtr* tensors, int count, IntPtr* grads, int gradCount, int retain, int create, IntPtr* inputs, int inputCount);
    [LibraryImport(Library)] internal static partial int nmt_grad_enabled();
    [LibraryImport(Library)] internal static partial void nmt_set_grad_enabled(int on);
    [LibraryImport(Library)] internal static partial IntPtr nmt_inference_enter(int on);
    [LibraryImport(Library)] internal static partial void nmt_inference_leave(IntPtr guard);

    [LibraryImport(Library)] internal static partial int nmt_manual_seed(long seed);
    [LibraryImport(Library)] internal static partial int nmt_generator_default(int deviceType, int index, out IntPtr generator);
    [LibraryImport(Library)] internal static partial int nmt_generator_new(ulong seed, int deviceType, int index, out IntPtr generator);
    [LibraryImport(Library)] internal static partial void nmt_generator_free(IntPtr generator);
    [LibraryImport(Library)] internal static partial int nmt_generator_seed(IntPtr generator, long seed);
    [LibraryImport(Library)] internal static partial long nmt_generator_initial_seed(IntPtr generator);
    [LibraryImport(Library)] internal static partial int nmt_generator_get_state(IntPtr generator, out IntPtr state);
    [LibraryImport(Library)] internal static partial int nmt_generator_set_state(IntPtr generator, IntPtr state);

    [LibraryImport(Library)] internal static partial int nmt_cuda_available();
    [LibraryImport(Library)] internal static partial int nmt_cudnn_available();
    [LibraryImport(Library)] internal static partial int nmt_cuda_count();
    [LibraryImport(Library)] internal static partial int nmt_cuda_synchronize(int index);
    [LibraryImport(Library)] internal static partial int nmt_get_num_threads();
    [LibraryImport(Library)] internal static partial int nmt_set_num_threads(int threads);

    [LibraryImport(Library)]
    internal static partial int nmt_lstm(IntPtr input, IntPtr h0, IntPtr c0, IntPtr* weights, int weightCount, int biases, long layers, double dropout, int train, int bidirectional, int batchFirst, IntPtr* outputs);
    [LibraryImport(Library)]
    internal static partial int nmt_cross_entropy(IntPtr logits, IntPtr target, IntPtr weight, long reduction, long ignored, double smoothing, out IntPtr loss);
    [LibraryImport(Library)] internal static partial int nmt_clip_grad_norm(IntPtr* parameters, int count, double maxNorm, double normType, out double norm);
    [LibraryImport(Library)]
    internal static partial int nmt_adam(IntPtr* parameters, IntPtr* firsts, IntPtr* seconds, IntPtr* largests, long* steps, int count, in NativeAdamOptions options);

    /// <summary>Turns a native failure into the exception that TorchSharp throws for it.</summary>
    internal static void Check(int result)
    {
        if (result != 0) throw new ExternalException(Marshal.PtrToStringUTF8(nmt_error()));
    }
}

/// <summary>One argument of an operator as the native side reads it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeArg
{
    public int Kind;
    public int Count;
    public long Value;
    public IntPtr Pointer;
}

/// <summary>What an operator gave back: tensors (owned by the caller from now on) or one plain value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeResult
{
    public int Kind;
    public int Count;
    public long Value;
    public IntPtr* Tensors;
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeAdamOptions
{
    public double Rate;
    public double Beta1;
    public double Beta2;
    public double Eps;
    public double Decay;
    public int Decoupled;
    public int Maximize;
}
