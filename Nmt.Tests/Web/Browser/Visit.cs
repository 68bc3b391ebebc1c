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
    /// <summary>How long to wait for what must come; what never comes is a failure, not a suite that stands still.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A page with the inspector open has some eighty.
    private const int MostStops = 250;

    /// <summary>Where the page can be scrolled sideways, the elements that reach beyond the window.</summary>
    private const string Wide = """
        () => {
          const width = document.documentElement.clientWidth;
          return document.documentElement.scrollWidth === width ? '' : [...document.body.querySelectorAll('*')]
            .filter(element => element.getBoundingClientRect().right > width)
            .map(element => `${element.outerHTML.slice(0, 80)} to ${Math.round(element.getBoundingClientRect().right)} px`)
            .join('; ') || 'what, is not to be seen';
        }
        """;

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

    /// <summary>Where the page is found, with a slash at the end: at the server, unless a test puts a wire between.</summary>
    public string Address { get; set; }

    public IPage Page { get; }

    /// <summary>Set by a test that cuts the connection on purpose.</summary>
    public bool ExpectsTrouble { get; set; }

    public ILocator Source => Page.Locator("#source-text");

    public ILocator Translation => Page.Locator("#translation");

    public static Task<Visit> StartAsync(Chromium chromium, BrowserNewContextOptions? options = null, bool models = true, string query = "") =>
        StartAsync(chromium, new WebHost(), options, models, query);

    /// <summary>At a server that is set up, but not started yet.</summary>
    public static async Task<Visit> StartAsync(
        Chromium chromium, WebHost host, BrowserNewContextOptions? options = null, bool models = true, string query = "")
    {
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

    /// <summary>Goes from stop to stop with the Tab key, as one without a pointer does, until it stands on such an element.</summary>
    /// <param name="selector">Of the element; in a list, of any that will do.</param>
    /// <param name="key">Shift+Tab goes backwards.</param>
    public async Task TabToAsync(string selector, string key = "Tab")
    {
        var passed = new HashSet<string>();
        for (int stop = 0; stop < MostStops; stop++)
        {
            await Page.Keyboard.PressAsync(key);
            if (await Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }

            passed.Add(await Page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 80)"));
        }

        Assert.Fail($"{key} does not lead to {selector}, only to {string.Join("; ", passed)}");
    }

    /// <summary>Tabs to an element and presses Enter there.</summary>
    public async Task EnterAsync(string selector, string key = "Tab")
    {
        await TabToAsync(selector, key);
        await Page.Keyboard.PressAsync("Enter");
    }

    public Task ExpectTranslationAsync(string text) => Assertions.Expect(Translation).ToHaveTextAsync(text);

    /// <summary>No finding of axe that is serious or critical.</summary>
    /// <param name="view">What is looked at, for the finding.</param>
    public async Task ExpectAccessibleAsync(string view = "the page")
    {
        AxeResult result = await Page.RunAxe();
        ExpectNone(
            result.Violations
                .Where(each => each.Impact is "serious" or "critical")
                .Select(each => $"{view}: {each.Id}: {each.Help} at {string.Join("; ", each.Nodes.Select(node => node.Html))}"));
    }

    /// <summary>Accessible, and nothing wider than the window.</summary>
    public async Task ExpectSoundAsync(string view)
    {
        string wide = await Page.EvaluateAsync<string>(Wide);
        Assert.True(wide.Length == 0, $"{view}: wider than the window: {wide}");
        await ExpectAccessibleAsync(view);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        await Host.DisposeAsync();
        if (!ExpectsTrouble)
        {
            ExpectNone(_troubles);
        }
    }

    // Assert.Empty would cut each of them off after a few words.
    private static void ExpectNone(IEnumerable<string> troubles)
    {
        string all = string.Join('\n', troubles);
        Assert.True(all.Length == 0, all);
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
