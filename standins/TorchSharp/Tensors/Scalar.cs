namespace TorchSharp;

/// <summary>A single number on its way into an operator. A class in TorchSharp, so a class here.</summary>
public sealed class Scalar : IDisposable
{
    private readonly double _real;
    private readonly long _integer;

    private Scalar(torch.ScalarType type, long integer, double real)
    {
        Type = type;
        _integer = integer;
        _real = real;
    }

    public torch.ScalarType Type { get; }

    internal bool IsBoolean => Type == torch.ScalarType.Bool;

    internal bool IsIntegral => Type is torch.ScalarType.Int64 or torch.ScalarType.Bool;

    public static implicit operator Scalar(byte value) => Integer(value);
    public static implicit operator Scalar(sbyte value) => Integer(value);
    public static implicit operator Scalar(short value) => Integer(value);
    public static implicit operator Scalar(int value) => Integer(value);
    public static implicit operator Scalar(long value) => Integer(value);
    public static implicit operator Scalar(Half value) => Real((double)value);
    public static implicit operator Scalar(float value) => Real(value);
    public static implicit operator Scalar(double value) => Real(value);
    public static implicit operator Scalar(bool value) => new(torch.ScalarType.Bool, value ? 1 : 0, value ? 1 : 0);

    public void Dispose()
    {
        // Nothing native is held; the method is part of the API.
    }

    private static Scalar Integer(long value) => new(torch.ScalarType.Int64, value, value);

    private static Scalar Real(double value) => new(torch.ScalarType.Float64, (long)value, value);

    internal long Int64 => _integer;

    internal double Double => _real;
}

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;
    public static Scalar ToScalar(this sbyte value) => value;
    public static Scalar ToScalar(this short value) => value;
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;
    public static Scalar ToScalar(this bool value) => value;

    public static float ToSingle(this Scalar value) => (float)value.Double;
    public static double ToDouble(this Scalar value) => value.Double;
    public static int ToInt32(this Scalar value) => (int)value.Int64;
    public static long ToInt64(this Scalar value) => value.Int64;
    public static bool ToBoolean(this Scalar value) => value.Int64 != 0;
}
