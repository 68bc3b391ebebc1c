using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class PortionsTests
{
    [Fact]
    public void Of_Items_AreWithinAPortionButOneAtLeast()
    {
        int[][] portions = [.. Portions.Of([400, 600, 1, 5_000, 999, 2], length => length)];
        Assert.Equal([[400, 600], [1], [5_000], [999], [2]], portions);
    }

    [Fact]
    public void Of_ManyShortItems_AreNotAllOnePortion()
    {
        int[][] portions = [.. Portions.Of(Enumerable.Repeat(1, 120), length => length)];
        Assert.Equal([50, 50, 20], portions.Select(portion => portion.Length));
    }
}
