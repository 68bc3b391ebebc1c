using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class FairLineTests
{
    [Fact]
    public void Take_OneCallerHasMany_TheOthersAreNotBehindThem()
    {
        var line = new FairLine(100, 100);
        Add(line, "a", "a1", "a2", "a3");
        Add(line, "b", "b1");
        Add(line, "c", "c1", "c2");
        Assert.Equal(["a1", "b1", "c1", "a2", "c2", "a3"], TakeOneByOne(line));
    }

    [Fact]
    public void Take_SomeShare_AreTakenTurnByTurnAndTheRestKeepsItsTurn()
    {
        var line = new FairLine(100, 100);
        Add(line, "a", "x1", "x2");
        Add(line, "b", "y1");
        Add(line, "c", "x3");
        Assert.Equal(["x1", "x3", "x2"], Names(line.Take(10, 1_000)));
        Assert.Equal(["y1"], Names(line.Take(10, 1_000)));
        Assert.Equal(0, line.Count);
    }

    [Fact]
    public void Take_MoreThanABatchHolds_LeavesTheRest()
    {
        var line = new FairLine(100, 100);
        Add(line, "a", "x1", "x2", "x3");
        Assert.Equal(["x1", "x2"], Names(line.Take(2, 1_000)));
        Assert.Equal(["x3"], Names(line.Take(2, 1_000)));
    }

    [Fact]
    public void Take_MoreTextThanABatchHolds_LeavesTheRestButNeverNothing()
    {
        var line = new FairLine(100, 100);
        Add(line, "a", "x1", "x2", "x3");
        Assert.Equal(["x1", "x2"], Names(line.Take(10, 2 * Work.Length)));
        Assert.Equal(["x3"], Names(line.Take(10, 1)));
    }

    [Fact]
    public void TryAdd_OneCallerHasItsShare_OthersStillFindRoom()
    {
        var line = new FairLine(capacity: 4, share: 2);
        Assert.True(line.TryAdd(new Work("a", "a1")));
        Assert.True(line.TryAdd(new Work("a", "a2")));
        Assert.False(line.TryAdd(new Work("a", "a3")));
        Assert.True(line.TryAdd(new Work("b", "b1")));
        Assert.True(line.TryAdd(new Work("c", "c1")));
        Assert.False(line.TryAdd(new Work("d", "d1")));
        Assert.Equal(4, line.Count);
    }

    [Fact]
    public void TryAdd_FullOfAbandonedWork_MakesRoom()
    {
        using var left = new CancellationTokenSource();
        var line = new FairLine(capacity: 2, share: 2);
        line.TryAdd(new Work("a", "a1") { Token = left.Token });
        line.TryAdd(new Work("a", "a2") { Token = left.Token });
        Assert.False(line.TryAdd(new Work("b", "b1")));
        left.Cancel();
        Assert.True(line.TryAdd(new Work("a", "a3")));
        Assert.True(line.TryAdd(new Work("b", "b1")));
        Assert.Equal(["a3", "b1"], TakeOneByOne(line));
    }

    private static void Add(FairLine line, string caller, params string[] names)
    {
        foreach (string name in names)
        {
            Assert.True(line.TryAdd(new Work(caller, name)));
        }
    }

    private static List<string> TakeOneByOne(FairLine line)
    {
        List<string> names = [];
        while (line.Count > 0)
        {
            names.AddRange(Names(line.Take(1, 1_000)));
        }

        return names;
    }

    private static string[] Names(IEnumerable<IQueuedWork> work) => [.. work.Cast<Work>().Select(each => each.Name)];

    /// <summary>Work that shares a batch with what begins with the same letter.</summary>
    private sealed record Work(string Owner, string Name) : IQueuedWork
    {
        public const int Length = 10;

        public string Model => "m";

        public RequestPriority Priority => RequestPriority.Interactive;

        public object Caller => Owner;

        public CancellationToken Token { get; init; }

        public int Characters => Length;

        public TimeSpan Waited => TimeSpan.Zero;

        public bool Shares(IQueuedWork other) => other is Work work && work.Name[0] == Name[0];

        public void Fail(Exception fault)
        {
        }
    }
}
