using System.Text;
using System.Text.Json;

namespace Nmt.Web.Components.Pages;

/// <summary>Schemas of an OpenAPI document as an outline that reads like JSON with remarks.</summary>
internal sealed class ApiOutline(JsonElement document)
{
    private const string Reference = "#/components/schemas/";
    private const string Anything = "any";
    private const int Deepest = 6;

    public string Of(JsonElement schema)
    {
        var text = new StringBuilder();
        Write(schema, text, "", 0);
        return text.ToString();
    }

    private void Write(JsonElement schema, StringBuilder text, string indent, int depth)
    {
        schema = Resolve(schema);
        if (schema.ValueKind != JsonValueKind.Object)
        {
            text.Append(Anything);
            return;
        }

        if (depth < Deepest && schema.TryGetProperty("properties", out JsonElement properties))
        {
            text.Append("{\n");
            foreach (JsonProperty property in properties.EnumerateObject())
            {
                text.Append(indent).Append("  \"").Append(property.Name).Append("\": ");
                Write(property.Value, text, indent + "  ", depth + 1);
                text.Append(RemarkOf(property.Value)).Append('\n');
            }

            text.Append(indent).Append('}');
        }
        else if (depth < Deepest && schema.TryGetProperty("items", out JsonElement items))
        {
            text.Append('[');
            Write(items, text, indent, depth + 1);
            text.Append(", …]");
        }
        else
        {
            text.Append(KindOf(schema));
        }
    }

    // Of several readings (or null) the first that says something.
    private JsonElement Resolve(JsonElement schema)
    {
        for (int i = 0; i < Deepest && schema.ValueKind == JsonValueKind.Object; i++)
        {
            if (schema.TryGetProperty("$ref", out JsonElement reference)
                && reference.GetString() is { } path && path.StartsWith(Reference, StringComparison.Ordinal)
                && document.GetProperty("components").GetProperty("schemas").TryGetProperty(path[Reference.Length..], out JsonElement named))
            {
                schema = named;
            }
            else if (schema.TryGetProperty("oneOf", out JsonElement choices) || schema.TryGetProperty("anyOf", out choices))
            {
                schema = choices.EnumerateArray().FirstOrDefault(choice => KindOf(choice) != "null", choices[0]);
            }
            else
            {
                break;
            }
        }

        return schema;
    }

    private static string RemarkOf(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("description", out JsonElement remark) ? $"  // {remark.GetString()!.ReplaceLineEndings(" ")}" : "";

    private static string KindOf(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out JsonElement values))
        {
            return string.Join(" | ", values.EnumerateArray().Select(value => value.GetRawText()));
        }

        return schema.TryGetProperty("type", out JsonElement type)
            ? type.ValueKind == JsonValueKind.Array
                ? string.Join(" or ", type.EnumerateArray().Select(each => each.GetString()).Where(each => each != "null"))
                : type.GetString()!
            : Anything;
    }
}
