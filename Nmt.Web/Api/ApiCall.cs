using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Nmt.Web.Api;

/// <summary>
/// The parameters of a request as they came: from a JSON object, or from the form and the query string together.
/// An empty value counts as missing, as in LibreTranslate.
/// </summary>
internal sealed class ApiCall
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private ApiCall()
    {
    }

    /// <summary>The texts of <c>q</c>; empty where it is missing.</summary>
    public IReadOnlyList<string> Texts { get; private set; } = [];

    /// <summary>True where <c>q</c> was an array: an array in gives an array out, even of one.</summary>
    public bool IsArray { get; private set; }

    /// <summary>The file of a multipart form; null where there is none.</summary>
    public IFormFile? File { get; private set; }

    /// <summary>The client's key.</summary>
    public string? Key => this["api_key"];

    public string? this[string name] => _values.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <exception cref="ApiException">The parameter is missing.</exception>
    public string Require(string name) =>
        this[name] ?? throw ApiException.Missing(name);

    /// <exception cref="ApiException"><c>q</c> is missing.</exception>
    public IReadOnlyList<string> RequireTexts() =>
        Texts.Count > 0 ? Texts : throw ApiException.Missing("q");

    /// <exception cref="ApiException">The body is not what its content type says.</exception>
    public static async Task<ApiCall> ReadAsync(HttpRequest request)
    {
        var call = new ApiCall();
        try
        {
            if (request.HasJsonContentType())
            {
                using JsonDocument body = await JsonDocument.ParseAsync(
                    request.Body, cancellationToken: request.HttpContext.RequestAborted);
                call.ReadJson(body.RootElement);
            }
            else
            {
                call.ReadValues(request.Query);
                if (request.HasFormContentType)
                {
                    IFormCollection form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
                    call.ReadValues(form);
                    call.File = form.Files.GetFile("file");
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw ApiException.BadRequest("Invalid JSON format");
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException and not BadHttpRequestException)
        {
            // Cut off in the middle, or with more fields than any client sends.
            throw ApiException.BadRequest("Invalid form");
        }

        return call;
    }

    private void ReadJson(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.BadRequest("Invalid JSON format");
        }

        foreach (JsonProperty property in body.EnumerateObject())
        {
            if (property.Name == "q")
            {
                ReadTexts(property.Value);
            }
            else if (property.Value.ValueKind is JsonValueKind.String)
            {
                _values[property.Name] = property.Value.GetString()!;
            }
            else if (property.Value.ValueKind is not JsonValueKind.Null)
            {
                _values[property.Name] = property.Value.GetRawText();
            }
        }
    }

    private void ReadTexts(JsonElement q)
    {
        IsArray = q.ValueKind == JsonValueKind.Array;
        JsonElement[] elements = IsArray ? [.. q.EnumerateArray()] : [q];
        if (elements.Any(each => each.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)))
        {
            throw ApiException.BadRequest("Invalid request: q must be a string or an array of strings");
        }

        string[] texts = [.. elements.Select(each => each.GetString() ?? "")];
        Texts = IsArray || texts[0].Length > 0 ? texts : [];
    }

    // Of what is given several times the first counts, and the query string comes before the form.
    private void ReadValues(IEnumerable<KeyValuePair<string, StringValues>> values)
    {
        foreach ((string name, StringValues value) in values)
        {
            string text = value.Count > 0 ? value[0] ?? "" : "";
            if (name != "q")
            {
                _values.TryAdd(name, text);
            }
            else if (text.Length > 0 && Texts.Count == 0)
            {
                // Forms send CRLF for a line break.
                Texts = [text.ReplaceLineEndings("\n")];
            }
        }
    }
}
