using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Components;

/// <summary>What the components are given: a scripted translator, a catalog, a clock, and browser modules that do nothing.</summary>
public abstract class WebContext : BunitContext
{
    internal const string SourceModule = "./Components/Parts/SourceBox.razor.js";
    internal const string WalkerModule = "./Components/Parts/Walker.razor.js";
    internal const string CanvasModule = "./Components/Parts/AttentionCanvas.razor.js";
    internal const string DownloadsModule = "./Components/Parts/Downloads.razor.js";

    /// <summary>For what must come: generous, for a machine that works beside the tests.</summary>
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    protected WebContext()
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(60);
        Source = JSInterop.SetupModule(SourceModule).SetupModule(call => call.Identifier == "attach");
        Source.Mode = JSRuntimeMode.Loose;
        TargetModule = Part(nameof(TargetBox));
        Choices = Part(nameof(WordChoices));
        History = Part(nameof(HistoryPanel));
        Document = Part(nameof(DocumentPanel));
        JSInterop.SetupVoid("Blazor._internal.domWrapper.focus", _ => true).SetVoidResult();
        JSInterop.SetupVoid("Blazor._internal.InputFile.init", _ => true).SetVoidResult();
        JSInterop.SetupModule(WalkerModule).SetupModule(call => call.Identifier == "attach").Mode = JSRuntimeMode.Loose;
        CanvasHome = JSInterop.SetupModule(CanvasModule);
        CanvasHome.SetupModule(call => call.Identifier == "attach").Mode = JSRuntimeMode.Loose;
        Downloads = JSInterop.SetupModule(DownloadsModule);
        Downloads.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ITranslator>(Translator);
        Services.AddSingleton<IModelCatalog>(Catalog);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(Connection);
        Services.AddSingleton(new LanguageDetector());
        Services.AddSingleton<ISuggestions>(Suggestions);
        Services.AddSingleton<DocumentTranslator>();
        Services.AddSingleton(Options.Create(new ServingOptions { CharacterLimit = 100 }));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    /// <summary>The browser's half of the source box.</summary>
    internal BunitJSModuleInterop Source { get; }

    /// <summary>The module that draws heat maps on a canvas.</summary>
    internal BunitJSModuleInterop CanvasHome { get; }

    /// <summary>The module that saves files.</summary>
    internal BunitJSModuleInterop Downloads { get; }

    internal BunitJSModuleInterop TargetModule { get; }

    internal BunitJSModuleInterop Choices { get; }

    internal BunitJSModuleInterop History { get; }

    internal BunitJSModuleInterop Document { get; }

    internal KeptSuggestions Suggestions { get; } = new();

    internal ScriptedTranslator Translator { get; } = new();

    internal FakeCatalog Catalog { get; } = new();

    internal FakeTimeProvider Time { get; } = new();

    internal CircuitConnection Connection { get; } = new();

    private BunitJSModuleInterop Part(string component)
    {
        BunitJSModuleInterop part = JSInterop.SetupModule($"./Components/Parts/{component}.razor.js").SetupModule(call => call.Identifier == "attach");
        part.Mode = JSRuntimeMode.Loose;
        return part;
    }
}
