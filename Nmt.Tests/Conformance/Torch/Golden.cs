using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Tests.Conformance.Torch;

/// <summary>Reads what PyTorch computed (Golden/torch) and compares tensors with it.</summary>
internal static class Golden
{
    internal static JsonElement Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "torch", name + ".json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement;
    }

    internal static IEnumerable<JsonElement> Cases(string name) => Read(name).EnumerateArray();

    internal static Tensor Tensor(JsonElement numbers, bool requiresGrad = false) => tensor(
        [.. numbers.GetProperty("data").EnumerateArray().Select(number => number.GetSingle())],
        [.. numbers.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())],
        requires_grad: requiresGrad);

    internal static void Equal(JsonElement expected, Tensor? actual, double tolerance = 2e-6)
    {
        Assert.NotNull(actual);
        using var scope = NewDisposeScope();
        var wanted = Tensor(expected);
        Assert.Equal(wanted.shape, actual.shape);
        Assert.True(
            actual.allclose(wanted, rtol: 2e-5, atol: tolerance),
            $"largest difference {(actual - wanted).abs().max().ToSingle()}");
    }

    /// <summary>Gives a module the golden weights of the same names.</summary>
    internal static T With<T>(this T module, JsonElement weights) where T : nn.Module
    {
        _ = module.load_state_dict(weights.EnumerateObject().ToDictionary(weight => weight.Name, weight => Tensor(weight.Value)));
        return module;
    }
}
