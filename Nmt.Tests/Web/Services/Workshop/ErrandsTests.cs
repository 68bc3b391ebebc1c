using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Nmt.Model.Errors;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Services.Workshop;

public sealed class ErrandsTests
{
    private readonly ApplicationLifetime _host = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly Errands _errands;

    public ErrandsTests() => _errands = new Errands(_host, NullLogger<Errands>.Instance);

    [Fact]
    public async Task Start_Work_IsShownWhileItRunsAndGoneWhenDone()
    {
        var end = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        Task work = _errands.Start("check", async (say, _) =>
        {
            say("reading");
            begun.SetResult();
            await end.Task;
        });
        await begun.Task;
        Assert.Equal(new Errand(true, "reading", null), _errands.Find("check"));
        end.SetResult();
        await work;
        Assert.Null(_errands.Find("check"));
    }

    [Fact]
    public async Task Start_WhileItRuns_DoesNotStartAgain()
    {
        var end = new TaskCompletionSource();
        int started = 0;
        Task first = _errands.Start("check", (_, _) => Count());
        await _errands.Start("check", (_, _) => Count());
        end.SetResult();
        await first;
        Assert.Equal(1, started);

        Task Count()
        {
            Interlocked.Increment(ref started);
            return end.Task;
        }
    }

    [Fact]
    public async Task Start_WorkThatFails_KeepsWhyUntilItIsForgotten()
    {
        await _errands.Start("a", (_, _) => throw new NmtException("The disk is full."));
        await _errands.Start("b", (_, _) => throw new InvalidOperationException("secret"));
        Assert.Equal("The disk is full.", _errands.Find("a")!.Fault);
        Assert.Equal("Something went wrong. The server's log has the reason.", _errands.Find("b")!.Fault);
        _errands.Forget("a");
        Assert.Null(_errands.Find("a"));
    }

    [Fact]
    public async Task Stop_OfTheServer_EndsTheWork()
    {
        Task work = _errands.Start("check", (_, token) => Task.Delay(Timeout.Infinite, token));
        _host.StopApplication();
        await work;
        Assert.StartsWith("The server was stopped", _errands.Find("check")!.Fault, StringComparison.Ordinal);
    }
}
