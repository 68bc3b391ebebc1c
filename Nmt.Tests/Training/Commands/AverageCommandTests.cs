using Nmt.Model;
using Nmt.Tests.Fakes;
using Nmt.Tests.Training.Learning;
using Nmt.Training.Commands;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Commands;

public sealed class AverageCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Output => Path.Combine(_folder.Path, "mean");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Average_ThreeModels_IsTheirMeanWhateverTheirOrder()
    {
        string[] parts = [Bundle("a", 1), Bundle("b", 2), Bundle("c", 3)];

        var run = await VerbRun.OfAsync(AverageCommand.Create, [.. parts, "--output", Output]);
        Assert.Equal((0, ""), (run.ExitCode, run.Out));
        _ = await VerbRun.OfAsync(AverageCommand.Create, [.. parts.AsEnumerable().Reverse(), "--output", Output + "2"]);

        using var scope = NewDisposeScope();
        using var mean = ModelBundle.Load(Output, CPU);
        using var second = ModelBundle.Load(Output + "2", CPU);
        var each = parts.Select(part => ModelBundle.Load(part, CPU)).ToList();
        foreach (var (name, weight) in mean.Model.named_parameters())
        {
            var expected = stack(each.Select(part => part.Model.get_parameter(name)!.detach())).mean([0]);
            Assert.True(weight.allclose(expected, rtol: 0, atol: 1e-6), name);
            Assert.Equal(weight.detach().bytes.ToArray(), second.Model.get_parameter(name)!.detach().bytes.ToArray());
        }

        Assert.Empty(mean.Manifest.Scores);
        Assert.EndsWith("; mean of 3 models", mean.Manifest.TrainingData, StringComparison.Ordinal);
        each.ForEach(part => part.Dispose());
    }

    [Fact]
    public async Task Average_OneModel_IsThatModelBitForBit()
    {
        var only = Bundle("a", 1);
        _ = await VerbRun.OfAsync(AverageCommand.Create, only, "--output", Output);

        Assert.Equal(
            File.ReadAllBytes(Path.Combine(only, ModelBundle.WeightsFile)), File.ReadAllBytes(Path.Combine(Output, ModelBundle.WeightsFile)));
    }

    [Fact]
    public async Task Average_Run_TakesItsNewestCheckpoints()
    {
        var corpus = ReverseTask.Corpus(train: 60, dev: 6, longest: 5);
        var config = ReverseTask.Config with { MaxSteps = 9, Checkpoints = ReverseTask.Config.Checkpoints with { Keep = 3 } };
        using (var session = new TrainingSession(Path.Combine(_folder.Path, "run"), config, corpus))
            _ = session.Trainer.Run(default).Count();

        var run = await VerbRun.OfAsync(AverageCommand.Create, Path.Combine(_folder.Path, "run"), "--last", "2", "--output", Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("step-000009", run.Error, StringComparison.Ordinal);
        Assert.Contains("step-000006", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("step-000003", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("optimizer.safetensors", Directory.GetFiles(Output).Select(Path.GetFileName));

        var more = await VerbRun.OfAsync(AverageCommand.Create, Path.Combine(_folder.Path, "run"), "--last", "4", "--output", Output);
        Assert.Equal(1, more.ExitCode);
        Assert.Contains("expected 4 checkpoints, found 3", more.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Average_OtherNetwork_IsRefusedAndNothingIsWritten()
    {
        var tokenizer = TinyBundle.Tokenizer();
        var first = Bundle("a", 1);
        var wide = Path.Combine(_folder.Path, "wide");
        using (var model = TinyModel.Create(TinyModel.Config with { VocabularySize = tokenizer.Vocabulary.Count, DecoderHidden = 8 }))
            TinyBundle.Save(wide, model, tokenizer, "en", "de");

        var run = await VerbRun.OfAsync(AverageCommand.Create, first, wide, "--output", Output);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("are different networks", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    private string Bundle(string name, long seed)
    {
        var path = Path.Combine(_folder.Path, name);
        TinyBundle.Write(path, seed: seed);
        return path;
    }
}
