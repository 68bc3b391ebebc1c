using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Tests.Conformance.Torch;

/// <summary>
/// Products of float32 on the CPU are those of the factors they were given, or, in a process that allows it, of these
/// rounded to bfloat16. Which of the two is up to library and processor. <see cref="FpMathModeTests"/> runs
/// these once more in such a process.
/// </summary>
public sealed class ProductRoundingTests
{
    // oneDNN's own, the second by its older name; the library reads the first that is not empty.
    public static readonly IReadOnlyList<string> Variables = ["ONEDNN_DEFAULT_FPMATH_MODE", "DNNL_DEFAULT_FPMATH_MODE"];

    private static bool MayRound =>
        Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value))?.ToUpperInvariant() is "BF16" or "ANY";

    // The stand-in always does where it may and the processor can.
    private static bool Rounds => MayRound && typeof(torch).Assembly.GetType("TorchSharp.Interop.Startup") is not null
        && File.Exists("/proc/cpuinfo") && File.ReadAllText("/proc/cpuinfo").Contains("avx512_bf16", StringComparison.Ordinal);

    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, int>();
            foreach (var rows in (int[])[1, 7, 8, 9, 130, 600])
                foreach (var depth in (int[])[1, 2, 31, 32, 33, 65, 170])
                    foreach (var columns in (int[])[1, 15, 16, 17, 48, 49, 101])
                        shapes.Add(rows, depth, columns);
            shapes.Add(300, 170, 1300);
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Matmul_EitherSideTurned_HasTheFactorsOrTheirRoundings(int rows, int depth, int columns)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(rows + depth + columns);
        var (left, right) = (randn(rows, depth), randn(depth, columns));
        var (turnedLeft, turnedRight) = (left.t().contiguous().t(), right.t().contiguous().t());
        Expect(left.mm(right), left, right);
        Expect(left.mm(turnedRight), left, right);
        Expect(turnedLeft.mm(right), left, right);
        Expect(turnedLeft.mm(turnedRight), left, right);
        var bias = randn(columns);
        Expect(nn.functional.linear(left, turnedRight.t(), bias) - bias, left, right);
    }

    /// <summary>Few rows by the same weights again and again, as a search does: their layout is kept.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(250)]
    public void Linear_AgainAndAgainWithoutGradients_HasTheFactorsOrTheirRoundings(int rows)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        random.manual_seed(rows);
        var (left, weight) = (randn(rows, 71), randn(500, 71));
        for (var time = 0; time < 4; time++)
            Expect(nn.functional.linear(left, weight), left, weight.t());
    }

    [Theory]
    [InlineData(3, 40, 20)]
    [InlineData(600, 170, 130)]
    public void Matmul_FactorThatBfloat16CannotTellFromOne_IsOneWhereTheStandInRounds(int rows, int depth, int columns)
    {
        using var scope = NewDisposeScope();
        var found = full([rows, depth], 1 + 1 / 1024f).mm(ones(depth, columns));
        Assert.Equal(Rounds, found.eq(depth).all().item<bool>());
    }

    [Fact]
    public void Matmul_PartsOfWiderMatrices_HasTheFactorsOrTheirRoundings()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        foreach (var (rows, depth, columns) in ((int, int, int)[])[(9, 33, 49), (600, 170, 130)])
        {
            var left = randn(rows, depth + 3).narrow(1, 2, depth);
            var right = randn(depth, columns + 5).narrow(1, 1, columns);
            Expect(left.mm(right), left, right);
            Expect(right.t().mm(left.t()), right.t(), left.t());
        }
    }

    [Fact]
    public void Bmm_EitherSideTurned_HasTheFactorsOrTheirRoundings()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(6);
        var (left, right) = (randn(5, 21, 35), randn(5, 35, 19));
        Expect(left.bmm(right), left, right);
        Expect(left.bmm(right.transpose(1, 2).contiguous().transpose(1, 2)), left, right);
        Expect(left.transpose(1, 2).contiguous().transpose(1, 2).bmm(right), left, right);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(40, 61)]
    public void Lstm_ForwardAndBackward_IsNearTheOneOfDoubles(int batch, int hidden)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(7);
        using var layer = nn.LSTM(19, hidden, batchFirst: true);
        using var exact = nn.LSTM(19, hidden, batchFirst: true);
        exact.load_state_dict(layer.state_dict());
        exact.to(float64);
        var input = randn(batch, 11, 19);
        var (found, expected) = (layer.call(input).Item1, exact.call(input.to(float64)).Item1);
        found.square().sum().backward();
        expected.square().sum().backward();

        var tolerance = MayRound ? 2e-2 : 1e-5;
        Assert.InRange(Furthest(found, expected), 0, tolerance);
        foreach (var (mine, theirs) in layer.parameters().Zip(exact.parameters()))
            Assert.InRange(Furthest(mine.grad!, theirs.grad!) / theirs.grad!.abs().max().item<double>(), 0, tolerance);
    }

    private static void Expect(Tensor found, Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        var distance = Furthest(found, left.to(float64).matmul(right.to(float64)));
        if (MayRound)
            distance = Math.Min(distance, Furthest(found, Rounded(left).matmul(Rounded(right))));
        Assert.InRange(distance, 0, 1e-4);
    }

    private static Tensor Rounded(Tensor values) => values.to(bfloat16).to(float64);

    private static double Furthest(Tensor found, Tensor expected) => (found.to(float64) - expected).abs().max().item<double>();
}
