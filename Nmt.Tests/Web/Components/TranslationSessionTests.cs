using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Pages;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

public sealed class TranslationSessionTests : IDisposable
{
    private readonly ScriptedTranslator _translator = new();
    private readonly FakeTimeProvider _time = new();
    private readonly TranslationSession _session;

    public TranslationSessionTests() =>
        _session = new TranslationSession(_translator, _time, NullLogger<TranslationSession>.Instance);

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Run_Times_AreOfTheFirstAndTheLastWord()
    {
        Task run = _session.RunAsync(Request("a"));
        _time.Advance(TimeSpan.FromMilliseconds(30));
        _translator.Last.Show("A");
        await ShownAsync("A");
        _time.Advance(TimeSpan.FromMilliseconds(70));
        _translator.Last.Finish("A B");
        await run;
        Assert.Equal((TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(100)), (_session.First, _session.Elapsed));
    }

    [Fact]
    public async Task Run_Held_ShowsNothingOfTheNewUntilItIsComplete()
    {
        List<string> shown = [];
        _session.Changed += () => shown.Add(_session.Text);
        Task run = _session.RunAsync(Request("a"), held: "Old");
        _translator.Last.Show("N");
        _translator.Last.Finish("New");
        await run;
        Assert.Equal(["Old", "New"], shown);
    }

    [Fact]
    public async Task Run_SearchWatched_IsShownWhileItGoesAlsoBehindAHeldText()
    {
        List<(string Text, int Traces)> shown = [];
        _session.Changed += () => shown.Add((_session.Text, _session.Traces.Count));
        Task run = _session.RunAsync(Request("a"), held: "Old");
        _translator.Last.Show("N", Translations.Trace("a", "N"));
        _translator.Last.Finish("New");
        await run;
        Assert.Equal([("Old", 0), ("Old", 1), ("New", 0)], shown);
    }

    [Fact]
    public async Task Run_Overtaken_ForgetsTheSearch()
    {
        Task run = _session.RunAsync(Request("a"));
        _translator.Last.Show("N", Translations.Trace("a", "N"));
        await ShownAsync("N");
        _session.Cancel();
        Assert.Empty(_session.Traces);
        _translator.Last.Finish("New");
        await run;
        Assert.Empty(_session.Traces);
    }

    [Fact]
    public async Task Inspect_WithoutAttention_AsksForItAndKeepsTheRest()
    {
        TranslationRequest request = PageSearch.For(FakeCatalog.Served("en", "de", "m"), new string('a', 3_000), Interventions.None, PageLook.Outside, beam: 5);
        Task run = _session.RunAsync(request);
        _translator.Last.Finish(Translations.WithoutAttention("a", "A"));
        await run;
        Task inspection = _session.InspectAsync();
        Assert.True(_translator.Last.Request.Attention);
        Assert.True(_translator.Last.Request.Search!.Search.KeepAttention);
        Assert.Equal(request.Search!.Search with { KeepAttention = true }, _translator.Last.Request.Search.Search);
        _translator.Last.Finish("A");
        await inspection;
        Assert.NotEmpty(_session.Result!.Hypotheses[0].Attention);
    }

    [Fact]
    public async Task Inspect_AttentionIsThere_AsksNothing()
    {
        Task run = _session.RunAsync(PageSearch.For(FakeCatalog.Served("en", "de", "m"), "a", Interventions.None, PageLook.Outside, beam: 5));
        _translator.Last.Finish("A");
        await run;
        await _session.InspectAsync();
        Assert.Single(_translator.Calls);
    }

    private static TranslationRequest Request(string text) => new() { Model = "m", Texts = [text] };

    private async Task ShownAsync(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (_session.Text != text)
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
