using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

/// <summary>What the components are given: a scripted translator, a catalog, a clock, and browser modules that do nothing.</summary>
public abstract class WebContext : BunitContext
{
    internal const string SourceModule = "./Components/Parts/SourceBox.razor.js";
    internal const string MapModule = "./Components/Parts/AttentionMap.razor.js";

    protected WebContext()
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(60);
        Source = JSInterop.SetupModule(SourceModule).SetupModule(call => call.Identifier == "attach");
        Source.Mode = JSRuntimeMode.Loose;
        Map = JSInterop.SetupModule(MapModule).SetupModule(call => call.Identifier == "attach");
        Map.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ITranslator>(Translator);
        Services.AddSingleton<IModelCatalog>(Catalog);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(Connection);
        Services.AddSingleton(new LanguageDetector());
        Services.AddSingleton(Options.Create(new ServingOptions { CharacterLimit = 100 }));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    /// <summary>The browser's half of the source box.</summary>
    internal BunitJSModuleInterop Source { get; }

    internal BunitJSModuleInterop Map { get; }

    internal ScriptedTranslator Translator { get; } = new();

    internal FakeCatalog Catalog { get; } = new();

    internal FakeTimeProvider Time { get; } = new();

    internal CircuitConnection Connection { get; } = new();
}
