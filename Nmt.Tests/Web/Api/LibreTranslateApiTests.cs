using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Nmt.Tests.Web.Api;

/// <summary><c>/translate</c> as LibreTranslate 1.9 answers it.</summary>
public sealed class LibreTranslateApiTests(SharedHost shared) : IClassFixture<SharedHost>
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
    public async Task Translate_QueryAndForm_TheQueryComesFirstAndOfSeveralTheFirst()
    {
        using var content = new FormUrlEncodedContent(
            [new("q", "two"), new("source", "en"), new("source", "zz"), new("target", "zz")]);
        HttpResponseMessage response = await _client.PostAsync("/translate?q=one&q=three&target=de", content);
        Assert.Equal("""{"translatedText":"ONE"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Translate_Preflight_IsAllowed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/translate");
        request.Headers.Add("Origin", "https://elsewhere.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        HttpResponseMessage response = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("POST", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private async Task<HttpResponseMessage> PostAsync(string body) => await _client.PostAsync("/translate", Json(body));

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
}
