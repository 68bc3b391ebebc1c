using Microsoft.Extensions.DependencyInjection;
using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class InspectedRequestTests
{
    [Fact]
    public async Task Inspect_ServersOwnSearch_KeepsAllThatIsShown()
    {
        SearchOptions search = (await AskAsync(new TranslationRequest { Model = "en-de", Texts = ["a"], Hypotheses = 3, Inspect = true })).Search;
        Assert.Equal((true, true, 5, 1234, 3), (search.KeepAttention, search.KeepUncertainty, search.KeepRunnersUp, search.TraceNodes, search.NBest));
    }

    [Fact]
    public async Task Inspect_OwnSearch_KeepsWhatItAsksFor()
    {
        var own = new TranslationOptions
        {
            Search = new() { Beam = 4, KeepAttention = false },
            Constraints = new() { Prefix = "A" },
            ForcedAttention = [new(0, 1)],
        };
        TranslationOptions asked = await AskAsync(new TranslationRequest { Model = "en-de", Texts = ["a"], Search = own, Inspect = true });
        Assert.Equal((true, 1234, 4, "A"), (asked.Search.KeepAttention, asked.Search.TraceNodes, asked.Search.Beam, asked.Constraints.Prefix));
        Assert.Same(own.ForcedAttention, asked.ForcedAttention);
    }

    [Fact]
    public async Task Inspect_Sampling_HasNoSearchToTrace()
    {
        var own = new TranslationOptions { Search = new() { NBest = 2, Sampling = new() { Seed = 1 } } };
        Assert.Equal(0, (await AskAsync(new TranslationRequest { Model = "en-de", Texts = ["a"], Search = own, Inspect = true })).Search.TraceNodes);
    }

    [Fact]
    public async Task Inspect_NotAskedFor_KeepsNothing()
    {
        SearchOptions search = (await AskAsync(new TranslationRequest { Model = "en-de", Texts = ["a"] })).Search;
        Assert.Equal((false, false, 0, 0), (search.KeepAttention, search.KeepUncertainty, search.KeepRunnersUp, search.TraceNodes));
    }

    /// <summary>What the model was asked to do for a request.</summary>
    private static async Task<TranslationOptions> AskAsync(TranslationRequest request)
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:TraceLimit", "1234"));
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ITranslator>().TranslateAsync(request);
        return Assert.Single(host.Book.Asked);
    }
}
