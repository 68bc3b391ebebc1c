using System.Text.Json;
using Nmt.Model;
using Nmt.Model.Batching;
using Nmt.Model.Network;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;
using static TorchSharp.torch;

namespace Nmt.Tests.Model.Network;

/// <summary>The network against the same network in PyTorch, with the same weights.</summary>
public sealed class PyTorchGoldenTests : IDisposable
{
    private readonly DisposeScopes _scopes = new();
    private readonly JsonElement _golden = JsonDocument.Parse(File.ReadAllText(Golden.PathOf("network", "network.json"))).RootElement;
    private readonly Seq2SeqModel _model;
    private readonly TokenBatch _sources;
    private readonly Tensor _targetIn;
    private readonly Tensor _gold;

    public PyTorchGoldenTests()
    {
        var rates = TinyModel.Config with { Dropout = 0, SourceWordDropout = 0, TargetWordDropout = 0 };
        _model = new Seq2SeqModel(rates);
        ModelBundle.LoadWeights(_model, Golden.PathOf("network", "network.safetensors"));
        _model.eval();
        _sources = TokenBatch.Source([.. Rows("sources")], CPU);
        var targets = Rows("targets").ToList();
        var steps = targets.Max(target => target.Length) + 1;
        _targetIn = Pad(targets.Select(target => target.Prepend(SpecialTokens.Bos)), steps);
        _gold = Pad(targets.Select(target => target.Append(SpecialTokens.Eos)), steps);
    }

    [Fact]
    public void Logits_EqualPyTorch()
    {
        var found = _model.Logits(_model.Features(_model.Encode(_sources), _targetIn)).data<float>().ToArray();
        Near(Numbers(_golden.GetProperty("logits")), found);
    }

    [Fact]
    public void Attention_EqualsPyTorch()
    {
        var source = _model.Encode(_sources);
        var state = _model.Start(source, 1);
        List<Tensor> steps = [];
        for (var step = 0; step < _targetIn.shape[1]; step++)
        {
            var output = _model.Step(_targetIn.select(1, step), state, source);
            steps.Add(output.Attention);
            state = output.State;
        }

        Near(Numbers(_golden.GetProperty("attention")), stack(steps, 1).data<float>().ToArray());
    }

    [Fact]
    public void LossAndGradients_EqualPyTorch()
    {
        var features = _model.Features(_model.Encode(_sources), _targetIn).reshape(-1, _model.Config.Embedding);
        var real = (_gold.reshape(-1) != SpecialTokens.Pad).nonzero().squeeze(1);
        var loss = nn.functional.cross_entropy(
            _model.Logits(features.index_select(0, real)), _gold.reshape(-1).index_select(0, real), label_smoothing: 0.1);
        loss.backward();

        Assert.Equal(_golden.GetProperty("loss").GetSingle(), loss.item<float>(), 1e-5f);
        foreach (var norm in _golden.GetProperty("gradientNorms").EnumerateObject())
        {
            var found = _model.named_parameters().Single(entry => entry.name == norm.Name).parameter.grad!.norm().item<float>();
            Assert.True(Math.Abs(norm.Value.GetSingle() - found) < 1e-4 * Math.Max(1, found), $"{norm.Name}: expected {norm.Value}, found {found}");
        }
    }

    public void Dispose() => _scopes.Dispose();

    private IEnumerable<int[]> Rows(string name) => _golden.GetProperty(name).EnumerateArray()
        .Select(row => row.EnumerateArray().Select(id => id.GetInt32()).ToArray());

    private static Tensor Pad(IEnumerable<IEnumerable<int>> rows, int length)
    {
        var flat = rows.SelectMany(row => row.Concat(Enumerable.Repeat(SpecialTokens.Pad, length)).Take(length)).Select(id => (long)id).ToArray();
        return tensor(flat, [flat.Length / length, length]);
    }

    private static float[] Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().SelectMany(Numbers)]
        : [element.GetSingle()];

    private static void Near(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }
}
