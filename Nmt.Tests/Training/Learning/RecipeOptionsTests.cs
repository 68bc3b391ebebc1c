using Nmt.Model;
using Nmt.Model.Network;
using Nmt.Tests.Fakes;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

/// <summary>Runs with the options of a recipe that are off by default.</summary>
public sealed class RecipeOptionsTests : IDisposable
{
    private static readonly TrainingCorpus Corpus = ReverseTask.Corpus(train: 60, dev: 6, longest: 5);

    private static readonly Dictionary<string, TrainingConfig> Recipes = new()
    {
        ["bpe dropout"] = ReverseTask.Config with { Data = new DataConfig { BpeDropout = new BpeDropoutConfig { Source = 0.3, Target = 0.2 } } },
        ["accumulation"] = ReverseTask.Config with { Batches = ReverseTask.Config.Batches with { Accumulate = 3 } },
        ["recurrent dropout"] = ReverseTask.Config with { Model = ReverseTask.Config.Model with { RecurrentDropout = 0.3 } },
        ["r-drop"] = ReverseTask.Config with { Regularisation = ReverseTask.Config.Regularisation with { RDrop = 5 } },
        ["heads"] = ReverseTask.Config with { Model = ReverseTask.Config.Model with { AttentionHeads = 2, ShareEmbeddings = false } },
        ["adam"] = ReverseTask.Config with { Optimizer = new OptimizerConfig { Kind = OptimizerKind.Adam, LearningRate = 0.01, WeightDecay = 0.01 } },
        ["adamW"] = ReverseTask.Config with { Optimizer = new OptimizerConfig { LearningRate = 0.01, WeightDecay = 0.01 } },
        ["descent"] = ReverseTask.Config with { Optimizer = new OptimizerConfig { Kind = OptimizerKind.Sgd, LearningRate = 0.1 } },
        ["momentum"] = ReverseTask.Config with { Optimizer = new OptimizerConfig { Kind = OptimizerKind.Sgd, LearningRate = 0.1, Momentum = 0.9 } },
        ["plateau"] = ReverseTask.Config with
        {
            Optimizer = new OptimizerConfig { LearningRate = 0.3 }, // too high a rate to improve for long
            Schedule = new ScheduleConfig { Kind = ScheduleKind.Plateau, WarmupSteps = 2, PlateauPatience = 0 },
            Evaluation = ReverseTask.Config.Evaluation with { EverySteps = 1, Metric = EvaluationMetric.Loss, Samples = 0 },
        },
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Recipes.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_CutAndGoneOn_EndsInTheSameTensorsBitForBit(string recipe)
    {
        using var whole = Session("whole", Recipes[recipe]);
        _ = whole.Trainer.Run(default).Count();
        using (var first = Session("cut", Recipes[recipe]))
            _ = first.Trainer.Run(default).First(told => told is StepsDone { Step: 5 }); // as kill -9 does

        using var second = Session("cut", Recipes[recipe]);
        Assert.Equal(3, second.Files.State.Step);
        _ = second.Trainer.Run(default).Count();

        Assert.Equal(whole.Tensors(), second.Tensors());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_Option_ChangesWhatIsLearned(string recipe)
    {
        // The learning alone, with all else as in the plain run.
        using var plain = Session("plain", ReverseTask.Config with { MaxSteps = 3 });
        using var other = Session("other", Recipes[recipe] with { MaxSteps = 3 });
        _ = plain.Trainer.Run(default).Count();
        _ = other.Trainer.Run(default).Count();

        Assert.NotEqual(plain.Tensors()["weight.softmax_bias"], other.Tensors()["weight.softmax_bias"]);
        Assert.All(other.Learned.Model.named_parameters(), entry => Assert.True(entry.parameter.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Run_Accumulation_TakesThatManyBatchesAStep()
    {
        var batches = new TrainingPairs(Corpus, ReverseTask.Config).Epoch(0).Count;
        using var session = Session("run", Recipes["accumulation"] with { Epochs = 1 });

        var steps = session.Trainer.Run(default).OfType<StepsDone>().ToList();

        Assert.Equal((batches + 2) / 3, steps.Count);
        Assert.Equal(steps.Count, session.Trainer.TotalSteps);
        Assert.Equal(1, steps[^1].Epoch);
    }

    [Fact]
    public void Take_TwoBatches_IsTheGradientOfOne()
    {
        var regularisation = new RegularisationConfig { LabelSmoothing = 0.1 };
        var config = ReverseTask.Config with
        {
            Model = ReverseTask.Config.Model with { Dropout = 0, SourceWordDropout = 0, TargetWordDropout = 0 },
        };
        using var learned = new LearnedState(config, Corpus.Tokenizer.Vocabulary.Count, CPU);
        using var scope = NewDisposeScope();

        var whole = StepGradient.Take(learned, [[.. Corpus.Train.Take(9)]], regularisation);
        var expected = Gradients(learned.Model);
        var parts = StepGradient.Take(learned, [[.. Corpus.Train.Take(2)], [.. Corpus.Train.Skip(2).Take(7)]], regularisation);

        Assert.Equal(whole.Tokens, parts.Tokens);
        Assert.Equal(whole.Loss, parts.Loss, 1e-6);
        foreach (var (name, gradient) in Gradients(learned.Model))
            Assert.True(gradient.allclose(expected[name], rtol: 1e-4, atol: 1e-6), name);
    }

    [Fact]
    public void Run_BpeDropout_EvaluatesOnTheUsualPieces()
    {
        using var plain = Session("plain", ReverseTask.Config with { MaxSteps = 1, Evaluation = ReverseTask.Config.Evaluation with { EverySteps = 1 } });
        using var dropped = Session("dropped", Recipes["bpe dropout"] with { MaxSteps = 1, Optimizer = new OptimizerConfig { LearningRate = 1e-12 } });

        var expected = plain.Learned.Evaluated(model => new Validation(Corpus.Dev, Corpus.Tokenizer, ReverseTask.Config.Evaluation).Of(model, default));
        var found = dropped.Trainer.Run(default).OfType<Evaluated>().Single();

        Assert.Equal(expected.Loss, found.ValidLoss, 1e-6);
    }

    [Fact]
    public void Run_Plateau_CutsTheRateWhereTheLossStopsFalling()
    {
        using var session = Session("run", Recipes["plateau"] with { Epochs = 6 });
        var (best, cuts) = (double.PositiveInfinity, 0);
        foreach (var told in session.Trainer.Run(default))
        {
            switch (told)
            {
                case StepsDone step:
                    Assert.Equal(step.Step < 2 ? 0.15 : 0.3 * Math.Pow(0.5, cuts), step.LearningRate, 1e-12);
                    break;
                case Evaluated dev:
                    cuts += dev.ValidLoss < best ? 0 : 1;
                    best = Math.Min(best, dev.ValidLoss);
                    break;
            }
        }

        Assert.InRange(cuts, 1, int.MaxValue);
    }

    [Fact]
    public void Run_Chrf_KeepsTheBestByItAndSaysItWithItsSignature()
    {
        using var session = Session("run", ReverseTask.Config with { Evaluation = ReverseTask.Config.Evaluation with { Metric = EvaluationMetric.Chrf } });

        var evaluations = session.Trainer.Run(default).OfType<Evaluated>().ToList();

        var best = evaluations.MaxBy(told => told.Chrf!.Value)!;
        Assert.Equal(best.Step, evaluations.Last(told => told.Best).Step);
        using var bundle = ModelBundle.Load(Path.Combine(_folder.Path, "run", "best"), CPU);
        var score = bundle.Manifest.Scores.Single(each => each.Name == "chrF2");
        Assert.Equal(best.Chrf, score.Score);
        Assert.StartsWith("nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:", score.Signature, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ManyStepsWithEverything_LeavesNoTensorBehind()
    {
        var config = Recipes["momentum"] with
        {
            Epochs = 1_000,
            MaxSteps = 20,
            Data = Recipes["bpe dropout"].Data,
            Batches = Recipes["accumulation"].Batches,
            Model = Recipes["heads"].Model with { RecurrentDropout = 0.3 },
        };
        using var session = Session("run", config);
        List<long> live = [];
        foreach (var told in session.Trainer.Run(default).Where(told => told is StepsDone { Step: >= 10 }))
            live.Add(TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        Assert.Equal(11, live.Count);
        Assert.Equal(live[0], live[^1]);
    }

    private static Dictionary<string, Tensor> Gradients(Seq2SeqModel model) =>
        model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad!.clone());

    private TrainingSession Session(string name, TrainingConfig config) => new(Path.Combine(_folder.Path, name), config, Corpus);
}
