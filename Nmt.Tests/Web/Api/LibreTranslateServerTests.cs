using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Api;

/// <summary>What LibreTranslate's clients ask a server about: languages, limits, health.</summary>
public sealed class LibreTranslateServerTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HttpClient _client = shared.Host.CreateClient();

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

    private static async Task<string?> ErrorOfAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString();
}
