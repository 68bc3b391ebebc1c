using System.Text.Json;

namespace Nmt.Web.Components.Pages;

/// <summary>A route as people read it.</summary>
internal sealed record ApiRoute(string Tag, string Method, string Path, string Summary)
{
    public IReadOnlyList<string> ContentTypes { get; init; } = [];

    /// <summary>What it takes, as an outline; null where it takes nothing.</summary>
    public string? Body { get; init; }

    public IReadOnlyList<ApiAnswer> Answers { get; init; } = [];
}

/// <summary>One way in which a route answers.</summary>
internal sealed record ApiAnswer(string Status, string Description, string? Shape);

/// <summary>The routes of an OpenAPI document, in its order.</summary>
internal sealed record ApiReading(IReadOnlyList<ApiRoute> Routes)
{
    public static ApiReading Of(JsonElement document)
    {
        var outline = new ApiOutline(document);
        return new(
        [
            .. document.GetProperty("paths").EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject()
                    .Where(operation => operation.Value.ValueKind == JsonValueKind.Object)
                    .Select(operation => RouteOf(path.Name, operation, outline))),
        ]);
    }

    private static ApiRoute RouteOf(string path, JsonProperty operation, ApiOutline outline)
    {
        JsonElement? content = Find(operation.Value, "requestBody", "content");
        return new ApiRoute(
            Find(operation.Value, "tags") is { } tags ? tags[0].GetString()! : "",
            operation.Name.ToUpperInvariant(),
            path,
            Find(operation.Value, "summary")?.GetString() ?? "")
        {
            ContentTypes = content is { } types ? [.. types.EnumerateObject().Select(type => type.Name)] : [],
            Body = ShapeOf(content, outline),
            Answers = Find(operation.Value, "responses") is { } responses
                ? [.. responses.EnumerateObject().Select(answer => AnswerOf(answer, outline))]
                : [],
        };
    }

    private static ApiAnswer AnswerOf(JsonProperty answer, ApiOutline outline) => new(
        answer.Name,
        Find(answer.Value, "description")?.GetString() ?? "",
        answer.Name.StartsWith('2') ? ShapeOf(Find(answer.Value, "content"), outline) : null);

    private static string? ShapeOf(JsonElement? content, ApiOutline outline) =>
        content is { } types && types.EnumerateObject().FirstOrDefault() is { Value.ValueKind: JsonValueKind.Object } type
        && type.Value.TryGetProperty("schema", out JsonElement schema)
            ? outline.Of(schema)
            : null;

    private static JsonElement? Find(JsonElement element, params string[] names)
    {
        foreach (string name in names)
        {
            if (!element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }
}
