using System.Text.Json;
using Nmt.Tests.Fakes;
using Nmt.Training.Commands;
using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Commands;

public sealed class InfoCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Info_Bundle_ShowsLanguagesSizeAndScoresWithSignatures()
    {
        var bundle = Path.Combine(_folder.Path, "bundle");
        TinyBundle.Write(bundle);

        var text = await VerbRun.OfAsync(InfoCommand.Create, "--model", bundle);
        var json = await VerbRun.OfAsync(InfoCommand.Create, "--model", bundle, "--format", "json");

        Assert.Equal(0, text.ExitCode);
        Assert.Contains("dev BLEU 12.5 nrefs:1|case:mixed", text.Out, StringComparison.Ordinal);
        using var parsed = JsonDocument.Parse(json.Out);
        Assert.Equal("de", parsed.RootElement.GetProperty("targetLanguage").GetString());
        Assert.True(parsed.RootElement.GetProperty("parameters").GetInt64() > 0);
    }

    [Fact]
    public async Task Info_DamagedBundle_NamesFileAndHash()
    {
        var bundle = Path.Combine(_folder.Path, "bundle");
        TinyBundle.Write(bundle);
        File.AppendAllText(Path.Combine(bundle, "merges.txt"), "x");

        var run = await VerbRun.OfAsync(InfoCommand.Create, "--model", bundle);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("merges.txt: damaged: expected SHA-256", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_Run_ShowsWhereItStands()
    {
        using (var folder = RunFolder.Open(Path.Combine(_folder.Path, "run"), restart: false))
            folder.Claim(new RunDescription(new TrainingConfig { Seed = 42 }, "data", "hash", "en", "de"));

        var run = await VerbRun.OfAsync(InfoCommand.Create, "--run", Path.Combine(_folder.Path, "run"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("not finished", run.Out, StringComparison.Ordinal);
        Assert.Contains("seed 42", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_PlaceAlone_KnowsARunFromABundle()
    {
        var bundle = Path.Combine(_folder.Path, "bundle");
        TinyBundle.Write(bundle);
        var run = Path.Combine(_folder.Path, "run");
        using (var folder = RunFolder.Open(run, restart: false))
            folder.Claim(new RunDescription(new TrainingConfig { Seed = 42 }, "data", "hash", "en", "de"));

        Assert.Contains("parameters", (await VerbRun.OfAsync(InfoCommand.Create, bundle)).Out, StringComparison.Ordinal);
        Assert.Contains("not finished", (await VerbRun.OfAsync(InfoCommand.Create, run)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_Html_WritesAPageOfARunAndOfNothingElse()
    {
        var bundle = Path.Combine(_folder.Path, "bundle");
        TinyBundle.Write(bundle);
        var run = Path.Combine(_folder.Path, "run");
        using (var folder = RunFolder.Open(run, restart: false))
            folder.Claim(new RunDescription(new TrainingConfig(), "data", "hash", "en", "de"));
        var page = Path.Combine(_folder.Path, "page.html");

        Assert.Equal(1, (await VerbRun.OfAsync(InfoCommand.Create, run, "--html", page)).ExitCode);
        Assert.Equal(2, (await VerbRun.OfAsync(InfoCommand.Create, bundle, "--html", page)).ExitCode);
        Assert.False(File.Exists(page));

        File.WriteAllText(Path.Combine(run, "run.jsonl"), """{"event":"step","loss":5.5,"step":10}""" + "\n");
        Assert.Equal(0, (await VerbRun.OfAsync(InfoCommand.Create, run, "--html", page)).ExitCode);
        Assert.Contains("<svg", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_NeitherOrBoth_IsWrongUsage()
    {
        Assert.Equal(2, (await VerbRun.OfAsync(InfoCommand.Create)).ExitCode);
        Assert.Equal(2, (await VerbRun.OfAsync(InfoCommand.Create, "--model", "a", "--run", "b")).ExitCode);
    }

    [Fact]
    public async Task Info_NoRun_SaysSo()
    {
        var run = await VerbRun.OfAsync(InfoCommand.Create, "--run", _folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("holds no training run", run.Error, StringComparison.Ordinal);
    }
}
