using System.Globalization;
using Nmt.Model;
using Nmt.Model.Documents;

namespace Nmt.Training.Commands;

/// <summary>A document on its way through the translator.</summary>
/// <param name="translator">Translates the blocks.</param>
/// <param name="options">How.</param>
/// <param name="error">Receives warnings and the summary.</param>
/// <param name="source">What a warning calls the document.</param>
internal sealed class DocumentWork(Translator translator, TranslationOptions options, TextWriter error, string source)
{
    // Attention of formatted blocks is held until they are written; few enough blocks for memory, enough to batch well.
    private const int BlocksAtOnce = 1_000;

    private const int ShownCharacters = 60;

    private long _pieces;

    /// <summary>One translation for each block.</summary>
    public IReadOnlyList<Translation> Translate(IDocument document, CancellationToken cancellation) =>
        [.. document.Blocks.Chunk(BlocksAtOnce).SelectMany(blocks => TranslateBlocks(blocks, cancellation))];

    public void Summarize(IDocument document, TimeSpan elapsed) => error.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"nmt: texts: {document.Blocks.Count}, pieces: {_pieces}, seconds: {elapsed.TotalSeconds:F1}, pieces/s: {_pieces / Math.Max(elapsed.TotalSeconds, 1e-3):F0}"));

    private IReadOnlyList<Translation> TranslateBlocks(TextBlock[] blocks, CancellationToken cancellation)
    {
        var search = options.Search with { KeepAttention = blocks.Any(block => block.IsFormatted) };
        var translations = translator.Translate(
            [.. blocks.Select(block => block.Text)],
            options with { Search = search, SplitSentences = true },
            progress: null,
            cancellation);
        foreach (var translation in translations)
        {
            _pieces += translation.Hypotheses[0].Pieces.Count - translation.Segments; // Eos is no piece of text
            if (translation.Truncated)
                error.WriteLine($"nmt: warning: {source}, \"{Shown(translation.Source)}\": the translation reached the length limit and was ended there.");
        }

        return translations;
    }

    private static string Shown(string text) => text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "…";
}
