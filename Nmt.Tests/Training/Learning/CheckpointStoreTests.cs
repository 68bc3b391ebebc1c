using Nmt.Model;
using Nmt.Model.Errors;
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
    [InlineData("optimizer.safetensors", Damage.Truncated)]
    [InlineData("optimizer.safetensors", Damage.FlippedBit)]
    [InlineData("optimizer.safetensors", Damage.Missing)]
    [InlineData("model.safetensors", Damage.Truncated)]
    [InlineData("model.safetensors", Damage.FlippedBit)]
    [InlineData("model.safetensors", Damage.Missing)]
    [InlineData("model.safetensors", Damage.Empty)]
    [InlineData("state.json", Damage.Truncated)]
    [InlineData("state.json", Damage.FlippedBit)]
    [InlineData("state.json", Damage.Missing)]
    [InlineData("manifest.json", Damage.Truncated)]
    [InlineData("manifest.json", Damage.Missing)]
    [InlineData("manifest.json", Damage.Empty)]
    [InlineData("merges.txt", Damage.FlippedBit)]
    public void Restore_NewestIsDamaged_NamesItAndTakesTheOneBefore(string file, Damage damage)
    {
        Train(steps: 6);
        Do(damage, Path.Combine(Checkpoints, "step-000006", file));

        using var session = Session(6);

        Assert.EndsWith("step-000003", session.RestoredFrom, StringComparison.Ordinal);
        Assert.Equal(3, session.Files.State.Step);
        var warning = Assert.Single(session.Warnings);
        Assert.Contains(Path.Combine("checkpoints", "step-000006"), warning, StringComparison.Ordinal);
        Assert.Contains(file, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_NewestIsDamaged_EndsInTheTensorsOfAnUndamagedRun()
    {
        using var whole = new TrainingSession(Path.Combine(_folder.Path, "whole"), ReverseTask.Config, Corpus);
        _ = whole.Trainer.Run(default).Count();
        var folder = Path.Combine(_folder.Path, "run");
        using (var first = new TrainingSession(folder, ReverseTask.Config, Corpus))
            _ = first.Trainer.Run(default).TakeWhile(told => told is not StepsDone { Step: 7 }).Count();
        Do(Damage.FlippedBit, Path.Combine(Checkpoints, "step-000006", "optimizer.safetensors"));

        using var second = new TrainingSession(folder, ReverseTask.Config, Corpus);
        Assert.Equal(3, second.Files.State.Step);
        _ = second.Trainer.Run(default).Count();

        Assert.Equal(whole.Tensors(), second.Tensors());
    }

    [Fact]
    public void Restore_AllAreDamaged_RefusesAndLeavesThemAsTheyAre()
    {
        Train(steps: 6);
        foreach (var file in Directory.GetFiles(Checkpoints, "state.json", SearchOption.AllDirectories))
            File.Delete(file);

        var failure = Assert.Throws<NmtException>(() => Session(6));

        Assert.Contains("none of the 2 checkpoints is whole", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["step-000003", "step-000006"], Directory.GetFileSystemEntries(Checkpoints).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Write_BesideADamagedLaterOne_KeepsTheNewAndRemovesTheDamaged()
    {
        Train(steps: 6);
        Do(Damage.FlippedBit, Path.Combine(Checkpoints, "step-000006", "state.json"));
        using var session = Session(6);
        var store = new CheckpointStore(Checkpoints, keep: 1);

        store.Write(session.Learned, new TrainingState { Step = 4 }, WriteBundle(session));

        Assert.Equal(["step-000004"], Directory.GetFileSystemEntries(Checkpoints).Select(Path.GetFileName));
        Assert.Equal(4, store.Restore(session.Learned, Assert.Fail)!.Value.State.Step);
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

    /// <summary>What may happen to a file.</summary>
    public enum Damage
    {
        /// <summary>The second half is gone.</summary>
        Truncated,

        /// <summary>It has no bytes, as after a power cut.</summary>
        Empty,

        /// <summary>One bit of its last byte is another.</summary>
        FlippedBit,

        /// <summary>It is gone.</summary>
        Missing,
    }

    private static void Do(Damage damage, string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (damage == Damage.FlippedBit)
            bytes[^1] ^= 1;
        if (damage == Damage.Missing)
            File.Delete(file);
        else
            File.WriteAllBytes(file, damage switch { Damage.Truncated => bytes[..(bytes.Length / 2)], Damage.Empty => [], _ => bytes });
    }

    private static Action<string> WriteBundle(TrainingSession session) => folder =>
        ModelBundle.WriteInto(folder, session.Learned.Model, Corpus.Tokenizer, new ModelManifest { Name = "", SourceLanguage = "xx", TargetLanguage = "yy" });

    private void Train(int steps)
    {
        using var session = Session(steps);
        _ = session.Trainer.Run(default).Count();
    }

    private TrainingSession Session(int steps) =>
        new(Path.Combine(_folder.Path, "run"), ReverseTask.Config with { MaxSteps = steps }, Corpus);
}
