using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Api.V1;

public sealed class TranslationApiTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HttpClient _client = shared.Host.CreateClient();

    [Fact]
    public async Task Translate_Texts_AnswersEachInOrder()
    {
        JsonElement answer = await AskAsync("translate", """{"source":"en","target":"de","texts":["one","","Where is the train station?"]}""");
        Assert.Equal("en-de", answer.GetProperty("model").GetString());
        Assert.Equal(["ONE", "", "Wo ist der Bahnhof?"], answer.GetProperty("translations").EnumerateArray().Select(each => each.GetProperty("text").GetString()));
        Assert.False(answer.TryGetProperty("detectedLanguage", out _));
        Assert.False(answer.GetProperty("translations")[0].GetProperty("hypotheses")[0].TryGetProperty("attention", out _));
    }

    [Fact]
    public async Task Translate_EverySearchOption_ReachesTheModel()
    {
        JsonElement answer = await AskAsync("translate", """
            {"model":"en-de","texts":["Where is the train station?"],"include":["attention","alignment","pieces"],
             "search":{"beam":8,"nBest":3,"normalization":"gnmt","lengthPenalty":0.6,"maxLengthRatio":3,"maxLengthOffset":5,"maxLength":40,
             "minLength":2,"wordReward":0.1,"coveragePenalty":0.2,"pruneRelative":0.02,"pruneAbsolute":5,"noRepeatNgram":3,"groups":1,"diversity":0.4,
             "prefix":"Wo","required":["Bahnhof"],"forbidden":["Zug"],"glossary":{"train station":"Bahnhof"},"copy":["numbers","urls"],"splitSentences":false}}
            """);
        JsonElement translation = answer.GetProperty("translations")[0];
        Assert.Equal(3, translation.GetProperty("hypotheses").GetArrayLength());
        JsonElement best = translation.GetProperty("hypotheses")[0];
        Assert.Equal(translation.GetProperty("sourcePieces").GetArrayLength(), best.GetProperty("attention")[0].GetArrayLength());
        Assert.Equal(best.GetProperty("pieces").GetArrayLength(), best.GetProperty("attention").GetArrayLength());
        Assert.Equal(2, best.GetProperty("alignment")[0].GetArrayLength());

        Nmt.Model.TranslationOptions asked = shared.Host.Book.Asked[^1];
        Assert.Equal((8, 3, 0.6, 3), (asked.Search.Beam, asked.Search.NBest, asked.Search.LengthPenalty, asked.Search.NoRepeatNgram));
        Assert.Equal("Wo", asked.Constraints.Prefix);
        Assert.Equal(["Zug"], asked.Constraints.Forbidden);
        Assert.Equal(Nmt.Model.Constraints.CopyKinds.Numbers | Nmt.Model.Constraints.CopyKinds.Urls, asked.Copy);
        Assert.Equal(["Bahnhof"], asked.Glossary!.Find("the train station"));
        Assert.False(asked.SplitSentences);
        Assert.True(asked.Search.KeepAttention);
        Assert.False(asked.Search.KeepUncertainty);
    }

    [Fact]
    public async Task Translate_Draws_HaveTheirOptions()
    {
        await AskAsync("translate", """{"model":"en-de","texts":["hi"],"search":{"nBest":4,"sampling":{"temperature":0.7,"topK":9,"topP":0.8,"seed":42}}}""");
        Nmt.Model.Search.SamplingOptions sampling = shared.Host.Book.Asked[^1].Search.Sampling!;
        Assert.Equal((0.7, 9, 0.8, 42), (sampling.Temperature, sampling.TopK, sampling.TopP, sampling.Seed));
    }

    [Fact]
    public async Task Translate_SourceAuto_NamesTheLanguage()
    {
        JsonElement answer = await AskAsync("translate", """{"source":"auto","target":"de","texts":["Where is the house?"]}""");
        Assert.Equal("en", answer.GetProperty("detectedLanguage").GetProperty("language").GetString());
    }

    [Fact]
    public async Task Score_Pairs_AnswersEachPiece()
    {
        JsonElement answer = await AskAsync("score", """{"model":"en-de","pairs":[{"source":"one two","target":"eins zwei"},{"source":"a","target":"b"}],"runnersUp":2}""");
        JsonElement first = answer.GetProperty("scores")[0];
        Assert.Equal(["eins", " zwei", "</s>"], first.GetProperty("pieces").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(-1.5, first.GetProperty("logProbability").GetDouble(), 1e-6);
        Assert.Equal(2, first.GetProperty("runnersUp")[0].GetArrayLength());
        Assert.Equal(" other1", first.GetProperty("runnersUp")[0][0].GetProperty("text").GetString());
        Assert.Equal(2, answer.GetProperty("scores").GetArrayLength());
    }

    [Fact]
    public async Task Score_ManyPairsThatTakeLongTogether_EndsAtTheDeadline()
    {
        var time = new FakeTimeProvider();
        await using WebHost host = await WebHost.StartAsync(time, ("Nmt:DeadlineSeconds", "30"));
        host.Book.BeforeWord = (_, _) => time.Advance(TimeSpan.FromSeconds(16));
        var pairs = Enumerable.Repeat(new { source = "a", target = "b" }, 3);
        HttpResponseMessage response = await host.CreateClient().PostAsJsonAsync("/api/v1/score", new { model = "en-de", pairs });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("30 seconds", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_ListAndOne_SayWhatIsInstalled()
    {
        JsonElement models = await _client.GetFromJsonAsync<JsonElement>("/api/v1/models");
        Assert.Equal(["de-en", "en-de"], models.EnumerateArray().Select(each => each.GetProperty("id").GetString()));
        JsonElement model = await _client.GetFromJsonAsync<JsonElement>("/api/v1/models/en-de");
        Assert.Equal("ready", model.GetProperty("state").GetString());
        Assert.Equal(3_980_000, model.GetProperty("parameters").GetInt64());
    }

    [Theory]
    [InlineData("translate", "not json", 400, "does not fit at $, line 1")]
    [InlineData("translate", "null", 400, "found null")]
    [InlineData("translate", "{}", 400, "does not fit at $")]
    [InlineData("translate", """{"texts":["a"]}""", 400, "'source' and 'target'")]
    [InlineData("translate", """{"texts":[null],"model":"en-de"}""", 400, "null")]
    [InlineData("translate", """{"texts":["a"],"model":"xx"}""", 404, "'xx'")]
    [InlineData("translate", """{"texts":["a"],"source":"zz","target":"de"}""", 400, "zz is not supported")]
    [InlineData("translate", """{"texts":["a"],"source":"de","target":"de"}""", 400, "already")]
    [InlineData("translate", """{"texts":["a"],"model":"en-de","serach":{}}""", 400, "$.serach")]
    [InlineData("translate", "{\"texts\":[\"a\"],\n\"model\":\"en-de\",\"search\":{\"beam\":\"5\"}}", 400, "$.search.beam, line 2")]
    [InlineData("translate", """{"texts":["a"],"model":"en-de","search":{"beam":11}}""", 400, "beam: this server allows 10 at most, found 11")]
    [InlineData("translate", """{"texts":["a"],"model":"en-de","search":{"beam":0}}""", 400, "beam")]
    [InlineData("translate", """{"texts":["a"],"model":"en-de","search":{"beam":1,"required":["x"]}}""", 400, "required phrases")]
    [InlineData("translate", """{"texts":["a","b","c","d"],"model":"en-de"}""", 400, "Expected at most 3 texts, found 4.")]
    [InlineData("translate", """{"texts":["\ud800"],"model":"en-de"}""", 400, "The JSON")]
    [InlineData("inspect", """{"text":"0123456789012345678901234567890123456789012345678901234567890","model":"en-de"}""", 400, "found 61")]
    [InlineData("translate/stream", """{"text":"a","model":"xx"}""", 404, "'xx'")]
    [InlineData("score", """{"model":"en-de","pairs":[{"source":"a"}]}""", 400, "$.pairs[0]")]
    [InlineData("score", """{"model":"en-de","pairs":[{"source":"a","target":"b"}],"runnersUp":11}""", 400, "runners-up")]
    [InlineData("score", """{"model":"en-de","pairs":[null]}""", 400, "null")]
    public async Task Question_Wrong_AnswersAProblem(string route, string body, int status, string detail)
    {
        HttpResponseMessage response = await PostAsync(route, body);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Nmt.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_Form_Answers415() =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await _client.PostAsync("/api/v1/translate", new FormUrlEncodedContent([]))).StatusCode);

    [Theory]
    [InlineData("GET", "/api/v1/translate", 405)]
    [InlineData("DELETE", "/api/v1/score", 405)]
    [InlineData("GET", "/api/v1/nowhere", 404)]
    [InlineData("POST", "/api/v1/models/none", 404)]
    [InlineData("GET", "/api/v1/models/none", 404)]
    public async Task Route_Wrong_AnswersAProblem(string method, string route, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), route);
        HttpResponseMessage response = await _client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private Task<HttpResponseMessage> PostAsync(string route, string body) => _client.PostAsync($"/api/v1/{route}", Json(body));

    private async Task<JsonElement> AskAsync(string route, string body)
    {
        HttpResponseMessage response = await PostAsync(route, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
