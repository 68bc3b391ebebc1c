using Nmt.Model.Network;
using Nmt.Tests.Fakes;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

public sealed class RecurrentDropoutTests : IDisposable
{
    private const string Weight = "decoder.layers.1.weight_hh_l0";

    private static readonly IReadOnlyList<EncodedPair> Pairs = [new([5, 9, 3], [7, 3]), new([4], [11, 5, 14, 6])];

    private readonly DisposeScopes _scopes = new();
    private readonly Seq2SeqModel _model = TinyModel.Create(TinyModel.Config);

    public void Dispose()
    {
        _model.Dispose();
        _scopes.Dispose();
    }

    [Fact]
    public void Constructor_Rate_BlanksThatShareOfTheRecurrentWeightsAndScalesTheRest()
    {
        var before = Weights();
        random.manual_seed(1);
        using var dropout = new RecurrentDropout(_model, 0.25);

        var blanked = 0;
        foreach (var (name, weight) in _model.named_parameters())
        {
            var (kept, found) = (before[name], weight.detach().data<float>().ToArray());
            if (!name.Contains("weight_hh", StringComparison.Ordinal))
            {
                Assert.Equal(kept, found);
                continue;
            }

            blanked += found.Count(value => value == 0);
            Assert.All(kept.Zip(found), pair => Assert.True(pair.Second == 0 || Math.Abs(pair.Second - (pair.First / 0.75f)) < 1e-5));
        }

        var all = before.Where(entry => entry.Key.Contains("weight_hh", StringComparison.Ordinal)).Sum(entry => entry.Value.Length);
        Assert.InRange(blanked, 0.2 * all, 0.3 * all);
    }

    [Fact]
    public void Dispose_PutsTheWeightsBackBitForBit()
    {
        var before = Weights();
        random.manual_seed(1);
        new RecurrentDropout(_model, 0.5).Dispose();

        Assert.Equal(before, Weights());
    }

    /// <summary>The chain rule that is done by hand, against the loss under the same mask with one weight moved a little.</summary>
    [Fact]
    public void MaskGradients_EqualsTheDifferencesOfTheLoss()
    {
        random.manual_seed(1);
        double[] found;
        using (var dropout = new RecurrentDropout(_model, 0.5))
        {
            _model.zero_grad();
            Loss().backward();
            dropout.MaskGradients();
            found = [.. _model.get_parameter(Weight)!.grad!.data<float>().ToArray().Select(value => (double)value)];
        }

        const double Little = 1e-2;
        Assert.Contains(found, value => value == 0);
        Assert.Contains(found, value => Math.Abs(value) > 1e-3);
        for (var i = 0; i < found.Length; i += 7)
            Assert.Equal((LossWith(i, Little) - LossWith(i, -Little)) / (2 * Little), found[i], 2e-3);
    }

    [Fact]
    public void Constructor_RateZero_DrawsNothing()
    {
        random.manual_seed(1);
        var expected = rand(3).data<float>().ToArray();
        random.manual_seed(1);
        using var dropout = new RecurrentDropout(_model, 0);

        Assert.Equal(expected, rand(3).data<float>().ToArray());
    }

    [Fact]
    public void Constructor_ManyTimes_LeavesNoTensorBehind()
    {
        long Live()
        {
            using (new RecurrentDropout(_model, 0.5))
                return TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }

        var first = Live();
        for (var time = 0; time < 10; time++)
            Assert.Equal(first, Live());
    }

    private double LossWith(int index, double little)
    {
        var weight = _model.get_parameter(Weight)!;
        using (no_grad())
            weight.view(-1)[index].add_(little);
        random.manual_seed(1);
        double loss;
        using (new RecurrentDropout(_model, 0.5))
            loss = Loss().item<float>();
        using (no_grad())
            weight.view(-1)[index].sub_(little);
        return loss;
    }

    private Tensor Loss()
    {
        var batch = TrainingBatch.Of(Pairs, CPU);
        return SmoothedCrossEntropy.Of(_model, batch, smoothing: 0);
    }

    private Dictionary<string, float[]> Weights() =>
        _model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.detach().data<float>().ToArray());
}
