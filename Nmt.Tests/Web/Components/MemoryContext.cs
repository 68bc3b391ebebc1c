using Bunit;
using Nmt.Model;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

/// <summary>A model with memory, and the browser's halves of what draws it.</summary>
public abstract class MemoryContext : WebContext
{
    protected MemoryContext()
    {
        Canvas = JSInterop.SetupModule("./Components/Parts/HeatCanvas.razor.js").SetupModule(call => call.Identifier == "attach");
        Canvas.Mode = JSRuntimeMode.Loose;
        Translator.Loaded = new MemoryModel(Memory);
    }

    internal WaveMemory Memory { get; } = new();

    internal BunitJSModuleInterop Canvas { get; }

    internal static InspectorSubject Subject(string source = "the red house", string target = "das rote Haus") =>
        Subject(Translations.Of(source, target));

    internal static InspectorSubject Subject(Translation translation) => new(translation, 0, "en-de", "en", "de");
}
