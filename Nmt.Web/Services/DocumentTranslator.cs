using System.Text;
using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Model.Documents;
using Nmt.Model.Errors;
using Nmt.Model.Files;
using Nmt.Model.Text;

namespace Nmt.Web.Services;

/// <summary>
/// Translates files, a few passages at a time: between them the worker serves whoever else waits, so that a book delays
/// nobody's sentence by more than a paragraph. A file's name says what kind it is and is shown in messages; it never
/// becomes a path. Scoped, as the translator is.
/// </summary>
internal sealed class DocumentTranslator(
    ITranslator translator, CircuitConnection reader, IOptions<ServingOptions> options, TimeProvider time)
{
    /// <summary>Ends of the names of files that can be translated.</summary>
    public static readonly IReadOnlyList<string> Extensions = [".txt", ".srt", ".tsv", ".html", ".htm", ".docx"];

    /// <summary>For how long a busy server is asked again, for each portion anew.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int LongestName = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Reads a file.</summary>
    /// <param name="name">As the sender calls it.</param>
    /// <param name="content">All of it; how much is too much is the caller's to say.</param>
    /// <param name="column">Of a table, what is translated; the first column where it is null.</param>
    /// <exception cref="NmtException">It is of no kind that can be translated, or damaged.</exception>
    public static IDocument Open(string name, byte[] content, TsvColumn? column = null)
    {
        string shown = Shown(name);
        DocumentKind kind = KindOf(shown) ?? throw new NmtException(
            $"{shown}: expected a file that ends in {string.Join(", ", Extensions)}. Save it as one of these.");
        if (kind == DocumentKind.Docx)
        {
            return new WordDocument(content, shown);
        }

        using var text = new Utf8LineReader(new MemoryStream(content, writable: false), shown);
        return DocumentFile.Parse(text.ReadToEnd(), shown, kind, column ?? new TsvColumn("1"));
    }

    /// <summary>Translates all passages of a document and writes it.</summary>
    /// <param name="document">From <see cref="Open"/>.</param>
    /// <param name="by">Which model translates it, into which language.</param>
    /// <param name="progress">Called with how many passages are done.</param>
    /// <param name="token">Stops the work at the next step of decoding.</param>
    /// <returns>The translated file.</returns>
    /// <exception cref="UnavailableException">The server stayed busy, or the model is gone.</exception>
    public async Task<byte[]> TranslateAsync(
        IDocument document,
        ServedDirection by,
        Action<int>? progress = null,
        CancellationToken token = default)
    {
        var translations = new List<Translation>(document.Blocks.Count);
        foreach (TextBlock[] blocks in Portions.Of(document.Blocks, LengthOf))
        {
            // A tab that lost its server comes back or is given up; meanwhile the worker is for others.
            await reader.WhenHereAsync(token);
            translations.AddRange(blocks is [var only] && IsLong(only)
                ? [await TranslateLongAsync(only, by, token)]
                : await InTurnAsync(RequestOf(by, [.. blocks.Select(block => block.Text)], blocks.Any(block => block.IsFormatted)), token));
            progress?.Invoke(translations.Count);
        }

        using var output = new MemoryStream();
        document.Write(translations, output);
        return output.ToArray();
    }

    /// <summary>A name without any folder and without what no name should hold; never empty.</summary>
    internal static string Shown(string name)
    {
        string last = name.Split('/', '\\')[^1];
        string clean = string.Concat(last.Where(each => !char.IsControl(each) && each is not (':' or '*' or '?' or '"' or '<' or '>' or '|'))).Trim();
        return clean.Length == 0 ? "document" : clean[^Math.Min(clean.Length, LongestName)..];
    }

    /// <summary>What a translated file is called: the language before the end of the name.</summary>
    internal static string NameOf(string name, string language)
    {
        string shown = Shown(name);
        string extension = Path.GetExtension(shown);
        return $"{shown[..^extension.Length]}.{language}{extension}";
    }

    private static DocumentKind? KindOf(string name) =>
        name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? DocumentKind.Text : DocumentFile.KindOf(name);

    private static TranslationRequest RequestOf(ServedDirection by, IReadOnlyList<string> texts, bool attention) => new()
    {
        Model = by.Model.Id,
        Target = by.Target,
        Texts = texts,
        Attention = attention,
        Priority = RequestPriority.Batch,
    };

    private bool IsLong(TextBlock block) => block.Text.Length > options.Value.CharacterLimit;

    // A long paragraph is a portion by itself.
    private int LengthOf(TextBlock block) => IsLong(block) ? Portions.Characters : block.Text.Length;

    /// <summary>
    /// A paragraph beyond the limit of one request goes in parts; its formats are then shared out by place, not by
    /// attention.
    /// </summary>
    private async Task<Translation> TranslateLongAsync(TextBlock block, ServedDirection by, CancellationToken token)
    {
        var parts = new List<Translation>();
        var text = new StringBuilder();
        foreach (TextSpan span in LongText.Cut(block.Text, options.Value.CharacterLimit))
        {
            if (span.IsGap)
            {
                text.Append(span.Text);
                continue;
            }

            await reader.WhenHereAsync(token);
            parts.AddRange(await InTurnAsync(RequestOf(by, [span.Text], attention: false), token));
            text.Append(parts[^1].Text);
        }

        return parts[0] with
        {
            Source = block.Text,
            Text = text.ToString(),
            Segments = parts.Sum(part => part.Segments),
            Truncated = parts.Any(part => part.Truncated),
        };
    }

    /// <summary>A document can wait: where the server is busy it asks again a little later, but not for ever.</summary>
    private async Task<IReadOnlyList<Translation>> InTurnAsync(TranslationRequest request, CancellationToken token)
    {
        long begin = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await translator.TranslateAsync(request, token);
            }
            catch (UnavailableException fault) when (fault.Retry && time.GetElapsedTime(begin) < Patience)
            {
                await Task.Delay(Pause, time, token);
            }
        }
    }
}
