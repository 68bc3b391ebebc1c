using System.Net;
using System.Text;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Api.V1;

/// <summary>A translation as server-sent events.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task Stream_Text_GrowsAndEndsWithTheTranslation()
    {
        await using WebHost host = await WebHost.StartAsync();
        using var mayGo = new SemaphoreSlim(1);
        host.Book.BeforeWord = (_, token) => mayGo.Wait(token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/translate/stream")
        {
            Content = Json("""{"source":"en","target":"de","text":"one two three"}"""),
        };
        HttpResponseMessage response = await host.CreateClient().SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("event: update", await reader.ReadLineAsync());
        Assert.Equal("""data: {"text":"ONE"}""", await reader.ReadLineAsync());

        mayGo.Release(10);
        string rest = await reader.ReadToEndAsync();
        Assert.Contains("event: done\ndata: {\"text\":\"ONE TWO THREE\",\"translation\":", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ModelFailsOnTheWay_EndsWithAProblem()
    {
        await using WebHost host = await WebHost.StartAsync();
        using var mayGo = new SemaphoreSlim(1);
        host.Book.BeforeWord = (word, token) =>
        {
            mayGo.Wait(token);
            if (word == "TWO")
            {
                throw new InvalidOperationException("secret");
            }
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/translate/stream")
        {
            Content = Json("""{"source":"en","target":"de","text":"one two three"}"""),
        };
        HttpResponseMessage response = await host.CreateClient().SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("event: update", await reader.ReadLineAsync());
        mayGo.Release(10);
        string rest = await reader.ReadToEndAsync();
        Assert.Contains("event: error\n", rest, StringComparison.Ordinal);
        Assert.Contains("\"status\":500", rest, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ReaderLeaves_TheWorkerStopsAtTheNextWord()
    {
        await using WebHost host = await WebHost.StartAsync();
        using var mayGo = new SemaphoreSlim(1);
        var words = new List<string>();
        host.Book.BeforeWord = (word, token) =>
        {
            lock (words)
            {
                words.Add(word);
            }

            mayGo.Wait(token);
        };
        using var left = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/translate/stream")
        {
            Content = Json("""{"source":"en","target":"de","text":"one two three"}"""),
        };
        HttpClient client = host.CreateClient();
        HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, left.Token);
        using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync(left.Token)))
        {
            await reader.ReadLineAsync(left.Token);
        }

        left.Cancel();
        response.Dispose();
        host.Book.BeforeWord = (word, _) => Assert.NotEqual("THREE", word);
        HttpResponseMessage next = await client.PostAsync("/api/v1/translate", Json("""{"model":"en-de","texts":["next"]}"""));
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.DoesNotContain("THREE", words);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
