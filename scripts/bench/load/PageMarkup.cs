using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Nmt.Load;

/// <summary>What Blazor's script takes out of a page: the components to bring to life, and the state that goes with them.</summary>
/// <param name="Operations">The first update of the root components, in JSON.</param>
/// <param name="State">Sealed by the server; empty for none.</param>
internal sealed partial record PageMarkup(string Operations, string State)
{
    /// <exception cref="InvalidDataException">Nothing on the page comes to life.</exception>
    public static PageMarkup Read(string html)
    {
        var operations = new JsonArray();
        foreach (Match match in Marker().Matches(html))
        {
            // The end of a component has a marker, too, which says only whose end it is.
            var marker = JsonNode.Parse(match.Groups[1].Value)!.AsObject();
            if ((string?)marker["type"] != "server")
                continue;
            marker["uniqueId"] = operations.Count;
            operations.Add(new JsonObject { ["type"] = "add", ["ssrComponentId"] = operations.Count + 1, ["marker"] = marker });
        }

        if (operations.Count == 0)
            throw new InvalidDataException("The page has no component of the server's.");
        var batch = new JsonObject { ["batchId"] = 1, ["operations"] = operations };
        return new(batch.ToJsonString(JsonSerializerOptions.Web), StateOf().Match(html).Groups[1].Value);
    }

    [GeneratedRegex(@"<!--Blazor:(\{.*?\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([a-zA-Z0-9+/=]+)-->")]
    private static partial Regex StateOf();
}
