using Nmt.Model;
using Nmt.Tests.Fakes;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Learning;

public sealed class CheckpointStoreTests : IDisposable
{
    private static readonly TrainingCorpus Corpus = ReverseTask.Corpus(train: 60, dev: 6, longest: 5);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Checkpoints => Path.Combine(_folder.Path, "run", "checkpoints");

    [Fact]
    public void Write_ManyCheckpoints_KeepsTheNewest()
    {
        Train(steps: 9);

        Assert.Equal(["step-000006", "step-000009"], Directory.GetFileSystemEntries(Checkpoints).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Write_Checkpoint_IsABundleWithHashesOfAllItsFiles()
    {
        Train(steps: 3);
        var path = Path.Combine(Checkpoints, "step-000003");

        var manifest = ModelManifest.Read(path);

        manifest.Verify(path);
        Assert.Contains("optimizer.safetensors", manifest.Files.Keys);
        Assert.Contains("state.json", manifest.Files.Keys);
        using var bundle = ModelBundle.Load(path, TorchSharp.torch.CPU);
        Assert.Equal("xx", bundle.Manifest.SourceLanguage);
    }

    [Theory]
    [InlineData("optimizer.safetensors")]
    [InlineData("model.safetensors")]
    [InlineData("state.json")]
    [InlineData("manifest.json")]
    public void Restore_NewestIsDamaged_SaysSoAndTakesTheOneBefore(string file)
    {
        Train(steps: 6);
        var damaged = Path.Combine(Checkpoints, "step-000006", file);
        var bytes = File.ReadAllBytes(damaged);
        if (file.EndsWith("json", StringComparison.Ordinal))
            bytes = bytes[..(bytes.Length / 2)];
        else
            bytes[^1] ^= 1; // one bit of the last number: only the hash can tell
        File.WriteAllBytes(damaged, bytes);

        using var session = Session(6);

        Assert.EndsWith("step-000003", session.RestoredFrom, StringComparison.Ordinal);
        Assert.Equal(3, session.Files.State.Step);
        var warning = Assert.Single(session.Warnings);
        Assert.Contains(damaged, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_AllAreDamaged_BeginsAnew()
    {
        Train(steps: 6);
        foreach (var file in Directory.GetFiles(Checkpoints, "state.json", SearchOption.AllDirectories))
            File.Delete(file);

        using var session = Session(6);

        Assert.Null(session.RestoredFrom);
        Assert.Equal(2, session.Warnings.Count);
        Assert.Equal(0, session.Files.State.Step);
    }

    [Fact]
    public void Write_DiskFull_LeavesTheOlderOneAndNothingElse()
    {
        Train(steps: 3);
        using var session = Session(6);
        var store = new CheckpointStore(Checkpoints, keep: 1);

        Assert.Throws<IOException>(() => store.Write(
            session.Learned, new TrainingState { Step = 4 }, folder => throw new IOException("No space left on device")));

        Assert.Equal(["step-000003"], Directory.GetFileSystemEntries(Checkpoints).Select(Path.GetFileName));
        ModelManifest.Read(Path.Combine(Checkpoints, "step-000003")).Verify(Path.Combine(Checkpoints, "step-000003"));
    }

    [Fact]
    public void Open_LeftoversOfAKilledProcess_AreRemoved()
    {
        Train(steps: 3);
        Directory.CreateDirectory(Path.Combine(Checkpoints, ".step-000004.123.tmp"));

        using var session = Session(6);

        Assert.Equal(["step-000003"], Directory.GetFileSystemEntries(Checkpoints).Select(Path.GetFileName));
    }

    private void Train(int steps)
    {
        using var session = Session(steps);
        _ = session.Trainer.Run(default).Count();
    }

    private TrainingSession Session(int steps) =>
        new(Path.Combine(_folder.Path, "run"), ReverseTask.Config with { MaxSteps = steps }, Corpus);
}
