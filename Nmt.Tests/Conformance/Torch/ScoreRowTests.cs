using static TorchSharp.torch;

namespace Nmt.Tests.Conformance.Torch;

/// <summary>What a search asks of its scores: logarithms of probabilities, and the best of each row.</summary>
public sealed class ScoreRowTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(4, 16)]
    [InlineData(5, 33)]
    [InlineData(250, 1201)]
    public void LogSoftmax_Rows_EqualTheDefinition(int rows, int columns)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(columns);
        var x = randn(rows, columns) * 5 + 40;

        var y = x.log_softmax(-1).data<float>().ToArray();

        var numbers = x.data<float>().ToArray();
        for (var row = 0; row < rows; row++)
        {
            var line = numbers.AsSpan(row * columns, columns).ToArray();
            var logSum = line.Max() + Math.Log(line.Sum(number => Math.Exp(number - line.Max())));
            for (var j = 0; j < columns; j++)
                Assert.Equal(line[j] - logSum, y[(row * columns) + j], 2e-5);
        }
    }

    [Fact]
    public void LogSoftmax_ImpossibleEntry_StaysImpossible()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 20);
        x[0, 3] = float.NegativeInfinity;
        var y = x.log_softmax(1);
        Assert.Equal(float.NegativeInfinity, y[0, 3].item<float>());
        Assert.Equal(-Math.Log(19), y[0, 4].item<float>(), 1e-6);
        Assert.Equal(-Math.Log(20), y[1, 3].item<float>(), 1e-6);
    }

    [Fact]
    public void LogSoftmax_Gradient_IsTheDefinitions()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2, 3 }, [1, 3], requires_grad: true);
        x.log_softmax(-1)[0, 2].backward();
        var p = x.detach().softmax(-1).data<float>().ToArray();
        Assert.Equal([-p[0], -p[1], 1 - p[2]], x.grad!.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 5)]
    [InlineData(6, 50, 6)]
    [InlineData(250, 1201, 11)]
    public void Topk_RowsOfAView_AreTheSortedBest(int rows, int columns, int k)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(k);
        var x = randn(rows, columns + 2).narrow(1, 2, columns);

        var (values, indices) = x.topk(k, dim: 1);

        var (found, places) = (values.data<float>().ToArray(), indices.data<long>().ToArray());
        var numbers = x.contiguous().data<float>().ToArray();
        for (var row = 0; row < rows; row++)
        {
            var best = numbers.AsSpan(row * columns, columns).ToArray().Select((number, j) => (number, j)).OrderByDescending(p => p.number).Take(k).ToArray();
            Assert.Equal(best.Select(p => p.number), found.AsSpan(row * k, k).ToArray());
            Assert.Equal(best.Select(p => (long)p.j), places.AsSpan(row * k, k).ToArray());
        }
    }

    [Fact]
    public void Topk_NotANumber_ComesFirst()
    {
        using var scope = NewDisposeScope();
        var x = arange(0, 40, dtype: float32).view(1, 40).clone();
        x[0, 21] = float.NaN;
        var (values, indices) = x.topk(2, dim: 1);
        Assert.Equal(21, indices[0, 0].item<long>());
        Assert.Equal(39f, values[0, 1].item<float>());
    }

    [Fact]
    public void Topk_NegativeInfinities_AreStillFound()
    {
        using var scope = NewDisposeScope();
        var x = full([2, 40], float.NegativeInfinity);
        x[0, 39] = 1f;
        var (values, indices) = x.topk(2, dim: 1);
        Assert.Equal([1f, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity], values.data<float>().ToArray());
        Assert.Equal(39, indices[0, 0].item<long>());
    }
}
