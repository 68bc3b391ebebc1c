using Nmt.Training.Evaluation;

namespace Nmt.Tests.Training.Evaluation;

public sealed class NumpyGeneratorTests
{
    [Theory]
    [InlineData(12345u, 1000, new[] { 699, 227, 788, 316, 204, 797, 642, 676, 988, 391, 839, 332 })]
    [InlineData(0u, 7, new[] { 5, 4, 3, 1, 2, 0, 0, 0, 1, 5, 4, 6 })]
    [InlineData(4294967295u, 2147483647, new[] { 409763535, 541044692, 1555309568, 470440214, 1953263177, 616939238 })]
    public void Below_SameSeed_DrawsAsNumpy(uint seed, int bound, int[] expected)
    {
        var random = new NumpyGenerator(seed);

        Assert.Equal(expected, expected.Select(_ => random.Below(bound)));
    }

    [Fact]
    public void Bit_SameSeed_DrawsAsNumpy()
    {
        const string Expected = "1011100110000011111111110100110110110001100011010100110001011100011110"; // numpy.random.default_rng(12345).integers(2, size=70, dtype=bool)
        var random = new NumpyGenerator(12345);

        Assert.Equal(Expected, string.Concat(Expected.Select(_ => random.Bit() ? '1' : '0')));
    }

    [Fact]
    public void Below_BoundOfOne_DrawsNothing()
    {
        var (random, other) = (new NumpyGenerator(3), new NumpyGenerator(3));

        Assert.Equal(0, random.Below(1));
        Assert.Equal(other.Below(1_000_000), random.Below(1_000_000));
    }
}
