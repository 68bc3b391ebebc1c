using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Model.Documents;
using Nmt.Model.Errors;
using Nmt.Web.Services;

namespace Nmt.Web.Api;

/// <summary>
/// <c>POST /translate</c> as LibreTranslate 1.9 answers it: the same parameters, checked in the same order, with the same
/// messages.
/// </summary>
internal sealed class TranslateEndpoint(
    ITranslator translator,
    IModelCatalog catalog,
    LanguageDetector detector,
    ApiGate gate,
    IOptions<ServingOptions> options)
{
    public async Task<IResult> TranslateAsync(HttpRequest request)
    {
        ApiCall call = await ApiCall.ReadAsync(request);
        gate.Admit(request.HttpContext, call.Key, call.Texts.Count);
        IReadOnlyList<string> texts = call.RequireTexts();
        string source = call.Require("source");
        string target = call.Require("target");
        int alternatives = Alternatives(call["alternatives"]);
        CheckLimits(call);

        var languages = new ApiLanguages(catalog.Models);
        DetectedLanguage? detected = null;
        if (source.Equals("auto", StringComparison.OrdinalIgnoreCase))
        {
            detected = Detect(string.Join('\n', texts), languages.Sources);
            source = detected.Language;
        }

        source = languages.Resolve(source);
        target = languages.Resolve(target);
        bool html = IsHtml(call["format"] ?? "text");
        ServedDirection? by = languages.Find(source, target);

        var work = new Work(by, html ? 0 : alternatives, request.HttpContext.RequestAborted);
        IReadOnlyList<TranslatedText> translated = html
            ? await TranslateHtmlAsync(texts, work)
            : await TranslateTextsAsync(texts, work);
        return Results.Json(TranslateAnswer.Create(call, translated, detected, alternatives > 0));
    }

    /// <summary>The longest text of a request, in UTF-16 units.</summary>
    public int CharacterLimit => options.Value.CharacterLimit;

    /// <summary>English with confidence 0 where nothing speaks for any language, as LibreTranslate answers.</summary>
    public DetectedLanguage Detect(string text, IReadOnlyList<string> languages)
    {
        DetectedLanguage? best = detector.Detect(text, languages).FirstOrDefault();
        return best is { Confidence: > 0 }
            ? best
            : new DetectedLanguage(languages.Contains("en") ? "en" : languages.FirstOrDefault() ?? "en", 0);
    }

    private int Alternatives(string? value)
    {
        if (value is null)
        {
            return 0;
        }

        if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int count))
        {
            throw ApiException.BadRequest("Invalid request: alternatives parameter is not a number");
        }

        int limit = options.Value.Alternatives;
        return count <= limit
            ? Math.Max(0, count)
            : throw ApiException.BadRequest($"Invalid request: alternatives parameter must be <= {limit}");
    }

    private void CheckLimits(ApiCall call)
    {
        Check(call.Texts.Count, call.IsArray ? options.Value.BatchLimit : int.MaxValue);
        foreach (string text in call.Texts)
        {
            Check(text.Length, options.Value.CharacterLimit);
        }

        static void Check(int size, int limit)
        {
            if (size > limit)
            {
                throw ApiException.BadRequest($"Invalid request: request ({size}) exceeds text limit ({limit})");
            }
        }
    }

    private static bool IsHtml(string format) => format switch
    {
        "text" => false,
        "html" => true,
        _ => throw ApiException.BadRequest($"{format} format is not supported"),
    };

    private async Task<IReadOnlyList<TranslatedText>> TranslateHtmlAsync(IReadOnlyList<string> texts, Work work)
    {
        HtmlPage[] pages = [.. texts.Select(Parse)];
        TextBlock[] blocks = [.. pages.SelectMany(page => page.Blocks)];
        if (work.By is null || blocks.Length == 0)
        {
            return [.. texts.Select(TranslatedText.Unchanged)];
        }

        bool tagged = blocks.Any(block => block.IsFormatted);
        var answers = new Queue<Translation>(
            await AskAsync([.. blocks.Select(block => block.Text)], work with { Attention = tagged }));
        return
        [
            .. pages.Select(page =>
                TranslatedText.Unchanged(page.ToHtml([.. page.Blocks.Select(_ => answers.Dequeue())]))),
        ];
    }

    private static HtmlPage Parse(string html)
    {
        try
        {
            return new HtmlPage(html);
        }
        catch (NmtException fault)
        {
            throw ApiException.BadRequest(fault.Message);
        }
    }

    private async Task<IReadOnlyList<TranslatedText>> TranslateTextsAsync(IReadOnlyList<string> texts, Work work)
    {
        string[] spoken = work.By is null ? [] : [.. texts.Where(HasWords)];
        if (spoken.Length == 0)
        {
            return [.. texts.Select(TranslatedText.Unchanged)];
        }

        var answers = new Queue<Translation>(await AskAsync(spoken, work));
        return
        [
            .. texts.Select(text => HasWords(text)
                ? Choose(answers.Dequeue(), work.Alternatives)
                : TranslatedText.Unchanged(text)),
        ];
    }

    private Task<IReadOnlyList<Translation>> AskAsync(IReadOnlyList<string> texts, Work work) => translator.TranslateAsync(
        new TranslationRequest
        {
            Model = work.By!.Model.Id,
            Target = work.By.Target,
            Texts = texts,
            Hypotheses = work.Alternatives + 1,
            Attention = work.Attention,
            Priority = RequestPriority.Batch,
        },
        work.Token);

    private static TranslatedText Choose(Translation translation, int alternatives) => new(
        translation.Text,
        [
            .. translation.Hypotheses.Select(hypothesis => hypothesis.Text)
                .Distinct()
                .Where(text => text != translation.Text)
                .Take(alternatives),
        ]);

    /// <summary>False for emoji, punctuation and white space alone, which come back as they are.</summary>
    private static bool HasWords(string text) => text.EnumerateRunes().Any(Rune.IsLetterOrDigit);

    // By nobody where source and target are one language.
    private sealed record Work(ServedDirection? By, int Alternatives, CancellationToken Token)
    {
        /// <summary>Inline tags of HTML go where the attention says.</summary>
        public bool Attention { get; init; }
    }
}
