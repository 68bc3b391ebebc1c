using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Learning;

public sealed class RatePlateauTests
{
    [Theory]
    [InlineData(0, new[] { 3.0, 2.0, 2.0, 1.9, 2.5, 2.4 }, 3)] // every evaluation that is no better cuts
    [InlineData(1, new[] { 3.0, 2.0, 2.0, 1.9, 2.5, 2.4 }, 1)]
    [InlineData(1, new[] { 3.0, 3.1, 3.2, 3.3, 3.4 }, 2)]      // a cut begins to count anew
    [InlineData(2, new[] { 3.0, 3.1, 3.2, 2.9, 3.0, 3.1 }, 0)] // a better one too
    [InlineData(0, new[] { 3.0, double.NaN }, 1)]
    public void Observe_Losses_CutsAfterPatience(int patience, double[] losses, int cuts) =>
        Assert.Equal(cuts, losses.Aggregate(new RatePlateau(), (plateau, loss) => plateau.Observe(loss, patience)).Cuts);

    [Fact]
    public void Observe_NotANumber_IsNeverTheBest() =>
        Assert.Equal(3.0, new RatePlateau().Observe(double.NaN, 5).Observe(3.0, 5).Observe(double.NaN, 5).Best);
}
