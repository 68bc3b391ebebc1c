using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nmt.Model;

namespace Nmt.Training.Reporting;

/// <summary>Writes how translations were searched for, one JSON object a segment; docs/search-trace.md is the schema.</summary>
internal sealed class SearchTraceWriter(TextWriter output)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private int _line;

    public void Write(Translation translation)
    {
        for (var segment = 0; segment < translation.Traces.Count; segment++)
            output.WriteLine(JsonSerializer.Serialize(ToJson(translation.Traces[segment], segment), Json));
        _line++;
    }

    private object ToJson(SegmentTrace trace, int segment) => new
    {
        Version = 1,
        Line = _line,
        Segment = segment,
        trace.SourcePieces,
        trace.Search.Complete,
        Nodes = trace.Search.Nodes.Select((node, i) => new
        {
            node.Id,
            node.Parent,
            node.Step,
            node.Piece,
            Text = trace.Pieces[i],
            node.LogProbability,
            node.Sum,
            node.Score,
            node.Fate,
        }),
    };
}
