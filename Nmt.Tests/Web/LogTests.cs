using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web;

public sealed class LogTests
{
    private const string Secret = "Rumpelstilzchen";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Log_HoldsTexts_OnlyWhereAskedFor(bool asked)
    {
        using var lines = new Lines();
        await using WebHost host = new WebHost().With("Nmt:LogTexts", asked ? "true" : "false");
        host.Folder.Add("en", "de");
        await using var logging = host.WithWebHostBuilder(builder => builder.ConfigureServices(
            services => services.AddLogging(logging => logging.AddProvider(lines).SetMinimumLevel(LogLevel.Information))));
        await logging.Services.GetRequiredService<ModelLibrary>().ScanAsync(CancellationToken.None);
        HttpClient client = logging.CreateClient();

        await client.PostAsJsonAsync("/translate", new { q = Secret, source = "en", target = "de" });
        await client.PostAsync($"/translate?q={Secret}&source=en&target=de", null);
        await client.PostAsync($"/translate?q={Secret}&source=xx&target=de", null);
        host.Book.BeforeWord = (_, _) => throw new Nmt.Model.Errors.NmtException($"'{Secret}': cannot be met.");
        await client.PostAsJsonAsync("/api/v1/translate", new { texts = new[] { Secret }, model = "en-de" });
        await client.PostAsJsonAsync("/suggest", new { q = Secret, s = Secret, source = "en", target = "de" });

        Assert.NotEmpty(lines.All);
        Assert.Equal(asked, lines.All.Any(line => line.Contains(Secret, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Log_OfWhatNobodyForesaw_SaysWhereAndQuotesTextsOnlyWhereAskedFor(bool asked)
    {
        using var lines = new Lines();
        await using WebHost host = new WebHost().With("Nmt:LogTexts", asked ? "true" : "false");
        host.Folder.Add("en", "de");
        await using var logging = host.WithWebHostBuilder(builder => builder.ConfigureServices(
            services => services.AddLogging(logging => logging.AddProvider(lines).SetMinimumLevel(LogLevel.Information))));
        await logging.Services.GetRequiredService<ModelLibrary>().ScanAsync(CancellationToken.None);
        host.Book.BeforeWord = (_, _) => throw new KeyNotFoundException($"'{Secret}' is not there.", new IndexOutOfRangeException(Secret));
        HttpResponseMessage response = await logging.CreateClient().PostAsJsonAsync("/translate", new { q = "hello", source = "en", target = "de" });

        Assert.Equal(500, (int)response.StatusCode);
        string line = Assert.Single(lines.All, each => each.StartsWith("Error Model en-de failed", StringComparison.Ordinal));
        Assert.Contains(nameof(KeyNotFoundException), line, StringComparison.Ordinal);
        Assert.Contains(nameof(IndexOutOfRangeException), line, StringComparison.Ordinal);
        Assert.Contains(nameof(PhraseBook), line, StringComparison.Ordinal);
        Assert.Equal(asked, lines.All.Any(each => each.Contains(Secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Log_OfOrdinaryRequests_HasNoWarning()
    {
        using var lines = new Lines();
        await using WebHost host = new();
        host.Folder.Add("en", "de");
        await using var logging = host.WithWebHostBuilder(builder => builder.ConfigureServices(
            services => services.AddLogging(logging => logging.AddProvider(lines))));
        await logging.Services.GetRequiredService<ModelLibrary>().ScanAsync(CancellationToken.None);
        HttpClient client = logging.CreateClient();
        await client.GetStringAsync("/");
        await client.PostAsJsonAsync("/translate", new { q = "hello", source = "en", target = "de" });
        await client.GetStringAsync("/languages");
        Assert.DoesNotContain(lines.All, line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
    }

    /// <summary>Everything that is logged, as text.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
