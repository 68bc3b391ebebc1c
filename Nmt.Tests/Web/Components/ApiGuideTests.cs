using Bunit;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Nmt.Web.Api;
using Nmt.Web.Components.Pages;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

/// <summary>The API as a page: what the document says, and what the server is set to.</summary>
public sealed class ApiGuideTests : BunitContext
{
    private const string Description = """
        {
          "openapi": "3.1.1", "info": { "title": "t", "version": "v1" },
          "paths": {
            "/translate": { "post": {
              "tags": ["LibreTranslate"], "summary": "Translates a text",
              "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Question" } }, "multipart/form-data": {} } },
              "responses": {
                "200": { "description": "OK", "content": { "application/json": { "schema": { "type": "array", "items": { "type": "string" } } } } },
                "400": { "description": "Bad Request", "content": { "application/json": { "schema": { "type": "string" } } } } } } },
            "/api/v1/models": { "get": { "tags": ["Nmt"], "summary": "Lists the models", "responses": { "200": { "description": "OK" } } } }
          },
          "components": { "schemas": { "Question": { "type": "object", "properties": { "q": { "type": "string", "description": "What to translate" } } } } }
        }
        """;

    public ApiGuideTests()
    {
        Services.AddSingleton(Options.Create(new ServingOptions { CharacterLimit = 100 }));
        Services.AddSingleton(Options.Create(new ApiOptions { RequestsPerMinute = 0, FileBytes = 12_345 }));
        Services.AddKeyedSingleton<IOpenApiDocumentProvider>(ApiDocument.Name, new Told());
    }

    [Fact]
    public void Routes_AreThoseOfTheDocument_UnderTheirHeadings()
    {
        IRenderedComponent<ApiGuide> page = Show();
        Assert.Equal(["LibreTranslate", "Nmt", "Limits"], page.FindAll("h2").Select(head => head.TextContent));
        Assert.Equal(
            ["POST /translate Translates a text", "GET /api/v1/models Lists the models"],
            page.FindAll("details > summary").Select(route => route.TextContent));
    }

    [Fact]
    public void Route_SaysWhatItTakesAndHowItAnswers()
    {
        AngleSharp.Dom.IElement route = Show().FindAll("details")[0];
        Assert.Equal("Takes application/json, multipart/form-data:", route.QuerySelector("p")!.TextContent);
        Assert.Equal("{\n  \"q\": string  // What to translate\n}", route.QuerySelector("pre")!.TextContent);
        Assert.Equal(["200", "400"], route.QuerySelectorAll("li > code").Select(status => status.TextContent));

        // A fault has one shape for all routes, which is not repeated.
        Assert.Equal(["[string, …]", null], route.QuerySelectorAll("li").Select(answer => answer.QuerySelector("pre")?.TextContent));
    }

    [Fact]
    public void Route_ThatTakesNothing_ShowsNoBody() => Assert.Empty(Show().FindAll("details")[1].QuerySelectorAll("pre"));

    [Theory]
    [InlineData("Characters in a text", "100")]
    [InlineData("Bytes of a file", "12,345")]
    [InlineData("Texts a minute", "no limit")]
    public void Limits_AreThoseOfThisServer(string what, string most) => Assert.Equal(
        most, Show().FindAll("tbody tr").Single(row => row.QuerySelector("th")!.TextContent == what).QuerySelector("td")!.TextContent);

    [Fact]
    public void Calls_NameThisServer() =>
        Assert.Contains("curl http://localhost/translate", Show().Find("pre").TextContent, StringComparison.Ordinal);

    private IRenderedComponent<ApiGuide> Show()
    {
        IRenderedComponent<ApiGuide> page = Render<ApiGuide>();
        page.WaitForAssertion(() => page.Find("details"), TimeSpan.FromSeconds(60));
        return page;
    }

    private sealed class Told : IOpenApiDocumentProvider
    {
        public Task<OpenApiDocument> GetOpenApiDocumentAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult(OpenApiDocument.Parse(Description).Document!);
    }
}
