using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Tests.Conformance.Torch;

public sealed class ModuleTests
{
    [Fact]
    public void RegisterComponents_PrivateFields_AreFoundUnderTheirNames()
    {
        using var net = new Network();
        Assert.Equal(
            ["scale", "embedding.weight", "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"],
            net.named_parameters().Select(pair => pair.name));
        Assert.Equal(["mask"], net.named_buffers().Select(pair => pair.name));
        Assert.Equal(["embedding", "layers"], net.named_children().Select(pair => pair.name));
    }

    [Fact]
    public void RegisterComponents_AutoProperty_IsRegisteredUnderItsBackingField()
    {
        using var net = new WithProperty();
        Assert.Equal(["<Projection>k__BackingField.weight"], net.named_parameters().Select(pair => pair.name));
    }

    [Fact]
    public void RegisterParameter_SameNameTwice_Throws()
    {
        using var net = new Network();
        Assert.Throws<InvalidOperationException>(() => net.register_parameter("scale", new Parameter(ones(1))));
    }

    [Fact]
    public void Parameters_SharedTensor_ComesOnceButHasBothNamesInTheState()
    {
        using var net = new Tied();
        Assert.Single(net.parameters());
        Assert.Equal(["first.weight", "second.weight"], net.state_dict().Keys);
    }

    [Fact]
    public void LoadStateDict_MissingKey_ThrowsWhereStrictAndTellsWhereNot()
    {
        using var net = nn.Linear(2, 3);
        var half = new Dictionary<string, Tensor> { ["weight"] = ones(3, 2), ["extra"] = ones(1) };
        Assert.Throws<InvalidOperationException>(() => net.load_state_dict(half));
        var (missing, unexpected) = net.load_state_dict(half, strict: false);
        Assert.Equal(["bias"], missing);
        Assert.Equal(["extra"], unexpected);
        Assert.Equal(6, net.weight.sum().item<float>());
    }

    [Fact]
    public void TrainAndEval_Always_ReachEverySubmodule()
    {
        using var net = new Network();
        Assert.True(net.training);
        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void To_OtherType_MovesParametersAndBuffersButNotIntegers()
    {
        using var net = new Network().to(float64);
        Assert.All(net.parameters(), parameter => Assert.Equal(float64, parameter.dtype));
        Assert.Equal(int64, net.get_buffer("mask")!.dtype);
        Assert.All(net.parameters(), parameter => Assert.True(parameter.is_leaf && parameter.requires_grad));
    }

    [Fact]
    public void Linear_NewWeights_LieWithinOneOverRootOfInputs()
    {
        using var linear = nn.Linear(100, 50);
        Assert.Equal([50, 100], linear.weight.shape);
        Assert.InRange(linear.weight.abs().max().ToSingle(), 0.09f, 0.1f);
        Assert.InRange(linear.bias!.abs().max().ToSingle(), 0.05f, 0.1f);
        Assert.Null(nn.Linear(2, 2, hasBias: false).bias);
    }

    [Fact]
    public void Embedding_Padding_IsZeroAndStaysSo()
    {
        using var embedding = nn.Embedding(5, 3, padding_idx: 1);
        Assert.Equal([0f, 0f, 0f], embedding.weight![1].data<float>().ToArray());
        embedding.call(tensor(new long[] { 1, 2, 2 })).sum().backward();
        Assert.Equal([0f, 0f, 2f, 0f, 0f], embedding.weight!.grad!.select(1, 0).data<float>().ToArray());
    }

    [Fact]
    public void Dropout_OnlyInTraining_ZeroesAndScales()
    {
        using var dropout = nn.Dropout(0.5);
        using var dropped = dropout.call(ones(1000));
        Assert.Equal([0f, 2f], dropped.data<float>().ToArray().Distinct().Order());
        dropout.eval();
        Assert.Equal(1000, dropout.call(ones(1000)).sum().item<float>());
    }

    [Fact]
    public void LayerNorm_ForwardAndBackward_EqualPyTorch()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read("layer-norm");
        using var norm = nn.LayerNorm(9);
        Assert.Equal(["weight", "bias"], norm.named_parameters().Select(pair => pair.name));
        _ = norm.load_state_dict(new() { ["weight"] = Golden.Tensor(golden.GetProperty("weight")), ["bias"] = Golden.Tensor(golden.GetProperty("bias")) });
        var input = Golden.Tensor(golden.GetProperty("input"), requiresGrad: true);
        var output = norm.call(input);
        Golden.Equal(golden.GetProperty("output"), output);
        output.square().sum().backward();
        Golden.Equal(golden.GetProperty("gradients")[0], input.grad, 1e-5);
        Golden.Equal(golden.GetProperty("gradients")[1], norm.weight.grad, 1e-5);
        Golden.Equal(golden.GetProperty("gradients")[2], norm.bias!.grad, 1e-5);
    }

    [Fact]
    public void Init_Orthogonal_GivesOrthonormalRowsOrColumns()
    {
        using var scope = NewDisposeScope();
        var wide = nn.init.orthogonal_(empty(3, 7));
        var tall = nn.init.orthogonal_(empty(7, 3), gain: 2);
        Assert.True(wide.mm(wide.t()).allclose(eye(3), atol: 1e-5));
        Assert.True(tall.t().mm(tall).allclose(eye(3) * 4, atol: 1e-5));
    }

    private sealed class Network : nn.Module<Tensor, Tensor>
    {
        private readonly Embedding embedding = nn.Embedding(4, 3);
        private readonly ModuleList<Linear> layers = nn.ModuleList(nn.Linear(3, 3), nn.Linear(3, 3));
        private readonly Parameter scale = new(ones(1));
        private readonly Tensor mask = ones(3, int64);

        public Network() : base(nameof(Network)) => RegisterComponents();

        public override Tensor forward(Tensor input) => layers[1].call(layers[0].call(embedding.call(input))) * scale * mask;
    }

    private sealed class WithProperty : nn.Module<Tensor, Tensor>
    {
        public WithProperty() : base(nameof(WithProperty)) => RegisterComponents();

        private Linear Projection { get; } = nn.Linear(2, 2, hasBias: false);

        public override Tensor forward(Tensor input) => Projection.call(input);
    }

    private sealed class Tied : nn.Module<Tensor, Tensor>
    {
        private readonly Linear first;
        private readonly Linear second;

        public Tied() : base(nameof(Tied))
        {
            first = nn.Linear(2, 2, hasBias: false);
            second = nn.Linear(first.weight);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => second.call(first.call(input));
    }
}
