using System.Text;
using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Model.Documents;
using Nmt.Model.Errors;

namespace Nmt.Web.Services;

/// <summary>
/// Translates files, a few passages at a time, behind the readers who type. A file's name says what kind it is and is
/// shown in messages; it never becomes a path. Scoped, as the translator is.
/// </summary>
internal sealed class DocumentTranslation(ITranslator translator, IOptions<ServingOptions> options, TimeProvider time)
{
    /// <summary>Ends of the names of files that can be translated.</summary>
    public static readonly IReadOnlyList<string> Extensions = [".txt", ".srt", ".tsv", ".html", ".htm", ".docx"];

    /// <summary>The longest file, in bytes: its passages are all held in memory.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    // Of one request: long enough to fill a batch, short enough that progress is seen and a deadline kept.
    private const int RequestCharacters = 1_500;

    private const int MostTries = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <param name="name">As the sender calls it.</param>
    /// <param name="content">All of it.</param>
    /// <param name="column">Of a table, what is translated; the first column where it is null.</param>
    /// <exception cref="NmtException">It is of no kind that can be translated, or damaged, or too long.</exception>
    public IDocument Open(string name, byte[] content, TsvColumn? column = null)
    {
        string shown = Shown(name);
        DocumentKind kind = KindOf(shown) ?? throw new NmtException(
            $"{shown}: expected a file that ends in {string.Join(", ", Extensions)}. Save it as one of these.");
        if (content.Length > MostBytes)
        {
            throw new NmtException($"{shown}: expected {MostBytes / (1024 * 1024)} MB at most. Split it.");
        }

        IDocument document = kind == DocumentKind.Docx
            ? new WordDocument(content, shown)
            : DocumentFile.Parse(Text(shown, content), shown, kind, column ?? new TsvColumn("1"));
        int limit = options.Value.CharacterLimit;
        return document.Blocks.All(block => block.Text.Length <= limit)
            ? document
            : throw new NmtException($"{shown}: a paragraph is longer than {limit} characters. Break it up.");
    }

    /// <summary>Translates all passages of a document and writes it.</summary>
    /// <param name="document">From <see cref="Open"/>.</param>
    /// <param name="model">The <see cref="InstalledModel.Id"/>.</param>
    /// <param name="progress">Called with how many passages are done.</param>
    /// <param name="token">Stops the work at the next step of decoding.</param>
    /// <returns>The translated file.</returns>
    /// <exception cref="UnavailableException">The server stayed busy, or the model is gone.</exception>
    public async Task<byte[]> TranslateAsync(
        IDocument document,
        string model,
        Action<int>? progress = null,
        CancellationToken token = default)
    {
        var translations = new List<Translation>();
        foreach (IReadOnlyList<TextBlock> blocks in Groups(document.Blocks))
        {
            var request = new TranslationRequest
            {
                Model = model,
                Texts = [.. blocks.Select(block => block.Text)],
                Attention = blocks.Any(block => block.IsFormatted),
                Priority = RequestPriority.Batch,
            };
            translations.AddRange(await InTurnAsync(request, token));
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
        return clean.Length == 0 ? "document" : clean[^Math.Min(clean.Length, 100)..];
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

    private static string Text(string name, byte[] content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException fault)
        {
            throw new NmtException($"{name}: expected text in UTF-8, found another encoding at byte {fault.Index}. Save it as UTF-8.", fault);
        }
    }

    private IEnumerable<IReadOnlyList<TextBlock>> Groups(IReadOnlyList<TextBlock> blocks)
    {
        var group = new List<TextBlock>();
        int length = 0;
        foreach (TextBlock block in blocks)
        {
            if (group.Count > 0 && (length + block.Text.Length > RequestCharacters || group.Count == options.Value.BatchLimit))
            {
                yield return group;
                (group, length) = ([], 0);
            }

            group.Add(block);
            length += block.Text.Length;
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    /// <summary>A document can wait: where the server is busy it asks again a little later.</summary>
    private async Task<IReadOnlyList<Translation>> InTurnAsync(TranslationRequest request, CancellationToken token)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await translator.TranslateAsync(request, token);
            }
            catch (UnavailableException fault) when (fault.Retry && attempt < MostTries)
            {
                await Task.Delay(Pause, time, token);
            }
        }
    }
}
