using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Model.Constraints;
using Nmt.Model.Search;
using TorchSharp;

namespace Nmt.Web.Services;

/// <summary>Loads bundles through <see cref="Translator"/>.</summary>
internal sealed class BundleLoader(IOptions<ServingOptions> options) : IModelLoader
{
    public ILoadedModel Load(string folder)
    {
        if (options.Value.Threads > 0)
        {
            torch.set_num_threads(options.Value.Threads);
        }

        var translator = Translator.Load(folder, options.Value.Device);
        try
        {
            translator.Bundle.CheckDirections();
            WarmUp(translator);
            return new LoadedBundle(translator);
        }
        catch
        {
            translator.Dispose();
            throw;
        }
    }

    // The first translation of a process takes seconds that no reader should wait: code is compiled, threads are made.
    private static void WarmUp(Translator translator) => translator.Translate(
        [new SourceLine("1", LineConstraints.None) { Into = translator.Bundle.Manifest.Directions[0].Target }],
        new TranslationOptions { Search = new SearchOptions { MaxLength = 2 } });

    private sealed class LoadedBundle(Translator translator) : ILoadedModel
    {
        public ModelManifest Manifest => translator.Bundle.Manifest;

        public IModelMemory? Memory { get; } = new BundleMemory(translator.Bundle.Model);

        public IReadOnlyList<Translation> Translate(
            IReadOnlyList<SourceLine> lines,
            TranslationOptions options,
            Action<TranslationUpdate>? progress,
            CancellationToken token) =>
            translator.Translate(lines, options, progress, token);

        public ForcedTranslation Force(string source, string target, int runnersUp, string? into, CancellationToken token) =>
            translator.Force(source, target, runnersUp, into, token);

        public void Dispose() => translator.Dispose();
    }
}
