using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Model.Network;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

public sealed class InitialWeightsTests : IDisposable
{
    private static readonly TrainingCorpus Corpus = ReverseTask.Corpus(train: 60, dev: 6, longest: 5);

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScopes _scopes = new();

    private string Checkpoint => Path.Combine(_folder.Path, "first", "checkpoints", "step-000004");

    private string Best => Path.Combine(_folder.Path, "first", "best");

    public void Dispose()
    {
        _scopes.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void PutInto_Bundle_GivesItsWeightsToModelAndAverageAndNoMoments()
    {
        using var first = Train();
        using var initial = InitialWeights.Read(Best);
        using var learned = Fresh(initial, Corpus.Tokenizer);

        var state = initial.PutInto(learned, Corpus.Tokenizer);

        using var bundle = ModelBundle.Load(Best, CPU);
        var expected = bundle.Model.named_parameters().ToDictionary(entry => entry.name, entry => Bytes(entry.parameter));
        Assert.Equal(expected, learned.Model.named_parameters().ToDictionary(entry => entry.name, entry => Bytes(entry.parameter)));
        Assert.Equal(expected, learned.Average!.Means.ToDictionary(entry => entry.Name, entry => Bytes(entry.Mean)));
        Assert.Equal(new TrainingState(), state);
        Assert.All(learned.Optimizer.Moments, entry => Assert.Equal(0, entry.Moment.abs().max().item<float>()));
    }

    [Fact]
    public void PutInto_Checkpoint_GivesItsMomentsAndUpdatesToo()
    {
        using var first = Train();
        using var initial = InitialWeights.Read(Checkpoint);
        using var learned = Fresh(initial, Corpus.Tokenizer);

        var state = initial.PutInto(learned, Corpus.Tokenizer);

        Assert.Equal(4, state.Updates);
        Assert.Equal((0, 0), (state.Step, state.Epoch));
        Assert.Equal(
            first.Learned.Optimizer.Moments.ToDictionary(entry => entry.Name, entry => Bytes(entry.Moment)),
            learned.Optimizer.Moments.ToDictionary(entry => entry.Name, entry => Bytes(entry.Moment)));
    }

    [Fact]
    public void PutInto_GrownVocabulary_KeepsOldRowsAndTheirMomentsAndPutsNewOnesBetweenTheirPieces()
    {
        using var first = Train();
        using var initial = InitialWeights.Read(Checkpoint);
        var (old, a, b) = (Corpus.Tokenizer.Vocabulary.Count, Id("\u0120a"), Id("\u0120b"));
        var grown = SubwordTokenizer.FromMerges([.. Corpus.Tokenizer.Merges, new("\u0120a", "\u0120b"), new("\u0120a\u0120b", "\u0120c")]);
        using var learned = Fresh(initial, grown);

        initial.PutInto(learned, grown);

        foreach (var name in new[] { "embedding.weight", "softmax_bias" })
        {
            var (before, after) = (first.Learned.Model.get_parameter(name)!, learned.Model.get_parameter(name)!);
            Assert.Equal(old + 2, after.shape[0]);
            Assert.Equal(Bytes(before), Bytes(after.narrow(0, 0, old)));
            Assert.True(after[old].allclose((before[a] + before[b]) / 2));
            Assert.True(after[old + 1].allclose((after[old] + before[Id("\u0120c")]) / 2));
            var moment = learned.Optimizer.Moments.Single(entry => entry.Name == "adam.square." + name).Moment;
            var kept = first.Learned.Optimizer.Moments.Single(entry => entry.Name == "adam.square." + name).Moment;
            Assert.Equal(Bytes(kept), Bytes(moment.narrow(0, 0, old)));
            Assert.Equal(0, moment.narrow(0, old, 2).abs().max().item<float>());
        }

        int Id(string piece) => Corpus.Tokenizer.Vocabulary.IdOf(piece);
    }

    [Fact]
    public void PutInto_GrownVocabulary_TrainsOn()
    {
        using var first = Train();
        var grown = Corpus with { Tokenizer = SubwordTokenizer.FromMerges([.. Corpus.Tokenizer.Merges, new("\u0120a", "\u0120b")]) };
        using var initial = InitialWeights.Read(Checkpoint);
        using var session = new TrainingSession(Path.Combine(_folder.Path, "second"), ReverseTask.Config with { MaxSteps = 3 }, grown);
        session.Files.Begin(initial, session.Learned);

        Assert.Equal(4, session.Files.State.Updates);
        Assert.Equal(3, session.Trainer.Run(default).OfType<StepsDone>().Count());
    }

    [Fact]
    public void PutInto_OtherSubwords_SaysHowToPrepare()
    {
        using var first = Train();
        using var initial = InitialWeights.Read(Best);
        var other = SubwordTokenizer.FromMerges([.. Corpus.Tokenizer.Merges.Reverse()]);
        using var learned = Fresh(initial, other);

        var failure = Assert.Throws<NmtException>(() => initial.PutInto(learned, other));

        Assert.Contains($"--subwords {Best}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PutInto_MomentsOfAnotherOptimizer_NamesWhatToDo()
    {
        using (var first = new TrainingSession(Path.Combine(_folder.Path, "sgd"), Sgd, Corpus))
            _ = first.Trainer.Run(default).Count();
        using var initial = InitialWeights.Read(Path.Combine(_folder.Path, "sgd", "checkpoints", "step-000004"));
        using var learned = Fresh(initial, Corpus.Tokenizer);

        var failure = Assert.Throws<NmtException>(() => initial.PutInto(learned, Corpus.Tokenizer));

        Assert.Contains("another optimizer", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shape_Recipe_TakesTheNetworkOfTheModelAndTheRatesOfTheRecipe()
    {
        using var first = Train();
        using var initial = InitialWeights.Read(Best);

        var shape = InitialWeights.Shape(initial.Network, new ModelConfig { VocabularySize = 0, Dropout = 0.6, RecurrentDropout = 0.2, SourceWordDropout = 0.3 });

        Assert.Equal(ReverseTask.Config.Model with { Dropout = 0.6, RecurrentDropout = 0.2, SourceWordDropout = 0.3 }, shape);
    }

    private static TrainingConfig Sgd => ReverseTask.Config with
    {
        MaxSteps = 4,
        Optimizer = new OptimizerConfig { Kind = OptimizerKind.Sgd, LearningRate = 0.1 },
    };

    private static byte[] Bytes(Tensor tensor) => tensor.detach().clone().bytes.ToArray();

    private static LearnedState Fresh(InitialWeights initial, SubwordTokenizer tokenizer)
    {
        var config = ReverseTask.Config with { Seed = 99 };
        return new LearnedState(config with { Model = InitialWeights.Shape(initial.Network, config.Model) }, tokenizer.Vocabulary.Count, CPU);
    }

    private TrainingSession Train()
    {
        var session = new TrainingSession(Path.Combine(_folder.Path, "first"), ReverseTask.Config with { MaxSteps = 4 }, Corpus);
        _ = session.Trainer.Run(default).Count();
        return session;
    }
}
