namespace TorchSharp.Interop;

/// <summary>One argument of an ATen operator. The implicit conversions let a call read as the operator's own signature does.</summary>
internal readonly struct Arg
{
    internal enum ArgKind { None, Tensor, Int, Double, Bool, IntList, TensorList, OptionalTensorList, String, Device, Generator, Default }

    private Arg(ArgKind kind, long value = 0, object? reference = null)
    {
        Kind = kind;
        Value = value;
        Reference = reference;
    }

    internal ArgKind Kind { get; }

    /// <summary>The integer, the bits of the double, or 0 and 1.</summary>
    internal long Value { get; }

    /// <summary>The managed object that must live as long as the call.</summary>
    internal object? Reference { get; }

    /// <summary>Leave it to the operator's schema.</summary>
    internal static readonly Arg Default = new(ArgKind.Default);
    internal static readonly Arg None = new(ArgKind.None);

    internal static Arg Optionals(torch.Tensor?[] tensors) => new(ArgKind.OptionalTensorList, 0, tensors);

    public static implicit operator Arg(torch.Tensor? tensor) => tensor is null ? None : new(ArgKind.Tensor, 0, tensor);
    public static implicit operator Arg(torch.Tensor[] tensors) => new(ArgKind.TensorList, 0, tensors);
    public static implicit operator Arg(long value) => new(ArgKind.Int, value);
    public static implicit operator Arg(long? value) => value is { } known ? new(ArgKind.Int, known) : None;
    public static implicit operator Arg(double value) => new(ArgKind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(double? value) => value is { } known ? known : None;
    public static implicit operator Arg(bool value) => new(ArgKind.Bool, value ? 1 : 0);
    public static implicit operator Arg(long[]? values) => values is null ? None : new(ArgKind.IntList, 0, values);
    public static implicit operator Arg(string? text) => text is null ? None : new(ArgKind.String, 0, text);
    public static implicit operator Arg(torch.ScalarType type) => new(ArgKind.Int, (long)type);
    public static implicit operator Arg(torch.ScalarType? type) => type is { } known ? known : None;
    public static implicit operator Arg(torch.Device? device) => device is null ? None : new(ArgKind.Device, 0, device);
    public static implicit operator Arg(torch.Generator? generator) => generator is null ? None : new(ArgKind.Generator, 0, generator);

    public static implicit operator Arg(Scalar? scalar) => scalar switch
    {
        null => None,
        { IsBoolean: true } => scalar.ToBoolean(),
        { IsIntegral: true } => scalar.ToInt64(),
        _ => scalar.ToDouble(),
    };
}
