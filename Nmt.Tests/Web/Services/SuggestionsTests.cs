using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nmt.Model.Errors;
using Nmt.Tests.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Services;

public sealed class SuggestionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Add_Texts_AreOneLineOfJsonEach()
    {
        using Suggestions suggestions = Keep();
        await suggestions.AddAsync(new Suggestion("two\nlines", "zwei \"Zeilen\"", "en", "de") { Model = "en-de" });
        await suggestions.AddAsync(new Suggestion("b", "ü", "en", "de"));

        string[] lines = File.ReadAllLines(_folder["deep/kept.jsonl"]);
        Assert.Equal(2, lines.Length);
        JsonElement first = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal("two\nlines", first.GetProperty("source").GetString());
        Assert.Equal("zwei \"Zeilen\"", first.GetProperty("target").GetString());
        Assert.Equal("en-de", first.GetProperty("model").GetString());
        Assert.Equal("2026-05-04T03:02:01+00:00", first.GetProperty("time").GetString());
        Assert.Contains("ü", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_ManyAtOnce_EachIsWhole()
    {
        using Suggestions suggestions = Keep();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(
            i => suggestions.AddAsync(new Suggestion(new string('s', 50 + i), $"t{i}", "en", "de"))));
        string[] lines = File.ReadAllLines(_folder["deep/kept.jsonl"]);
        Assert.Equal(
            Enumerable.Range(0, 40).Select(i => $"t{i}").Order(StringComparer.Ordinal),
            lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("target").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Add_BehindACutOffLine_StartsANewOne()
    {
        Directory.CreateDirectory(_folder["deep"]);
        File.WriteAllText(_folder["deep/kept.jsonl"], "{\"source\":\"cut o");
        using Suggestions suggestions = Keep();
        await suggestions.AddAsync(new Suggestion("a", "b", "en", "de"));
        string[] lines = File.ReadAllLines(_folder["deep/kept.jsonl"]);
        Assert.Equal("{\"source\":\"cut o", lines[0]);
        Assert.Equal("b", JsonDocument.Parse(lines[1]).RootElement.GetProperty("target").GetString());
    }

    [Fact]
    public async Task Add_FileIsFull_SaysSoAndKeepsWhatIsThere()
    {
        using Suggestions suggestions = Keep(most: 1_000);
        await suggestions.AddAsync(new Suggestion("a", "b", "en", "de"));
        string before = File.ReadAllText(_folder["deep/kept.jsonl"]);
        var fault = await Assert.ThrowsAsync<NmtException>(
            () => suggestions.AddAsync(new Suggestion(new string('x', 900), "b", "en", "de")));
        Assert.Contains("full", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.InnerException); // the server's fault, not the giver's
        Assert.Equal(before, File.ReadAllText(_folder["deep/kept.jsonl"]));
    }

    [Fact]
    public async Task Add_NowhereToWrite_SaysSoWithoutThePath()
    {
        _folder.Write("deep", "a file where the folder should be");
        using Suggestions suggestions = Keep();
        var fault = await Assert.ThrowsAsync<NmtException>(() => suggestions.AddAsync(new Suggestion("a", "b", "en", "de")));
        Assert.DoesNotContain(_folder.Path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Enabled_WithoutAFile_IsFalse()
    {
        using var suggestions = new Suggestions(Options.Create(new ServingOptions()), _time);
        Assert.False(suggestions.Enabled);
    }

    private Suggestions Keep(long most = 1_000_000) => new(
        Options.Create(new ServingOptions { Suggestions = _folder["deep/kept.jsonl"], SuggestionsBytes = most }), _time);
}
