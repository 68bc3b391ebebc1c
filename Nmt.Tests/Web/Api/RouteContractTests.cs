using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Api;

/// <summary>
/// Every way in which every route answers: the table is that of the OpenAPI document, and each of its entries is brought
/// about here and has the shape that its kind of route promises.
/// </summary>
public sealed class RouteContractTests(ContractHosts hosts) : IClassFixture<ContractHosts>
{
    private static readonly int[] Question = [200, 400, 401, 403, 404, 413, 415, 429, 500, 503];

    private static readonly Dictionary<string, int[]> Table = new()
    {
        ["/translate"] = [200, 400, 403, 413, 429, 500, 503],
        ["/detect"] = [200, 400, 403, 413, 429],
        ["/suggest"] = [200, 400, 403, 413, 429, 500],
        ["/translate_file"] = [200, 400, 403, 413, 429, 500, 503],
        ["/download_file/{name}"] = [200, 404],
        ["/languages"] = [200],
        ["/health"] = [200],
        ["/frontend/settings"] = [200],
        ["/api/v1/translate"] = Question,
        ["/api/v1/translate/stream"] = Question,
        ["/api/v1/inspect"] = Question,
        ["/api/v1/score"] = Question,
        ["/api/v1/models"] = [200],
        ["/api/v1/models/{id}"] = [200, 404],
    };

    public static TheoryData<string, int> Cases =>
        new(Table.SelectMany(route => route.Value.Select(status => (route.Key, status))));

    [Fact]
    public async Task Table_IsThatOfTheDocument()
    {
        JsonElement document = await (await hosts.ForAsync(200)).CreateClient().GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        string[] documented =
        [
            .. document.GetProperty("paths").EnumerateObject().Select(path =>
                $"{path.Name}: {string.Join(' ', path.Value.EnumerateObject().Single().Value.GetProperty("responses").EnumerateObject().Select(each => each.Name).Order())}"),
        ];
        string[] promised = [.. Table.Select(route => $"{route.Key}: {string.Join(' ', route.Value)}")];
        Assert.Equal("", string.Join('\n', promised.Except(documented))); // what the document lacks
        Assert.Equal("", string.Join('\n', documented.Except(promised))); // what the table lacks
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Route_Answers_AsDocumented(string route, int status)
    {
        WebHost host = await hosts.ForAsync(status);
        using HttpResponseMessage response = status == 503
            ? await OfAFullQueueAsync(host, route)
            : await AnswerAsync(host.CreateClient(), route, status);
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} {body}");
        Assert.Equal(status is 429 or 503, response.Headers.RetryAfter is not null);
        if (status == 200)
        {
            return;
        }

        using JsonDocument fault = JsonDocument.Parse(body);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        if (route.StartsWith("/api/v1/", StringComparison.Ordinal))
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(status, fault.RootElement.GetProperty("status").GetInt32());
            Assert.NotEmpty(fault.RootElement.GetProperty("detail").GetString()!);
            Assert.Equal(status == 401, response.Headers.WwwAuthenticate.Count > 0);
        }
        else
        {
            Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
            Assert.NotEmpty(Assert.Single(fault.RootElement.EnumerateObject(), each => each.Name == "error").Value.GetString()!);
        }
    }

    private static async Task<HttpResponseMessage> AnswerAsync(HttpClient client, string route, int status)
    {
        if (status == 200 && route.StartsWith("/download_file", StringComparison.Ordinal))
        {
            HttpResponseMessage made = await SendAsync(client, "/translate_file", 200);
            return await client.GetAsync((await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("translatedFileUrl").GetString());
        }

        HttpResponseMessage answer = await SendAsync(client, route, status);
        return status == 429 && answer.IsSuccessStatusCode ? await SendAsync(client, route, status) : answer;
    }

    /// <summary>One request is decoded and will not end, one waits, and so the queue is full. A document's patience is not waited for.</summary>
    private async Task<HttpResponseMessage> OfAFullQueueAsync(WebHost host, string route)
    {
        using var go = new ManualResetEventSlim();
        using var started = new SemaphoreSlim(0);
        host.Book.BeforeWord = (_, _) =>
        {
            started.Release();
            go.Wait();
        };
        HttpClient client = host.CreateClient();
        Task<HttpResponseMessage> decoded = SendAsync(client, "/api/v1/score", 200);
        await started.WaitAsync();

        // People and programs have a queue each.
        bool watched = route.EndsWith("/stream", StringComparison.Ordinal);
        Task<HttpResponseMessage> waiting = SendAsync(client, watched ? route : "/api/v1/score", 200);
        var queue = host.Services.GetRequiredService<TranslationQueue>();
        while (queue.Count == 0)
        {
            await Task.Delay(5);
        }

        Task<HttpResponseMessage> refused = SendAsync(client, route, 200);
        while (!refused.IsCompleted)
        {
            hosts.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }

        go.Set();
        await Task.WhenAll(decoded, waiting);
        return await refused;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string route, int status)
    {
        string path = route.Replace("{name}", "none.txt", StringComparison.Ordinal).Replace("{id}", status == 404 ? "none" : "en-de", StringComparison.Ordinal);
        if (Fields(route) is not { } fields)
        {
            return await client.GetAsync(path);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        bool own = route.StartsWith("/api/", StringComparison.Ordinal);
        if (status == 403 && own)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "another key than that");
        }
        else if (status == 403)
        {
            fields["api_key"] = "another key than that";
        }
        else if (status == 404)
        {
            fields["model"] = "none";
        }
        else if (status == 400)
        {
            fields = [];
        }

        request.Content = status switch
        {
            413 => JsonContent.Create(new { q = new string('x', 20_000) }),
            415 => new StringContent("text"),
            _ when route == "/translate_file" => Form(fields),
            _ => JsonContent.Create(fields),
        };
        return await client.SendAsync(request);
    }

    /// <summary>A right question to each route that takes one.</summary>
    private static Dictionary<string, object>? Fields(string route) => route switch
    {
        "/translate" or "/translate_file" => new() { ["q"] = "hi", ["source"] = "en", ["target"] = "de" },
        "/detect" => new() { ["q"] = "hi" },
        "/suggest" => new() { ["q"] = "hi", ["s"] = "hallo", ["source"] = "en", ["target"] = "de" },
        "/api/v1/translate" => new() { ["model"] = "en-de", ["texts"] = new[] { "hi" } },
        "/api/v1/translate/stream" or "/api/v1/inspect" => new() { ["model"] = "en-de", ["text"] = "hi" },
        "/api/v1/score" => new() { ["model"] = "en-de", ["pairs"] = new[] { new { source = "hi", target = "hallo" } } },
        _ => null,
    };

    private static MultipartFormDataContent Form(Dictionary<string, object> fields)
    {
        var form = new MultipartFormDataContent { { new StringContent("hi\n"), "file", "a.txt" } };
        foreach ((string name, object value) in fields)
        {
            form.Add(new StringContent((string)value), name);
        }

        return form;
    }
}
