using Microsoft.Extensions.Options;
using Nmt.Model;
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

        return new LoadedBundle(Translator.Load(folder, options.Value.Device));
    }

    private sealed class LoadedBundle(Translator translator) : ILoadedModel
    {
        public IReadOnlyList<Translation> Translate(
            IReadOnlyList<string> lines,
            TranslationOptions options,
            Action<TranslationUpdate>? progress,
            CancellationToken token) =>
            translator.Translate(lines, options, progress, token);

        public void Dispose() => translator.Dispose();
    }
}
