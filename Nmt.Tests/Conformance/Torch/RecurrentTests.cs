using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Tests.Conformance.Torch;

public sealed class RecurrentTests
{
    [Fact]
    public void Lstm_NamedParameters_AreThoseOfPyTorchInItsOrder()
    {
        using var lstm = nn.LSTM(3, 4, 2, bidirectional: true);
        string[] each = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"];
        string[] places = ["l0", "l0_reverse", "l1", "l1_reverse"];
        Assert.Equal(places.SelectMany(place => each.Select(name => $"{name}_{place}")), lstm.named_parameters().Select(pair => pair.name));
        Assert.Equal([16, 8], lstm.get_parameter("weight_ih_l1")!.shape);
        Assert.Equal([16, 4], lstm.get_parameter("weight_hh_l1_reverse")!.shape);
    }

    [Fact]
    public void Lstm_NewWeights_LieWithinOneOverRootOfHidden()
    {
        using var lstm = nn.LSTM(30, 16);
        foreach (var parameter in lstm.parameters())
            Assert.InRange(parameter.abs().max().ToSingle(), 0.15f, 0.25f);
    }

    [Fact]
    public void Lstm_Defaults_AreTimeFirstAndZeroStates()
    {
        using var scope = NewDisposeScope();
        var lstm = nn.LSTM(3, 4);
        var input = randn(5, 2, 3);
        var (output, h, c) = lstm.call(input);
        var (same, _, _) = lstm.call(input, (zeros(1, 2, 4), zeros(1, 2, 4)));
        Assert.Equal([5, 2, 4], output.shape);
        Assert.Equal([1, 2, 4], h.shape);
        Assert.Equal([1, 2, 4], c.shape);
        Assert.True(output.allclose(same));
    }

    [Fact]
    public void Lstm_ForwardAndBackward_EqualPyTorch()
    {
        foreach (var golden in Golden.Cases("lstm")) Check(golden);
    }

    [Fact]
    public void Lstm_WithoutGradients_GivesTheSameOutput()
    {
        foreach (var golden in Golden.Cases("lstm"))
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var (output, h, c) = Run(golden, Made(golden), Golden.Tensor(golden.GetProperty("input")), out _);
            Golden.Equal(golden.GetProperty("output"), output);
            Golden.Equal(golden.GetProperty("hn"), h);
            Golden.Equal(golden.GetProperty("cn"), c);
        }
    }

    [Fact]
    public void Lstm_StepByStep_EqualsTheWholeSequence()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var lstm = nn.LSTM(5, 20, batchFirst: true);
        var input = randn(3, 6, 5);
        var (whole, _, _) = lstm.call(input);
        (Tensor, Tensor)? state = null;
        for (int t = 0; t < 6; t++)
        {
            var (output, h, c) = lstm.call(input.narrow(1, t, 1), state);
            state = (h, c);
            Assert.True(output.allclose(whole.narrow(1, t, 1), rtol: 1e-5, atol: 1e-6));
        }
    }

    [Fact]
    public void Lstm_Backward_WorksWhereOnlyTheInputNeedsIt()
    {
        using var scope = NewDisposeScope();
        var lstm = nn.LSTM(3, 4);
        foreach (var parameter in lstm.parameters()) parameter.requires_grad = false;
        var input = randn([5, 2, 3], requires_grad: true);
        lstm.call(input).Item1.sum().backward();
        Assert.NotNull(input.grad);
        Assert.All(lstm.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void LstmCell_Forward_EqualsPyTorch()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read("lstm-cell");
        var cell = nn.LSTMCell(4, 6).With(golden.GetProperty("weights"));
        Assert.Equal(["weight_ih", "weight_hh", "bias_ih", "bias_hh"], cell.named_parameters().Select(pair => pair.name));
        var state = (Golden.Tensor(golden.GetProperty("h0")), Golden.Tensor(golden.GetProperty("c0")));
        var (h, c) = cell.call(Golden.Tensor(golden.GetProperty("input")), state);
        Golden.Equal(golden.GetProperty("h"), h);
        Golden.Equal(golden.GetProperty("c"), c);
    }

    private static TorchSharp.Modules.LSTM Made(JsonElement golden) => nn.LSTM(
        5, golden.GetProperty("hidden").GetInt64(), golden.GetProperty("layers").GetInt64(), golden.GetProperty("bias").GetBoolean(),
        golden.GetProperty("batchFirst").GetBoolean(), bidirectional: golden.GetProperty("bidirectional").GetBoolean())
        .With(golden.GetProperty("weights"));

    private static (Tensor Output, Tensor H, Tensor C) Run(JsonElement golden, TorchSharp.Modules.LSTM lstm, Tensor input, out (Tensor H, Tensor C)? states)
    {
        bool given = golden.GetProperty("states").GetBoolean();
        bool recorded = is_grad_enabled();
        states = given ? (Golden.Tensor(golden.GetProperty("h0"), recorded), Golden.Tensor(golden.GetProperty("c0"), recorded)) : null;
        return lstm.call(input, states);
    }

    private static void Check(JsonElement golden)
    {
        using var scope = NewDisposeScope();
        var lstm = Made(golden);
        var input = Golden.Tensor(golden.GetProperty("input"), requiresGrad: true);
        var (output, h, c) = Run(golden, lstm, input, out var states);
        Golden.Equal(golden.GetProperty("output"), output);
        Golden.Equal(golden.GetProperty("hn"), h);
        Golden.Equal(golden.GetProperty("cn"), c);

        var weigh = golden.GetProperty("weigh").EnumerateArray().Select(numbers => Golden.Tensor(numbers)).ToArray();
        ((output * weigh[0]).sum() + (h * weigh[1]).sum() + (c * weigh[2]).sum()).backward();
        Golden.Equal(golden.GetProperty("inputGradient"), input.grad, 1e-5);
        foreach (var (name, parameter) in lstm.named_parameters())
            Golden.Equal(golden.GetProperty("gradients").GetProperty(name), parameter.grad, 1e-5);
        if (states is not { } given) return;
        Golden.Equal(golden.GetProperty("stateGradients")[0], given.H.grad, 1e-5);
        Golden.Equal(golden.GetProperty("stateGradients")[1], given.C.grad, 1e-5);
    }
}
