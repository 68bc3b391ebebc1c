using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static ScalarType get_default_dtype() => ScalarType.Float32;

    /// <summary>Copies managed numbers into a tensor of their own type, then to the asked type and device.</summary>
    private static unsafe Tensor From<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad)
        where T : unmanaged
    {
        long elements = 1;
        foreach (long dimension in dimensions) elements *= dimension;
        if (elements > data.Length)
            throw new ArgumentException($"The shape [{string.Join(", ", dimensions.ToArray())}] asks for {elements} numbers, the array has {data.Length}.");
        IntPtr handle;
        fixed (T* numbers = data)
        fixed (long* sizes = dimensions)
            NativeMethods.Check(NativeMethods.nmt_from_data(numbers, sizes, dimensions.Length, (int)ToScalarType(typeof(T)), out handle));
        var tensor = new Tensor(handle);
        if (dtype is { } type && type != tensor.dtype) tensor = tensor.to_type(type, disposeAfter: true);
        if (device is not null && device.type != DeviceType.CPU) tensor = tensor.to(device, disposeAfter: true);
        return requires_grad ? tensor.requires_grad_() : tensor;
    }

    private static ReadOnlySpan<T> Flat<T>(Array array) where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    internal static ScalarType ToScalarType(Type type) => type switch
    {
        _ when type == typeof(bool) => ScalarType.Bool,
        _ when type == typeof(byte) => ScalarType.Byte,
        _ when type == typeof(sbyte) => ScalarType.Int8,
        _ when type == typeof(short) => ScalarType.Int16,
        _ when type == typeof(int) => ScalarType.Int32,
        _ when type == typeof(long) => ScalarType.Int64,
        _ when type == typeof(Half) => ScalarType.Float16,
        _ when type == typeof(float) => ScalarType.Float32,
        _ when type == typeof(double) => ScalarType.Float64,
        _ => throw new NotSupportedException($"The type {type.FullName} is not supported."),
    };

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        bool whole = start.IsIntegral && stop.IsIntegral && step.IsIntegral;
        var tensor = Aten.One("arange.start_step", start, stop, step, dtype ?? (whole ? ScalarType.Int64 : get_default_dtype()), Arg.None, device);
        return requires_grad ? tensor.requires_grad_() : tensor;
    }

    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var tensor = Aten.One("eye.m", rows, columns < 0 ? rows : columns, dtype ?? get_default_dtype(), Arg.None, device);
        return requires_grad ? tensor.requires_grad_() : tensor;
    }

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.zeros_like(dtype, device, requires_grad);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.ones_like(dtype, device, requires_grad);

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.empty_like(dtype, device, requires_grad);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        input.full_like(value, dtype, device, requires_grad);
}
