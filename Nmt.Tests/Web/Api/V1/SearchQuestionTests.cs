using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Nmt.Model;
using Nmt.Model.Network;
using Nmt.Model.Search;
using Nmt.Web.Api.V1;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Api.V1;

/// <summary>What a request may ask of the search, and what it may not.</summary>
public sealed class SearchQuestionTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HttpClient _client = shared.Host.CreateClient();

    [Fact]
    public async Task Mbr_Metric_ChoosesAmongTheBeam()
    {
        TranslationOptions asked = await AskAsync("""{"mbr":{"metric":"chrf"},"nBest":2,"beam":7}""");
        Assert.Equal(new MinimumBayesRisk(new SentenceChrf(), 2), asked.Ranking);
        Assert.Equal((7, 7), (asked.Search.Beam, asked.Search.NBest));
    }

    [Fact]
    public async Task Mbr_Bleu_IsTheOtherMetricOfTheCommandLine() =>
        Assert.Equal(new MinimumBayesRisk(new SentenceBleu(), 1), (await AskAsync("""{"mbr":{"metric":"bleu"}}""")).Ranking);

    [Theory]
    [InlineData("""{"mbr":{}}""", 5, 5)]
    [InlineData("""{"mbr":{"candidates":8}}""", 8, 8)]
    [InlineData("""{"mbr":{"candidates":3}}""", 5, 3)]
    [InlineData("""{"mbr":{},"sampling":{}}""", 10, 10)]
    public async Task Mbr_Candidates_HaveRoom(string search, int beam, int found)
    {
        TranslationOptions asked = await AskAsync(search);
        Assert.Equal((beam, found), (asked.Search.Beam, asked.Search.NBest));
        Assert.Equal(1, asked.Ranking!.Keep);
    }

    [Fact]
    public async Task AttentionAndClamps_ReachTheModel()
    {
        TranslationOptions asked = await AskAsync("""
            {"attention":[{"step":1,"sourcePosition":2},{"step":0,"sourcePosition":0,"sentence":1}],
             "clamps":[{"side":"sourceBackward","layer":1,"unit":3,"gate":"forget","value":1},{"side":"target","layer":0,"gate":"candidate","value":-0.5}]}
            """);
        Assert.Equal([new ForcedAttention(1, 2), new ForcedAttention(0, 0) { Segment = 1 }], asked.ForcedAttention);
        Assert.Equal(
            [new UnitClamp(MemorySide.SourceBackward, 1, 3, Gate.Forget, 1), new UnitClamp(MemorySide.Target, 0, null, Gate.Candidate, -0.5f)],
            asked.Clamps);
    }

    [Fact]
    public void ToOptions_EqualQuestions_AreEqualAndShareABatch()
    {
        var server = new ServingOptions();
        TranslationOptions Asked() => new SearchQuestion { Beam = 4, Mbr = new() }.ToOptions(server, [Detail.Pieces]);
        Assert.Equal(Asked(), Asked());
        Assert.NotEqual(Asked(), new SearchQuestion { Beam = 4 }.ToOptions(server, [Detail.Pieces]));
    }

    [Fact]
    public async Task Glossary_Phrases_AreNormalizedAsAFileIs()
    {
        TranslationOptions asked = await AskAsync("{\"glossary\":{\"cafe\\u0301  au lait\":\" Milchkaffee \"}}");
        Assert.Equal(["Milchkaffee"], asked.Glossary!.Find("caf\u00e9 au lait"));
    }

    [Theory]
    [InlineData("""{"mbr":{"candidates":11}}""", "candidates: this server allows 10 at most, found 11")]
    [InlineData("""{"mbr":{"candidates":1}}""", "at least 2 translations to choose from, found 1")]
    [InlineData("""{"mbr":{"candidates":3},"nBest":4}""", "expected 1 to 3 translations to keep, found 4")]
    [InlineData("""{"mbr":{"metric":"ter"}}""", "$.search.mbr.metric")]
    [InlineData("""{"nBest":11}""", "n-best: this server allows 10 at most, found 11")]
    [InlineData("""{"groups":2,"beam":5}""", "beam groups: expected a divisor of the beam, 5, found 2")]
    [InlineData("""{"diversity":-1}""", "diversity")]
    [InlineData("""{"normalization":"wu"}""", "$.search.normalization")]
    [InlineData("""{"lengthPenalty":11}""", "length penalty")]
    [InlineData("""{"coveragePenalty":-1}""", "coverage penalty")]
    [InlineData("""{"wordReward":101}""", "word reward")]
    [InlineData("""{"pruneRelative":1}""", "relative pruning")]
    [InlineData("""{"pruneAbsolute":-1}""", "absolute pruning")]
    [InlineData("""{"minLength":201}""", "minimum length: this server allows 200 at most, found 201")]
    [InlineData("""{"minLength":5,"maxLength":4}""", "minimum length: expected at most the maximum length")]
    [InlineData("""{"maxLengthRatio":11}""", "maximum length ratio")]
    [InlineData("""{"maxLengthOffset":201}""", "maximum length offset")]
    [InlineData("""{"noRepeatNgram":-1}""", "repeat blocking")]
    [InlineData("""{"sampling":{"temperature":0}}""", "temperature")]
    [InlineData("""{"sampling":{"topP":0}}""", "top-p")]
    [InlineData("""{"sampling":{"topK":-1}}""", "top-k")]
    [InlineData("""{"sampling":{},"groups":5}""", "beam groups and sampling")]
    [InlineData("""{"required":[""]}""", "expected a phrase, found ''")]
    [InlineData("""{"forbidden":[null]}""", "expected no null")]
    [InlineData("""{"clamps":[null]}""", "expected no null")]
    [InlineData("""{"required":["a"],"forbidden":["a"]}""", "'a' is in both")]
    [InlineData("""{"glossary":{"":"a"}}""", "glossary: expected a phrase and its translation")]
    [InlineData("""{"glossary":{"a":null}}""", "glossary: expected a phrase and its translation")]
    [InlineData("""{"glossary":{"a":"b"},"beam":1}""", "expected plain beam search")]
    [InlineData("""{"copy":["dates"]}""", "$.search.copy")]
    [InlineData("""{"attention":[{"step":-1,"sourcePosition":0}]}""", "forced attention")]
    [InlineData("""{"attention":[{"step":1}]}""", "$.search.attention[0]")]
    [InlineData("""{"clamps":[{"side":"target","layer":0,"gate":"memory","value":0}]}""", "$.search.clamps[0].gate")]
    public async Task Search_Impossible_AnswersAProblem(string search, string detail) =>
        await ExpectProblemAsync($$"""{"model":"en-de","texts":["hi"],"search":{{search}}}""", detail);

    [Fact]
    public async Task Search_MoreThanTheServerLooksAtInAStep_AnswersAProblem()
    {
        await ExpectAsync(new { prefix = new string('a', 241) }, "characters of prefixes and phrases: this server allows 240 at most, found 241");
        await ExpectAsync(new { required = Phrases(0, 60), forbidden = Phrases(60, 41) }, "phrases: this server allows 100 at most, found 101");
        await ExpectAsync(new { glossary = Enumerable.Range(0, 1_001).ToDictionary(i => $"p{i}", i => "x") }, "phrases of a glossary: this server allows 1000 at most, found 1001");
        await ExpectAsync(new { attention = Enumerable.Range(0, 257).Select(step => new { step, sourcePosition = 0 }) }, "steps of attention and clamps: this server allows 256 at most, found 257");

        async Task ExpectAsync(object search, string detail) => await ExpectProblemAsync(
            JsonSerializer.Serialize(new { model = "en-de", texts = new[] { "hi" }, search }), detail);
    }

    private static IEnumerable<string> Phrases(int first, int count) => Enumerable.Range(first, count).Select(i => $"p{i}");

    private async Task ExpectProblemAsync(string body, string detail)
    {
        HttpResponseMessage response = await PostAsync(body);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private Task<HttpResponseMessage> PostAsync(string body) =>
        _client.PostAsync("/api/v1/translate", new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<TranslationOptions> AskAsync(string search)
    {
        HttpResponseMessage response = await PostAsync($$"""{"model":"en-de","texts":["Where is the train station?"],"search":{{search}}}""");
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return shared.Host.Book.Asked[^1];
    }
}
