using Nmt.Model.Errors;
using Nmt.Model.Files;

namespace Nmt.Training.Evaluation;

/// <summary>The lines of a text that is scored or scored against, and what errors call it.</summary>
/// <param name="Name">A path, or "stdin".</param>
/// <param name="Lines">Without white space at the end, as sacreBLEU reads them.</param>
internal sealed record EvaluationText(string Name, IReadOnlyList<string> Lines)
{
    /// <exception cref="NmtException">The file is missing, empty or not UTF-8.</exception>
    public static EvaluationText Read(string path)
    {
        using var reader = Utf8LineReader.Open(path);
        return Read(reader, path);
    }

    /// <exception cref="NmtException">There is no line, or one is not UTF-8.</exception>
    public static EvaluationText Read(TextReader reader, string name)
    {
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            lines.Add(PythonText.TrimEnd(line));
        return lines.Count > 0
            ? new EvaluationText(name, lines)
            : throw new NmtException($"{name}: expected one sentence a line, found no line at all.");
    }

    /// <summary>Writes the lines to a file, whole or not at all.</summary>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" }; // UTF-8 without a byte order mark
        foreach (var line in Lines)
            writer.WriteLine(line);
    });

    /// <exception cref="NmtException">The other text has more or fewer lines.</exception>
    public void MustMatch(EvaluationText other)
    {
        if (Lines.Count != other.Lines.Count)
        {
            throw new NmtException(
                $"{Name} has {Lines.Count} lines, but {other.Name} has {other.Lines.Count}: expected as many, since line N of "
                + "one belongs to line N of the other. Look for a lost or an extra line break.");
        }
    }
}
