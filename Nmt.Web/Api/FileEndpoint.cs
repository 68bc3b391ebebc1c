using System.Globalization;
using Microsoft.Extensions.Options;
using Nmt.Model.Documents;
using Nmt.Model.Errors;
using Nmt.Web.Services;

namespace Nmt.Web.Api;

/// <summary><c>POST /translate_file</c> and <c>GET /download_file/{name}</c>: files whose layout stays.</summary>
internal sealed class FileEndpoint(
    DocumentTranslator documents,
    TranslatedFiles files,
    TranslateEndpoint texts,
    IModelCatalog catalog,
    ApiGate gate,
    IOptions<ApiOptions> options)
{
    private const int DetectionSample = 2_000;

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".htm"] = "text/html; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".srt"] = "application/x-subrip; charset=utf-8",
        [".tsv"] = "text/tab-separated-values; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
    };

    /// <summary>The ends of the names of files that can be translated.</summary>
    public static IReadOnlyList<string> Formats => [.. Types.Keys];

    public async Task<IResult> TranslateAsync(HttpRequest request)
    {
        ApiCall call = await ApiCall.ReadAsync(request);
        IFormFile file = call.File ?? throw ApiException.Missing("file");
        gate.Admit(request.HttpContext, call.Key, CostOf(file.Length));
        string source = call.Require("source");
        string target = call.Require("target");

        string name = DocumentTranslator.Shown(file.FileName);
        string extension = Path.GetExtension(name);
        CheckFile(file, extension);
        byte[] given = await BytesOfAsync(file);
        IDocument document = Open(name, given, call["column"] ?? "1");
        CheckLength(document);

        var languages = new ApiLanguages(catalog.Models);
        source = source.Equals("auto", StringComparison.OrdinalIgnoreCase) ? texts.Detect(Sample(document), languages.Sources).Language : source;
        target = languages.Resolve(target);
        ServedDirection? by = languages.Find(languages.Resolve(source), target);

        byte[] content = by is null
            ? given
            : await documents.TranslateAsync(document, by, null, request.HttpContext.RequestAborted);
        string newName = $"{Path.GetFileNameWithoutExtension(name)}_{target}{extension}";
        string id = files.Add(new TranslatedFile(newName, Types[extension], content));
        return Results.Json(new LibreFileLink(
            $"{request.Scheme}://{request.Host}{request.PathBase}/download_file/{id}.{Uri.EscapeDataString(newName)}"));
    }

    /// <summary>The name is an id, and behind its first dot what the file is called; only the id counts.</summary>
    public IResult Download(string name)
    {
        TranslatedFile file = files.Find(name.Split('.')[0])
            ?? throw ApiException.NotFound("There is no such file, or its time is over. Translate it again.");
        return Results.File(file.Content, file.ContentType, file.Name);
    }

    private void CheckFile(IFormFile file, string extension)
    {
        if (file.FileName.Length == 0 || file.Length == 0)
        {
            throw ApiException.BadRequest("Invalid request: empty file");
        }

        if (!Types.ContainsKey(extension))
        {
            throw ApiException.BadRequest("Invalid request: file format not supported");
        }

        if (file.Length > options.Value.FileBytes)
        {
            throw ApiException.TooLarge(options.Value.FileBytes);
        }
    }

    private static IDocument Open(string name, byte[] content, string column)
    {
        try
        {
            return DocumentTranslator.Open(name, content, new TsvColumn(column));
        }
        catch (NmtException fault)
        {
            throw ApiException.BadRequest(fault.Message);
        }
    }

    private void CheckLength(IDocument document)
    {
        long characters = document.Blocks.Sum(block => (long)block.Text.Length);
        int limit = options.Value.FileCharacterLimit;
        if (characters > limit)
        {
            throw ApiException.BadRequest(
                string.Create(CultureInfo.InvariantCulture, $"Invalid request: request ({characters}) exceeds text limit ({limit})"));
        }
    }

    // As LibreTranslate counts: a file costs as many requests as its bytes would fill.
    private int CostOf(long bytes) => (int)Math.Min(int.MaxValue, 1 + (bytes / texts.CharacterLimit));

    private static string Sample(IDocument document)
    {
        string text = string.Join('\n', document.Blocks.Take(DetectionSample).Select(block => block.Text));
        return text.Length > DetectionSample ? text[..DetectionSample] : text;
    }

    private static async Task<byte[]> BytesOfAsync(IFormFile file)
    {
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
