using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web;

/// <summary>Every file that the page needs comes with a body, from wherever the server is started.</summary>
public sealed partial class StaticAssetsTests
{
    [Fact]
    public async Task Page_EveryScriptAndStyle_HasABody()
    {
        await using WebHost host = await WebHost.StartAsync();
        await ExpectAssetsAsync(host.CreateClient());
    }

    [Theory]
    [InlineData("/_framework/blazor.web.js", "components-reconnect")]
    [InlineData("/Components/Parts/SourceBox.razor.js", "attach")]
    [InlineData("/Components/Parts/Walker.razor.js", "attach")]
    [InlineData("/Components/Parts/AttentionCanvas.razor.js", "attach")]
    [InlineData("/Components/Parts/Downloads.razor.js", "savePicture")]
    public async Task Asset_ByName_HasItsContent(string path, string content)
    {
        await using WebHost host = await WebHost.StartAsync();
        Assert.Contains(content, await host.CreateClient().GetStringAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_AnyAnswer_HasTheSecurityHeaders()
    {
        await using WebHost host = await WebHost.StartAsync();
        HttpResponseMessage response = await host.CreateClient().GetAsync("/");
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Page_Html_HasNothingInline()
    {
        await using WebHost host = await WebHost.StartAsync();
        foreach (string page in new[] { "/", "/about", "/nowhere" })
        {
            HttpResponseMessage response = await BrowserOf(host).GetAsync(page);
            string html = await response.Content.ReadAsStringAsync();
            Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)", html);
            Assert.DoesNotMatch(@"<style|\sstyle=|\son[a-z]+=", html);
        }
    }

    [Fact]
    public async Task Page_Unknown_Answers404()
    {
        await using WebHost host = await WebHost.StartAsync();
        HttpResponseMessage response = await BrowserOf(host).GetAsync("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no such page", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        HttpResponseMessage toProgram = await host.CreateClient().GetAsync("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, toProgram.StatusCode);
        Assert.Empty(await toProgram.Content.ReadAsStringAsync());
    }

    /// <summary>From bin/ in Production the framework serves every asset with 200 and no bytes, unless told otherwise.</summary>
    [Fact]
    public async Task Program_FromBinInProduction_ServesAssets()
    {
        using var folder = new ModelsFolder();
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && path.EndsWith("dotnet", StringComparison.Ordinal) ? path : "dotnet")
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(typeof(Nmt.Web.Services.ModelLibrary).Assembly.Location);
        start.ArgumentList.Add("--urls=http://127.0.0.1:0");
        start.ArgumentList.Add($"--Nmt:Models={folder.Models}");
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        using Process server = Process.Start(start)!;
        try
        {
            string address = await ReadAddressAsync(server);
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            await ExpectAssetsAsync(client);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    /// <summary>A client that wants pages.</summary>
    private static HttpClient BrowserOf(WebHost host)
    {
        HttpClient client = host.CreateClient();
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }

    private static async Task<string> ReadAddressAsync(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                return match.Groups[1].Value;
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }

    private static async Task ExpectAssetsAsync(HttpClient client)
    {
        string html = await client.GetStringAsync("/");
        string[] assets = [.. Asset().Matches(html).Select(match => match.Groups[1].Value).Where(each => each.Contains('.', StringComparison.Ordinal))];
        Assert.Contains(assets, asset => asset.StartsWith("_framework/blazor.web.", StringComparison.Ordinal));
        Assert.Contains(assets, asset => asset.EndsWith(".css", StringComparison.Ordinal));
        foreach (string asset in assets)
        {
            HttpResponseMessage response = await client.GetAsync(asset);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync());
        }
    }

    [GeneratedRegex(@"(?:src|href)=""([^""#/][^""]*)""")]
    private static partial Regex Asset();

    [GeneratedRegex(@"listening on: (http://\S+)")]
    private static partial Regex Listening();
}
