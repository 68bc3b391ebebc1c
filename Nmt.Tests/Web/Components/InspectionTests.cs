using Microsoft.Extensions.Logging.Abstractions;
using Nmt.Model;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

public sealed class InspectionTests : IDisposable
{
    private readonly ScriptedTranslator _translator = new();
    private readonly Inspection _inspection;
    private int _changes;

    public InspectionTests()
    {
        _inspection = new Inspection(_translator, NullLogger<Inspection>.Instance);
        _inspection.Changed += () => _changes++;
    }

    public void Dispose() => _inspection.Dispose();

    [Fact]
    public async Task Look_Request_AsksForAllAndShowsIt()
    {
        Task look = _inspection.LookAsync(Ask("a"));
        Assert.True(_translator.Last.Request.Inspect);
        Assert.True(_inspection.IsLooking);
        Translation found = Translations.Of("a", "x");
        _translator.Last.Finish(found);
        await look;
        Assert.Same(found, _inspection.Result);
        Assert.Equal((false, 1), (_inspection.IsLooking, _changes));
    }

    [Fact]
    public async Task Look_TheSameAgain_AsksOnce()
    {
        TranslationRequest request = Ask("a");
        Task look = _inspection.LookAsync(request);
        await _inspection.LookAsync(request with { Attention = true });
        _translator.Last.Finish("x");
        await look;
        await _inspection.LookAsync(request);
        Assert.Single(_translator.Calls);
    }

    [Fact]
    public async Task Look_Newer_CancelsTheOlderAndKeepsWhatIsShownUntilItIsThere()
    {
        Task first = _inspection.LookAsync(Ask("a"));
        _translator.Last.Finish("x");
        await first;
        Translation? shown = _inspection.Result;

        Task overtaken = _inspection.LookAsync(Ask("b"));
        ScriptedCall older = _translator.Last;
        Task newest = _inspection.LookAsync(Ask("c"));
        await overtaken;
        Assert.True(older.Token.IsCancellationRequested);
        Assert.Same(shown, _inspection.Result);
        Assert.True(_inspection.IsLooking);
        _translator.Last.Finish("z");
        await newest;
        Assert.Equal("z", _inspection.Result!.Text);
    }

    [Fact]
    public async Task Look_Refused_SaysWhy()
    {
        Task look = _inspection.LookAsync(Ask("a"));
        _translator.Last.Fail(new UnavailableException("The server is busy."));
        await look;
        Assert.Equal("The server is busy.", _inspection.Fault);
        Assert.Null(_inspection.Result);
        Assert.False(_inspection.IsLooking);
    }

    [Fact]
    public async Task Look_Broken_KeepsTheDetailToTheLog()
    {
        Task look = _inspection.LookAsync(Ask("a"));
        _translator.Last.Fail(new InvalidOperationException("secret"));
        await look;
        Assert.Contains("Its log has the reason", _inspection.Fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _inspection.Fault!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhileLooking_EndsItAndTheNextLookBeginsAnew()
    {
        TranslationRequest request = Ask("a");
        Task look = _inspection.LookAsync(request);
        _inspection.Stop();
        await look;
        Assert.Equal((false, 0), (_inspection.IsLooking, _changes));
        Task again = _inspection.LookAsync(request);
        Assert.Equal(2, _translator.Calls.Count);
        _translator.Last.Finish("x");
        await again;
        Assert.Equal("x", _inspection.Result!.Text);
    }

    private static TranslationRequest Ask(string text) => new() { Model = "en-de", Texts = [text] };
}
