using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nmt.Model.Files;

namespace Nmt.Training.Evaluation;

/// <summary>Writes an analysis in the format that a file's name asks for, whole or not at all.</summary>
internal static class AnalysisReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is UTF-8 and no part of a web page
    };

    private static readonly Dictionary<string, Action<TranslationAnalysis, TextWriter>> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = (analysis, output) => new AnalysisPage(output).Write(analysis),
        [".json"] = (analysis, output) => output.WriteLine(JsonSerializer.Serialize(analysis, Json)),
        [".txt"] = (analysis, output) => new AnalysisText(output).Write(analysis),
    };

    public static IEnumerable<string> Extensions => Formats.Keys;

    public static bool Knows(string path) => Formats.ContainsKey(Path.GetExtension(path));

    public static void Write(TranslationAnalysis analysis, string path) => AtomicFile.Write(path, stream =>
    {
        using var output = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        Formats[Path.GetExtension(path)](analysis, output);
    });
}
