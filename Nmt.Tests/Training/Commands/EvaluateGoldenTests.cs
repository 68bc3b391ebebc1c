using System.Text.Json.Nodes;
using Nmt.Tests.Fakes;
using Nmt.Tests.Training.Evaluation;
using Nmt.Training.Commands;

namespace Nmt.Tests.Training.Commands;

/// <summary>Command lines of sacreBLEU, given to this program: the same output but for the version.</summary>
public sealed class EvaluateGoldenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> OneSystem => [.. GoldenCommand.All.Values.Where(c => c.Hypotheses.Length == 1).Select(c => c.Name)];

    public static TheoryData<string> SeveralSystems => [.. GoldenCommand.All.Values.Where(c => c.Hypotheses.Length > 1).Select(c => c.Name)];

    public static TheoryData<string> Tests => [.. GoldenCommand.Significance.Keys];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Commands_AreThere() => Assert.True(GoldenCommand.All.Count >= 220, $"{GoldenCommand.All.Count} commands");

    [Theory]
    [MemberData(nameof(OneSystem))]
    public async Task OneSystem_GoldenCommand_PrintsTheSame(string name)
    {
        var golden = GoldenCommand.All[name];

        var run = await RunAsync(golden);

        Assert.Equal(0, run.ExitCode);
        var expected = GoldenScores.AsOurs(golden.Output);
        if (golden.Arguments.Contains("json", StringComparison.Ordinal))
            Assert.True(JsonNode.DeepEquals(AsArray(JsonNode.Parse(expected)!), JsonNode.Parse(run.Out)), run.Out);
        else
            Assert.Equal(expected, run.Out);
    }

    [Theory]
    [MemberData(nameof(SeveralSystems))]
    public async Task SeveralSystems_GoldenCommand_PrintsTheSameTableAndSignatures(string name)
    {
        var golden = GoldenCommand.All[name];

        var run = await RunAsync(golden);

        Assert.Equal(0, run.ExitCode);
        var (expected, found) = (GoldenScores.AsOurs(golden.Output), run.Out);
        Assert.Equal(Table(expected), Table(found));
        Assert.Equal(Signatures(expected), Signatures(found));
        Assert.Equal(golden.Output.Contains("Paired", StringComparison.Ordinal), found.Contains(Title(expected), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task Significance_GoldenCommand_SamePValuesAndIntervals(string name)
    {
        var golden = GoldenCommand.Significance[name];

        var run = await RunAsync(golden);

        var expected = JsonNode.Parse(golden.Output)!.AsArray();
        var found = JsonNode.Parse(run.Out)!.AsArray();
        Assert.Equal(golden.Hypotheses.Length, found.Count);
        foreach (var (system, own) in expected.Zip(found))
        {
            foreach (var metric in (string[])["BLEU", "chrF2", "TER"])
            {
                Assert.Equal((double)system![metric]!["score"]!, (double)own![metric]!["score"]!, 1e-9);
                Assert.Equal((double?)system[metric]!["p_value"], (double?)own[metric]!["p_value"]);
                foreach (var field in (string[])["mean", "ci"]) // the reference sums in single precision
                    Assert.Equal((double?)system[metric]![field] ?? -1, (double?)own[metric]![field] ?? -1, 1e-4);
            }
        }
    }

    private Task<VerbRun> RunAsync(GoldenCommand golden)
    {
        // Names as short as the reference's, for the table.
        var references = golden.References.Select((lines, i) => _folder.Write($"ref{i}", string.Join('\n', lines) + '\n'));
        var hypotheses = golden.Hypotheses.Select((lines, i) => _folder.Write($"hyp{i}", string.Join('\n', lines) + '\n'));
        return VerbRun.OfAsync(
            EvaluateCommand.Create, ["--ref", .. references, "-i", .. hypotheses, .. golden.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
    }

    private static JsonNode AsArray(JsonNode found) => found is JsonArray ? found : new JsonArray(found);

    // Names are paths here: a row without its first cell.
    private static string[] Table(string output) =>
        [.. Lines(output).TakeWhile(line => line.Length > 0).Where(line => line[0] == '│').Select(line => line[line.IndexOf('│', 1)..])];

    private static string[] Signatures(string output) => [.. Lines(output).SkipWhile(line => line != "Metric signatures")];

    private static string Title(string output) =>
        Lines(output).FirstOrDefault(line => line.StartsWith("Paired", StringComparison.Ordinal)) ?? "Paired";

    private static string[] Lines(string output) => output.Split('\n');
}
