using Nmt.Model;

namespace Nmt.Web.Services;

/// <summary>A model in memory. Only the thread that opened it may call it: see <see cref="ITranslator.AskAsync"/>.</summary>
public interface ILoadedModel : IDisposable
{
    /// <summary>What the bundle says of itself.</summary>
    ModelManifest Manifest { get; }

    /// <summary>Its memory cells; null for a model that has none of its own to show.</summary>
    IModelMemory? Memory => null;

    /// <inheritdoc cref="Translator.Translate(IReadOnlyList{SourceLine}, TranslationOptions, Action{TranslationUpdate}, CancellationToken)"/>
    IReadOnlyList<Translation> Translate(
        IReadOnlyList<SourceLine> lines,
        TranslationOptions options,
        Action<TranslationUpdate>? progress,
        CancellationToken token);

    /// <inheritdoc cref="Translator.Force"/>
    ForcedTranslation Force(string source, string target, int runnersUp, string? into, CancellationToken token);
}
