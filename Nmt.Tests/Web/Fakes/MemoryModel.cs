using Nmt.Model;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Fakes;

/// <summary>A model that is asked for nothing but its memory.</summary>
internal sealed class MemoryModel(IModelMemory? memory) : ILoadedModel
{
    public ModelManifest Manifest { get; } = new() { Name = "memory", SourceLanguage = "en", TargetLanguage = "de" };

    public IModelMemory? Memory => memory;

    public IReadOnlyList<Translation> Translate(
        IReadOnlyList<SourceLine> lines, TranslationOptions options, Action<TranslationUpdate>? progress, CancellationToken token) =>
        throw new NotSupportedException();

    public ForcedTranslation Force(string source, string target, int runnersUp, string? into, CancellationToken token) =>
        throw new NotSupportedException();

    public void Dispose()
    {
        // Holds nothing.
    }
}
