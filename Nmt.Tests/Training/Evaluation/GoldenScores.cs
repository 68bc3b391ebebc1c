using System.Text.Json;
using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Evaluation;

/// <summary>The files of Golden/scores.</summary>
internal static class GoldenScores
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<T> Read<T>(string name) =>
        JsonSerializer.Deserialize<IReadOnlyList<T>>(File.ReadAllBytes(Golden.PathOf("scores", name)), Json)!;

    /// <summary>The signature of the reference says which program computed the score; ours names this one.</summary>
    public static string AsOurs(string text) =>
        text.Replace("version:2.6.0", $"version:{ProgramVersion.Name}", StringComparison.Ordinal)
            .Replace("\"version\": \"2.6.0\"", $"\"version\": \"{ProgramVersion.Name}\"", StringComparison.Ordinal)
            .Replace("v:2.6.0", $"v:{ProgramVersion.Name}", StringComparison.Ordinal);
}
