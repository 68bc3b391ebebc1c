using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Nmt.Tests.Web.Api;

public sealed class ApiDocumentTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly HttpClient _client = shared.Host.CreateClient();

    [Fact]
    public async Task Document_NamesEveryRouteAndItsTypes()
    {
        JsonElement document = await _client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        JsonElement paths = document.GetProperty("paths");
        foreach (string route in new[]
        {
            "/translate", "/detect", "/suggest", "/translate_file", "/download_file/{name}", "/languages", "/health", "/frontend/settings",
            "/api/v1/translate", "/api/v1/translate/stream", "/api/v1/inspect", "/api/v1/score", "/api/v1/models", "/api/v1/models/{id}",
        })
        {
            JsonElement operation = paths.GetProperty(route).EnumerateObject().Single().Value;
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()), route);
        }

        Assert.False(paths.TryGetProperty("/metrics", out _));
        JsonElement schemas = document.GetProperty("components").GetProperty("schemas");
        JsonElement beam = schemas.GetProperty("SearchQuestion").GetProperty("properties").GetProperty("beam");
        Assert.Contains("greedy", beam.GetProperty("description").GetString(), StringComparison.Ordinal);
        JsonElement choice = schemas.GetProperty("MemoryChoice").GetProperty("properties");
        Assert.Contains("8 by default", choice.GetProperty("count").GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.True(schemas.GetProperty("LayerView").GetProperty("properties").TryGetProperty("forget", out _));
        Assert.Contains(
            "attention",
            schemas.GetProperty("Detail").GetProperty("enum").EnumerateArray().Select(each => each.GetString()));
    }

    [Fact]
    public async Task Page_ShowsRoutesAndShapesWithoutAnyScriptOfItsOwn()
    {
        string html = await _client.GetStringAsync("/api");
        Assert.Contains("/api/v1/translate/stream", html, StringComparison.Ordinal);
        Assert.Contains("noRepeatNgram", html, StringComparison.Ordinal);
        Assert.Contains("translatedFileUrl", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<(script|link|img)[^>]*(src|href)=\"(https?:)?//", html); // nothing comes from elsewhere
        Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)", html);
    }

    [Theory]
    [InlineData("/spec", "/openapi/v1.json")]
    [InlineData("/docs", "/api")]
    public async Task LibreTranslatesNames_LeadThere(string route, string target)
    {
        HttpClient client = shared.Host.CreateClient(new() { AllowAutoRedirect = false });
        HttpResponseMessage response = await client.GetAsync(route);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(target, response.Headers.Location?.ToString());
    }
}
