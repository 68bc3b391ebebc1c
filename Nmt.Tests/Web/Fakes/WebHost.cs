using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Nmt.Web.Services;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Fakes;

/// <summary>The whole server over a models folder of its own, with phrase books for models unless it is told otherwise.</summary>
internal sealed class WebHost : WebApplicationFactory<ModelLibrary>
{
    private readonly Dictionary<string, string> _settings = [];

    public ModelsFolder Folder { get; } = new();

    public PhraseBook Book { get; } = new();

    /// <summary>The clock; null for the machine's own.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Whether the bundles of the folder are loaded as they are.</summary>
    public bool RealModels { get; init; }

    /// <summary>The program that the pages start; no process is.</summary>
    public FakeNmt Nmt { get; } = new();

    public WebHost With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>Looks at the folder now instead of at the next poll.</summary>
    public Task ScanAsync() => Services.GetRequiredService<ModelLibrary>().ScanAsync(CancellationToken.None);

    /// <summary>A host with English and German both ways, its models loaded.</summary>
    public static Task<WebHost> StartAsync(params (string Setting, string Value)[] settings) => StartAsync(null, settings);

    /// <summary>The same, with a clock of its own where there is one.</summary>
    public static async Task<WebHost> StartAsync(TimeProvider? time, params (string Setting, string Value)[] settings)
    {
        var host = new WebHost { Time = time };
        foreach ((string setting, string value) in settings)
        {
            host.With(setting, value);
        }

        host.Folder.Add("en", "de");
        host.Folder.Add("de", "en");
        await host.ScanAsync();
        return host;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Nmt:Models", Folder.Models);
        builder.UseSetting("Nmt:Runs", Folder.Runs);
        builder.UseSetting("Nmt:Suggestions", Folder.Suggestions);
        builder.UseSetting("Nmt:Workshop:Folder", Folder.Workshop);
        foreach ((string setting, string value) in _settings)
        {
            builder.UseSetting(setting, value);
        }

        builder.ConfigureTestServices(services =>
        {
            if (!RealModels)
            {
                services.Replace(ServiceDescriptor.Singleton<IModelLoader>(Book));
            }

            services.Replace(ServiceDescriptor.Singleton<INmtProgram>(Nmt));
            if (Time is not null)
            {
                services.Replace(ServiceDescriptor.Singleton(Time));
            }

            services.AddLogging(logging => logging.ClearProviders()); // a thousand lines would bury the one that matters
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Folder.Dispose();
        }
    }
}
