using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Api;

/// <summary>The routes as LibreTranslate 1.9 answers them.</summary>
public sealed class LibreTranslateApiTests(LibreTranslateApiTests.SharedHost shared)
    : IClassFixture<LibreTranslateApiTests.SharedHost>
{
    private readonly HttpClient _client = shared.Host.CreateClient();

    [Fact]
    public async Task Translate_Json_AnswersTheText() =>
        await ExpectAsync(
            """{"q":"Where is the train station?","source":"en","target":"de"}""",
            """{"translatedText":"Wo ist der Bahnhof?"}""");

    [Fact]
    public async Task Translate_ArrayOfOne_AnswersAnArray() =>
        await ExpectAsync(
            """{"q":["hello"],"source":"en","target":"de"}""",
            """{"translatedText":["HELLO"]}""");

    [Fact]
    public async Task Translate_Array_KeepsOrderAndBlankTexts() =>
        await ExpectAsync(
            """{"q":["one","","two"],"source":"en","target":"de"}""",
            """{"translatedText":["ONE","","TWO"]}""");

    [Fact]
    public async Task Translate_CodesInAnyCase_AreUnderstood() =>
        await ExpectAsync("""{"q":"hello","source":"EN","target":"De"}""", """{"translatedText":"HELLO"}""");

    [Fact]
    public async Task Translate_SourceAuto_NamesTheLanguage()
    {
        JsonElement answer = await TranslateAsync("""{"q":"Where is the train station?","source":"auto","target":"de"}""");
        Assert.Equal("Wo ist der Bahnhof?", answer.GetProperty("translatedText").GetString());
        JsonElement detected = answer.GetProperty("detectedLanguage");
        Assert.Equal("en", detected.GetProperty("language").GetString());
        Assert.InRange(detected.GetProperty("confidence").GetInt32(), 50, 100);
    }

    [Fact]
    public async Task Translate_SourceAutoWithArray_RepeatsTheLanguageForEachText()
    {
        JsonElement answer = await TranslateAsync("""{"q":["the house","the garden"],"source":"auto","target":"de"}""");
        Assert.Equal(
            ["en", "en"],
            answer.GetProperty("detectedLanguage").EnumerateArray().Select(each => each.GetProperty("language").GetString()));
    }

    [Fact]
    public async Task Translate_Alternatives_AreOthersThanTheBest() =>
        await ExpectAsync(
            """{"q":"Where is the train station?","source":"en","target":"de","alternatives":2}""",
            """{"translatedText":"Wo ist der Bahnhof?","alternatives":["Wo ist denn der Bahnhof?","Wo liegt der Bahnhof?"]}""");

    [Fact]
    public async Task Translate_AlternativesWithArray_AnswersAListForEachText() =>
        await ExpectAsync(
            """{"q":["Where is the train station?"],"source":"en","target":"de","alternatives":1}""",
            """{"translatedText":["Wo ist der Bahnhof?"],"alternatives":[["Wo ist denn der Bahnhof?"]]}""");

    [Fact]
    public async Task Translate_Html_KeepsTagsAndHasNoAlternatives() =>
        await ExpectAsync(
            """{"q":["<p>hello <b>world</b></p><code>x = 1</code>"],"source":"en","target":"de","format":"html","alternatives":1}""",
            """{"translatedText":["<p>HELLO <b>WORLD</b></p><code>x = 1</code>"],"alternatives":[[]]}""");

    [Theory]
    [InlineData("🙂🙂")]
    [InlineData("  \n ")]
    [InlineData("?!…")]
    public async Task Translate_NoWords_ComesBackUnchanged(string text)
    {
        JsonElement answer = await TranslateAsync(JsonSerializer.Serialize(new { q = text, source = "auto", target = "de" }));
        Assert.Equal(text, answer.GetProperty("translatedText").GetString());
        Assert.Equal(0, answer.GetProperty("detectedLanguage").GetProperty("confidence").GetInt32());
        Assert.Equal("en", answer.GetProperty("detectedLanguage").GetProperty("language").GetString());
        Assert.DoesNotContain(shared.Host.Book.Batches, batch => batch.Contains(text));
    }

    [Fact]
    public async Task Translate_IntoItsOwnLanguage_ComesBackUnchanged() =>
        await ExpectAsync("""{"q":"hello","source":"en","target":"en"}""", """{"translatedText":"hello"}""");

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "q=hello&source=en&target=de")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8", "q=hello&source=en&target=de&format=text&api_key=")]
    public async Task Translate_Form_AnswersTheText(string type, string body)
    {
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        HttpResponseMessage response = await _client.PostAsync("/translate", content);
        Assert.Equal("""{"translatedText":"HELLO"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Translate_FormWithLineBreaks_HasThemAsLineFeeds()
    {
        using var content = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["q"] = "one\r\ntwo", ["source"] = "en", ["target"] = "de" });
        HttpResponseMessage response = await _client.PostAsync("/translate", content);
        Assert.Equal("""{"translatedText":"ONE\nTWO"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Translate_Multipart_AnswersTheText()
    {
        using var content = new MultipartFormDataContent
        {
            { new StringContent("hello"), "q" },
            { new StringContent("en"), "source" },
            { new StringContent("de"), "target" },
        };
        HttpResponseMessage response = await _client.PostAsync("/translate", content);
        Assert.Equal("""{"translatedText":"HELLO"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Translate_QueryString_AnswersTheText()
    {
        HttpResponseMessage response = await _client.PostAsync("/translate?q=hello&source=en&target=de", null);
        Assert.Equal("""{"translatedText":"HELLO"}""", await response.Content.ReadAsStringAsync());
    }

    // In the order in which they are checked: each row is right in all that the rows above it check.
    [Theory]
    [InlineData("not json", "Invalid JSON format")]
    [InlineData("[1]", "Invalid JSON format")]
    [InlineData("\"text\"", "Invalid JSON format")]
    [InlineData("{}", "Invalid request: missing q parameter")]
    [InlineData("""{"q":""}""", "Invalid request: missing q parameter")]
    [InlineData("""{"q":[]}""", "Invalid request: missing q parameter")]
    [InlineData("""{"q":null}""", "Invalid request: missing q parameter")]
    [InlineData("""{"q":7,"source":"en","target":"de"}""", "Invalid request: q must be a string or an array of strings")]
    [InlineData("""{"q":"hi"}""", "Invalid request: missing source parameter")]
    [InlineData("""{"q":"hi","source":"en"}""", "Invalid request: missing target parameter")]
    [InlineData("""{"q":"hi","source":"en","target":""}""", "Invalid request: missing target parameter")]
    [InlineData("""{"q":"hi","source":"zz","target":"de","alternatives":"x"}""", "Invalid request: alternatives parameter is not a number")]
    [InlineData("""{"q":"hi","source":"zz","target":"de","alternatives":10000}""", "Invalid request: alternatives parameter must be <= 5")]
    [InlineData("""{"q":["a","b","c","d"],"source":"zz","target":"de"}""", "Invalid request: request (4) exceeds text limit (3)")]
    [InlineData("""{"q":"0123456789012345678901234567890123456789012345678901234567890","source":"zz","target":"de"}""", "Invalid request: request (61) exceeds text limit (60)")]
    [InlineData("""{"q":"hi","source":"zz","target":"yy"}""", "zz is not supported")]
    [InlineData("""{"q":"hi","source":"en","target":"zz","format":"xml"}""", "zz is not supported")]
    [InlineData("""{"q":"hi","source":"en","target":"de","format":"xml"}""", "xml format is not supported")]
    public async Task Translate_WrongRequest_Answers400AndWhy(string body, string message)
    {
        HttpResponseMessage response = await PostAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(message, await ErrorOfAsync(response));
    }

    [Fact]
    public async Task Translate_PairWithoutModel_Answers400AndNamesBoth()
    {
        await using WebHost host = await WebHost.StartAsync();
        host.Folder.Add("en", "fr");
        await host.ScanAsync();
        HttpResponseMessage response = await PostAsync(host.CreateClient(), """{"q":"salut","source":"de","target":"fr"}""");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("French (fr) is not available as a target language from German (de)", await ErrorOfAsync(response));
    }

    [Fact]
    public async Task Translate_ModelFails_Answers500WithoutATrace()
    {
        await using WebHost host = await WebHost.StartAsync();
        host.Book.BeforeWord = (_, _) => throw new InvalidOperationException("secret detail");
        HttpResponseMessage response = await PostAsync(host.CreateClient(), """{"q":"hi","source":"en","target":"de"}""");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        string body = await response.Content.ReadAsStringAsync();
        Assert.Equal("The model failed on this text. The server's log has the reason.", await ErrorOfAsync(response));
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Translate_QueueFull_Answers503AndWhenToTryAgain()
    {
        await using WebHost host = await WebHost.StartAsync(("Nmt:QueueLength", "1"), ("Nmt:MicroBatch", "1"));
        using var started = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        host.Book.BeforeWord = (_, _) =>
        {
            started.Release();
            go.Wait();
        };
        HttpClient client = host.CreateClient();
        const string Body = """{"q":"hi","source":"en","target":"de"}""";

        Task<HttpResponseMessage> decoded = PostAsync(client, Body);
        await started.WaitAsync();
        Task<HttpResponseMessage> waiting = PostAsync(client, Body);
        var queue = (Nmt.Web.Services.TranslationQueue)host.Services.GetService(typeof(Nmt.Web.Services.TranslationQueue))!;
        while (queue.Count == 0)
        {
            await Task.Yield();
        }

        HttpResponseMessage refused = await PostAsync(client, Body);
        go.Set();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter?.Delta);
        Assert.Contains("busy", await ErrorOfAsync(refused), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await decoded).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);
    }

    [Fact]
    public async Task Translate_FromAnotherSite_IsAllowed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/translate");
        request.Headers.Add("Origin", "https://elsewhere.example");
        request.Content = Json("""{"q":"hi","source":"en","target":"de"}""");
        HttpResponseMessage response = await _client.SendAsync(request);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task Languages_ListsTargets()
    {
        string answer = await _client.GetStringAsync("/languages");
        Assert.Equal(
            """[{"code":"de","name":"German","targets":["de","en"]},{"code":"en","name":"English","targets":["de","en"]}]""",
            answer);
    }

    [Fact]
    public async Task Languages_GetWithABodyAndAFormType_Answers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/languages")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["api_key"] = "x" }),
        };
        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Detect_German_AnswersBestFirst()
    {
        HttpResponseMessage response = await _client.PostAsync("/detect", Json("""{"q":"Das ist mein Haus"}"""));
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("de", answer[0].GetProperty("language").GetString());
        Assert.Matches("^[0-9]+$", answer[0].GetProperty("confidence").GetRawText());
    }

    [Fact]
    public async Task Detect_Nothing_AnswersEnglishWithConfidence0()
    {
        HttpResponseMessage response = await _client.PostAsync("/detect", Json("""{"q":"123"}"""));
        Assert.Equal("""[{"confidence":0,"language":"en"}]""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Detect_WithoutText_Answers400()
    {
        HttpResponseMessage response = await _client.PostAsync("/detect", Json("{}"));
        Assert.Equal("Invalid request: missing q parameter", await ErrorOfAsync(response));
    }

    [Theory]
    [InlineData("/translate")]
    [InlineData("/detect")]
    public async Task PostRoute_Get_Answers405(string route)
    {
        HttpResponseMessage response = await _client.GetAsync($"{route}?q=x");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Health_Answers() =>
        Assert.Equal("""{"status":"ok"}""", await _client.GetStringAsync("/health"));

    [Fact]
    public async Task Ready_FollowsTheModels()
    {
        await using WebHost host = await WebHost.StartAsync();
        HttpClient client = host.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/ready")).StatusCode);
        host.Folder.Remove("en-de");
        host.Folder.Remove("de-en");
        await host.ScanAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/healthz/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/live")).StatusCode);
    }

    [Fact]
    public async Task Settings_NameTheLimits()
    {
        JsonElement answer = await _client.GetFromJsonAsync<JsonElement>("/frontend/settings");
        Assert.Equal(60, answer.GetProperty("charLimit").GetInt32());
        Assert.False(answer.GetProperty("keyRequired").GetBoolean());
        Assert.Equal("auto", answer.GetProperty("language").GetProperty("source").GetProperty("code").GetString());
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string body) =>
        client.PostAsync("/translate", Json(body));

    private static async Task<string?> ErrorOfAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString();

    private Task<HttpResponseMessage> PostAsync(string body) => PostAsync(_client, body);

    private async Task<JsonElement> TranslateAsync(string body)
    {
        HttpResponseMessage response = await PostAsync(body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task ExpectAsync(string body, string answer)
    {
        HttpResponseMessage response = await PostAsync(body);
        using JsonDocument expected = JsonDocument.Parse(answer);
        using JsonDocument found = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.True(JsonElement.DeepEquals(expected.RootElement, found.RootElement), found.RootElement.GetRawText());
    }

    /// <summary>One server for the tests that leave it as it was.</summary>
    public sealed class SharedHost : IAsyncLifetime
    {
        internal WebHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Host = await WebHost.StartAsync(("Nmt:CharacterLimit", "60"), ("Nmt:BatchLimit", "3"));

        public async ValueTask DisposeAsync() => await Host.DisposeAsync();
    }
}
