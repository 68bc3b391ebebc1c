using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Nmt.Model.Network;
using Nmt.Tests.Fakes;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web;

/// <summary>A server with one model of three directions: what it offers, and that each goes where it is asked to.</summary>
public sealed class JoinedModelTests : IAsyncLifetime
{
    private readonly WebHost _host = new();
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host.Folder.Join("all", new("en", "de"), new("en", "fr"), new("de", "en"));
        await _host.ScanAsync();
        _client = _host.CreateClient();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Languages_AreTheTrainedPairs()
    {
        JsonElement languages = await _client.GetFromJsonAsync<JsonElement>("/languages");
        Assert.Equal(
            ["de:de,en", "en:de,en,fr", "fr:fr"],
            languages.EnumerateArray().Select(each => $"{each.GetProperty("code").GetString()}:{string.Join(',', each.GetProperty("targets").EnumerateArray())}"));
        JsonElement settings = await _client.GetFromJsonAsync<JsonElement>("/frontend/settings");
        Assert.Equal("de", settings.GetProperty("language").GetProperty("target").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("en", "de", "de: HI")]
    [InlineData("en", "fr", "fr: HI")]
    [InlineData("de", "en", "en: HI")]
    [InlineData("fr", "fr", "hi")]
    public async Task Translate_Pair_GoesThere(string source, string target, string expected)
    {
        JsonElement answer = await AskAsync("/translate", $$"""{"q":"hi","source":"{{source}}","target":"{{target}}"}""");
        Assert.Equal(expected, answer.GetProperty("translatedText").GetString());
    }

    [Fact]
    public async Task Translate_PairOfKnownLanguagesThatNobodyTrained_IsRefused()
    {
        string refused = await RefusedAsync("/translate", """{"q":"hi","source":"de","target":"fr"}""");
        Assert.Contains("French (fr) is not available as a target language from German (de)", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TranslateFile_Pair_GoesThere()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("en"), "source" },
            { new StringContent("fr"), "target" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes("hi\n")), "file", "a.txt" },
        };
        HttpResponseMessage answer = await _client.PostAsync("/translate_file", form);
        string address = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("translatedFileUrl").GetString()!;
        Assert.Equal("fr: HI\n", await _client.GetStringAsync(new Uri(address).PathAndQuery));
    }

    [Theory]
    [InlineData("""{"source":"en","target":"fr","texts":["hi"]}""", "fr: HI")]
    [InlineData("""{"model":"all","target":"fr","texts":["hi"]}""", "fr: HI")]
    [InlineData("""{"model":"all","source":"auto","target":"DE","texts":["hi"]}""", "de: HI")]
    [InlineData("""{"model":"all","source":"de","texts":["hi"]}""", "en: HI")]
    public async Task OwnTranslate_ModelOrLanguages_GoesThere(string question, string expected)
    {
        JsonElement answer = await AskAsync("/api/v1/translate", question);
        Assert.Equal("all", answer.GetProperty("model").GetString());
        Assert.Equal(expected, answer.GetProperty("translations")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("""{"model":"all","texts":["hi"]}""", "translates en-de, en-fr, de-en: expected 'source' and 'target' to name one of these, or 'target' alone")]
    [InlineData("""{"model":"all","source":"en","texts":["hi"]}""", "or 'target' alone")]
    [InlineData("""{"model":"all","source":"de","target":"fr","texts":["hi"]}""", "or 'target' alone")]
    [InlineData("""{"model":"all","target":"it","texts":["hi"]}""", "it is not supported")]
    public async Task OwnTranslate_NoSuchDirection_IsRefused(string question, string expected) =>
        Assert.Contains(expected, JsonDocument.Parse(await RefusedAsync("/api/v1/translate", question)).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task InspectAndScore_GoThere()
    {
        JsonElement inspected = await AskAsync("/api/v1/inspect", """{"model":"all","target":"fr","text":"hi"}""");
        Assert.Equal("fr: HI", inspected.GetProperty("translations")[0].GetProperty("text").GetString());
        await AskAsync("/api/v1/score", """{"source":"en","target":"de","pairs":[{"source":"hi","target":"ho"}]}""");
        Assert.Equal(["de"], _host.Book.Languages[^1]);
    }

    [Fact]
    public async Task Models_NameTheDirections()
    {
        _host.Folder.Add("it", "en");
        await _host.ScanAsync();
        JsonElement models = await _client.GetFromJsonAsync<JsonElement>("/api/v1/models");
        Assert.Equal(["en", "en", "de"], models[0].GetProperty("directions").EnumerateArray().Select(each => each.GetProperty("source").GetString()));
        Assert.Equal(["de", "fr", "en"], models[0].GetProperty("directions").EnumerateArray().Select(each => each.GetProperty("target").GetString()));
        Assert.False(models[0].TryGetProperty("target", out _));
        Assert.Equal(("it", "en"), (models[1].GetProperty("source").GetString(), models[1].GetProperty("target").GetString()));
    }

    [Fact]
    public async Task Inspect_MemoryReadingWhoseClientLeaves_IsStopped()
    {
        var reached = new TaskCompletionSource();
        var stopped = new TaskCompletionSource<bool>();
        _host.Book.Memory.BeforeReading = token =>
        {
            reached.TrySetResult();
            stopped.TrySetResult(token.WaitHandle.WaitOne(TimeSpan.FromSeconds(60)));
        };
        using var leave = new CancellationTokenSource();
        Task<HttpResponseMessage> asked = PostAsync("/api/v1/inspect", """{"model":"all","target":"fr","text":"hi","memory":{}}""", leave.Token);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.True(await stopped.Task);
    }

    /// <summary>The network itself, with random weights: the tag reaches it, and nobody else.</summary>
    [Fact]
    public async Task RealModel_EachDirection_IsItsOwnAndShowsNoTag()
    {
        await using var host = new WebHost { RealModels = true };
        TinyBundle.Join(Path.Combine(host.Folder.Models, "all"), new("en", "de"), new("en", "fr"));
        await host.ScanAsync();
        _client = host.CreateClient();
        double[] scores = new double[2];
        foreach ((int place, string target) in new[] { (0, "de"), (1, "fr") })
        {
            JsonElement scored = await AskAsync("/api/v1/score", $$"""{"model":"all","target":"{{target}}","pairs":[{"source":"hello","target":"lo"}]}""");
            scores[place] = scored.GetProperty("scores")[0].GetProperty("logProbability").GetDouble();
        }

        Assert.NotEqual(scores[0], scores[1], 1e-4);
        JsonElement inspected = await AskAsync("/api/v1/inspect", """{"model":"all","target":"fr","text":"hello","search":{"maxLength":5},"memory":{"count":1}}""");
        JsonElement translation = inspected.GetProperty("translations")[0];
        Assert.Equal(["hello", "</s>"], translation.GetProperty("sourcePieces").EnumerateArray().Select(each => each.GetString()!.Trim()));
        Assert.Equal(2, translation.GetProperty("hypotheses")[0].GetProperty("attention")[0].GetArrayLength());
        Assert.All(
            inspected.GetProperty("memory").GetProperty("layers").EnumerateArray().Where(layer => layer.GetProperty("side").GetString() != "target"),
            layer => Assert.Equal(2, layer.GetProperty("cell")[0].GetArrayLength()));
        Assert.Equal(3, Enum.GetValues<MemorySide>().Length);
        Assert.Contains("not available", await RefusedAsync("/translate", """{"q":"hello","source":"de","target":"fr"}"""), StringComparison.Ordinal);
    }

    private async Task<JsonElement> AskAsync(string route, string question)
    {
        HttpResponseMessage answer = await PostAsync(route, question, CancellationToken.None);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<string> RefusedAsync(string route, string question)
    {
        HttpResponseMessage answer = await PostAsync(route, question, CancellationToken.None);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private Task<HttpResponseMessage> PostAsync(string route, string question, CancellationToken token) =>
        _client.PostAsync(route, new StringContent(question, Encoding.UTF8, "application/json"), token);
}
