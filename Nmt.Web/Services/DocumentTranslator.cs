using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Model.Documents;

namespace Nmt.Web.Services;

/// <summary>
/// Translates documents block by block, few at a time: between them the worker serves whoever else waits, so that a
/// book delays nobody's sentence by more than a paragraph.
/// </summary>
internal sealed class DocumentTranslator(ITranslator translator, IOptions<ServingOptions> options)
{
    /// <summary>One translation for each block.</summary>
    /// <param name="document">What to translate.</param>
    /// <param name="model">The <see cref="InstalledModel.Id"/>.</param>
    /// <param name="progress">Hears the share that is done, 0 to 1, after each step; null costs nothing.</param>
    /// <param name="token">Stops at the next decode step.</param>
    /// <exception cref="UnavailableException">Busy, too slow, or no such model.</exception>
    public async Task<IReadOnlyList<Translation>> TranslateAsync(
        IDocument document, string model, IProgress<double>? progress, CancellationToken token)
    {
        var translations = new List<Translation>(document.Blocks.Count);
        foreach (TextBlock[] blocks in Portions.Of(document.Blocks, block => block.Text.Length))
        {
            translations.AddRange(await TranslateAsync(blocks, model, token));
            progress?.Report((double)translations.Count / document.Blocks.Count);
        }

        return translations;
    }

    private async Task<IReadOnlyList<Translation>> TranslateAsync(TextBlock[] blocks, string model, CancellationToken token)
    {
        int limit = options.Value.CharacterLimit;
        var request = new TranslationRequest
        {
            Model = model,
            Texts = [.. blocks.Select(block => block.Text)],
            Attention = blocks.Any(block => block.IsFormatted),
            Priority = RequestPriority.Batch,
        };
        if (Array.TrueForAll(blocks, block => block.Text.Length <= limit))
        {
            return await translator.TranslateAsync(request, token);
        }

        var translations = new List<Translation>(blocks.Length);
        foreach (TextBlock block in blocks)
        {
            translations.Add(await TranslateLongAsync(block, request, token));
        }

        return translations;
    }

    // A paragraph beyond the limit goes in parts; its formats are then shared out by place, not by attention.
    private async Task<Translation> TranslateLongAsync(TextBlock block, TranslationRequest request, CancellationToken token)
    {
        var parts = new List<Translation>();
        foreach (string part in Cut(block.Text))
        {
            parts.AddRange(await translator.TranslateAsync(request with { Texts = [part], Attention = false }, token));
        }

        return parts[0] with
        {
            Source = block.Text,
            Text = string.Join(' ', parts.Select(part => part.Text)),
            Segments = parts.Sum(part => part.Segments),
            Truncated = parts.Any(part => part.Truncated),
        };
    }

    private IEnumerable<string> Cut(string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int end = Math.Min(text.Length, start + options.Value.CharacterLimit);
            int space = end < text.Length ? text.LastIndexOf(' ', end - 1, end - start) : -1;
            end = space > start ? space : end;
            yield return text[start..end].Trim();
            start = end;
        }
    }
}
