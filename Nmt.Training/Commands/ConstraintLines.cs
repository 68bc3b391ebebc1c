using System.Text.Json;
using System.Text.Json.Serialization;
using Nmt.Model.Constraints;
using Nmt.Model.Errors;
using Nmt.Model.Files;

namespace Nmt.Training.Commands;

/// <summary>Reads what is asked of each line of the input, in step with it.</summary>
/// <param name="path">One JSON object a line, or a blank line where nothing is asked.</param>
internal sealed class ConstraintLines(string path) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private readonly TextReader _reader = Utf8LineReader.Open(path);
    private int _line;

    /// <summary>What is asked of the next line.</summary>
    /// <exception cref="NmtException">The line is missing or is no such object; names the file and the line.</exception>
    public LineConstraints Next()
    {
        _line++;
        var line = _reader.ReadLine()
            ?? throw new NmtException($"{path}: has {_line - 1} lines, but the input has more. Write one line for each line of the input, a blank one where nothing is asked.");
        if (string.IsNullOrWhiteSpace(line))
            return LineConstraints.None;
        try
        {
            var asked = JsonSerializer.Deserialize<Asked>(line, Json) ?? throw new JsonException("found null.");
            return new() { Prefix = asked.Prefix ?? "", Required = asked.Require ?? [], Forbidden = asked.Avoid ?? [] };
        }
        catch (JsonException e)
        {
            throw new NmtException($"{path}, line {_line}: expected an object with \"prefix\" (a text), \"require\" and \"avoid\" (lists of phrases), found '{line}': {e.Message}", e);
        }
    }

    /// <summary>Checks that the file has no line more than the input had.</summary>
    /// <exception cref="NmtException">It has.</exception>
    public void End()
    {
        if (_reader.ReadLine() is not null)
            throw new NmtException($"{path}: has more lines than the input, which has {_line}. Write one line for each line of the input.");
    }

    public void Dispose() => _reader.Dispose();

    private sealed record Asked(string? Prefix, IReadOnlyList<string>? Require, IReadOnlyList<string>? Avoid);
}
