using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Browser;

/// <summary>
/// One reader at one server: a page, and everything that went wrong in it. Whatever a test looks for, a script error, a
/// failed request or a breach of the content security policy fails it.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly List<string> _troubles = [];
    private readonly IBrowserContext _context;

    private Visit(WebHost host, string address, IBrowserContext context, IPage page)
    {
        Host = host;
        Address = address;
        _context = context;
        Page = page;
    }

    public WebHost Host { get; }

    /// <summary>Where the server listens, with a slash at the end.</summary>
    public string Address { get; }

    public IPage Page { get; }

    /// <summary>Set by a test that cuts the connection on purpose.</summary>
    public bool ExpectsTrouble { get; set; }

    public ILocator Source => Page.Locator("#source-text");

    public ILocator Translation => Page.Locator("#translation");

    public static async Task<Visit> StartAsync(Chromium chromium, BrowserNewContextOptions? options = null, bool models = true, string query = "")
    {
        var host = new WebHost();
        if (models)
        {
            host.Folder.Add("en", "de");
            host.Folder.Add("de", "en");
        }

        host.UseKestrel(0);
        host.StartServer();
        string address = host.ClientOptions.BaseAddress.ToString();
        await host.ScanAsync();
        IBrowserContext context = await chromium.Browser.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        var visit = new Visit(host, address, context, await context.NewPageAsync());
        visit.Watch();
        await visit.OpenAsync(query);
        return visit;
    }

    public async Task OpenAsync(string query = "")
    {
        await Page.GotoAsync(Address + query);
        await ReadyAsync();
    }

    /// <summary>Until the circuit is there: what is typed or clicked before would be lost.</summary>
    public Task ReadyAsync() => Page.Locator("main[data-interactive=true]").WaitForAsync();

    public Task ExpectTranslationAsync(string text) => Assertions.Expect(Translation).ToHaveTextAsync(text);

    /// <summary>No finding of axe that is serious or critical.</summary>
    public async Task ExpectAccessibleAsync()
    {
        AxeResult result = await Page.RunAxe();
        Assert.Equal(
            [],
            result.Violations
                .Where(each => each.Impact is "serious" or "critical")
                .Select(each => $"{each.Id}: {each.Help} at {string.Join("; ", each.Nodes.Select(node => node.Html))}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        await Host.DisposeAsync();
        if (!ExpectsTrouble)
        {
            Assert.Equal([], _troubles);
        }
    }

    private void Watch()
    {
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _troubles.Add($"console {message.Type}: {message.Text}");
            }
        };
        Page.PageError += (_, error) => _troubles.Add($"script: {error}");
        Page.RequestFailed += (_, request) =>
        {
            // Leaving the page ends its connection and what it was still loading, and that is how it should be.
            if (!request.Url.Contains("/_blazor", StringComparison.Ordinal) && request.Failure != "net::ERR_ABORTED")
            {
                _troubles.Add($"request failed: {request.Url}: {request.Failure}");
            }
        };
        Page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _troubles.Add($"{response.Status}: {response.Url}");
            }
        };
    }
}
