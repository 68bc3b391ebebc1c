using System.Globalization;

namespace Nmt.Training.Evaluation;

/// <summary>A smoothing method with its value.</summary>
internal sealed record Smoothing
{
    public static IReadOnlyList<string> MethodNames { get; } = ["exp", "floor", "add-k", "none"];

    /// <param name="method">The method.</param>
    /// <param name="value">For floor (0.1 where null) and add-k (1 where null); the other methods have none.</param>
    public Smoothing(SmoothMethod method, double? value = null)
    {
        if (value is { } given)
            ArgumentOutOfRangeException.ThrowIfNegative(given, nameof(value));
        Method = method;
        Value = TakesValue(method) ? value ?? DefaultValue(method) : 0;
    }

    public SmoothMethod Method { get; }

    public double Value { get; }

    public static SmoothMethod MethodByName(string name) => name switch
    {
        "exp" => SmoothMethod.Exp,
        "floor" => SmoothMethod.Floor,
        "add-k" => SmoothMethod.AddK,
        "none" => SmoothMethod.None,
        _ => throw new ArgumentException(
            $"Unknown smoothing '{name}'; there are {string.Join(", ", MethodNames)}.", nameof(name)),
    };

    public static bool TakesValue(SmoothMethod method) => method is SmoothMethod.Floor or SmoothMethod.AddK;

    /// <summary>As the signature shows it: <c>exp</c>, <c>floor[0.10]</c>.</summary>
    public override string ToString()
    {
        var name = MethodNames[(int)Method];
        return TakesValue(Method) ? string.Create(CultureInfo.InvariantCulture, $"{name}[{Value:F2}]") : name;
    }

    private static double DefaultValue(SmoothMethod method) => method == SmoothMethod.Floor ? 0.1 : 1;
}
