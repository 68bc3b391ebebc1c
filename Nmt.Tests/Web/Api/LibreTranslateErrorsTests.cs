using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Api;

/// <summary>What <c>/translate</c> cannot do, in the order and the words of LibreTranslate 1.9.</summary>
public sealed class LibreTranslateErrorsTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HttpClient _client = shared.Host.CreateClient();

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

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string body) => client.PostAsync("/translate", Json(body));

    private static async Task<string?> ErrorOfAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString();

    private Task<HttpResponseMessage> PostAsync(string body) => PostAsync(_client, body);
}
