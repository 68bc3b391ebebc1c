using Nmt.Model.Errors;
using Nmt.Model.Network;
using Nmt.Tests.Conventions;
using Nmt.Tests.Fakes;
using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Learning;

public sealed class TrainingConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tiny")]
    [InlineData("demo")]
    [InlineData("multi30k")]
    public void Read_CommittedRecipe_IsAccepted(string name)
    {
        var file = Path.Combine(RepositoryTests.FindRoot(), "Nmt.Training", "Configs", name + ".json");

        Assert.NotNull(TrainingConfig.Read(file, []));
    }

    [Fact]
    public void Read_CommentsAndTrailingCommas_AreAllowed()
    {
        var config = Read("""
            // a recipe
            { "epochs": 3, /* few */ "model": { "attention": "additive", "dropout": 0.5, }, }
            """);

        Assert.Equal(3, config.Epochs);
        Assert.Equal(AttentionKind.Additive, config.Model.Attention);
        Assert.Equal(0.5, config.Model.Dropout);
        Assert.Equal(new ModelConfig { VocabularySize = 0 }.Embedding, config.Model.Embedding);
    }

    [Fact]
    public void Read_ManyFaults_NamesFileLineKeyValueAndWhatIsAllowedOfEach()
    {
        var failure = Assert.Throws<NmtException>(() => Read("""
            {
              "epochs": "many",
              "optimizer": {
                "lerningRate": 0.1,
                "beta1": 1
              },
              "schedule": { "kind": "parabola" },
              "model": 5,
              "maxSteps": 1.5
            }
            """));

        string[] expected =
        [
            "recipe.json has 6 faults",
            "recipe.json:2: epochs is \"many\"; expected a whole number from 1 to 100000",
            "recipe.json:4: optimizer.lerningRate is an unknown key; known keys in optimizer: kind, learningRate, beta1,",
            "recipe.json:5: optimizer.beta1 is 1; expected a number from 0 to below 1",
            "recipe.json:7: schedule.kind is \"parabola\"; expected one of \"cosine\", \"linear\", \"inverseSquareRoot\", \"plateau\", \"constant\"",
            "recipe.json:8: model is 5; expected an object",
            "recipe.json:9: maxSteps is 1.5; expected a whole number from 1 to 2147483647, or null",
        ];
        Assert.All(expected, part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_KeyGivenTwice_IsAFault()
    {
        var failure = Assert.Throws<NmtException>(() => Read("{ \"epochs\": 1,\n \"epochs\": 2 }"));

        Assert.Contains("recipe.json:2: epochs is given twice", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ModelOutOfRange_IsToldInTheModelsWords()
    {
        var failure = Assert.Throws<NmtException>(() => Read("""{ "model": { "dropout": 1.5, "encoderLayers": 0 } }"""));

        Assert.Contains("model.dropout is 1.5", failure.Message, StringComparison.Ordinal);
        Assert.Contains("model.encoderLayers is 0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_VocabularySize_IsRefusedSinceItBelongsToTheData()
    {
        var failure = Assert.Throws<NmtException>(() => Read("""{ "model": { "vocabularySize": 100 } }"""));

        Assert.Contains("model.vocabularySize cannot be set", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LongestSentenceBeyondABatch_IsAFault()
    {
        var failure = Assert.Throws<NmtException>(() => Read("""{ "data": { "maxLength": 100 }, "batches": { "tokens": 100 } }"""));

        Assert.Contains("data.maxLength is 100 and batches.tokens is 100", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FaultsOfTheRarerOptions_AreToldTogether()
    {
        var failure = Assert.Throws<NmtException>(() => Read("""
            {
              "data": { "bpeDropout": { "source": 1.5, "both": 0.1 } },
              "batches": { "accumulate": 0 },
              "optimizer": { "kind": "adagrad", "momentum": 1 },
              "schedule": { "plateauFactor": 1, "plateauPatience": -1 },
              "evaluation": { "metric": "ter" },
              "model": { "attentionHeads": 7, "recurrentDropout": 1 }
            }
            """));

        string[] expected =
        [
            "data.bpeDropout.source is 1.5; expected a number from 0 to 1",
            "data.bpeDropout.both is an unknown key; known keys in data.bpeDropout: source, target",
            "batches.accumulate is 0; expected a whole number from 1 to 10000",
            "optimizer.kind is \"adagrad\"; expected one of \"adamW\", \"adam\", \"sgd\"",
            "optimizer.momentum is 1; expected a number from 0 to below 1",
            "schedule.plateauFactor is 1; expected a number above 0 to below 1",
            "schedule.plateauPatience is -1; expected a whole number from 0 to 100000",
            "evaluation.metric is \"ter\"; expected one of \"bleu\", \"loss\", \"chrf\"",
            "model.attentionHeads is 7; expected a divisor of decoderHidden, 320",
            "model.recurrentDropout is 1; expected 0 or more and less than 1",
        ];
        Assert.All(expected, part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_MomentumWithoutPlainDescent_IsAFault()
    {
        var failure = Assert.Throws<NmtException>(() => Read("{}", "optimizer.momentum=0.9"));

        Assert.Contains("optimizer.momentum is 0.9 and optimizer.kind is not \"sgd\"", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0.9, Read("{}", "optimizer.momentum=0.9", "optimizer.kind=sgd").Optimizer.Momentum);
    }

    [Fact]
    public void Read_RDropWithoutAnyDropout_IsAFault()
    {
        string[] none = ["regularisation.rDrop=5", "model.dropout=0", "model.sourceWordDropout=0"];
        var failure = Assert.Throws<NmtException>(() => Read("{}", [.. none, "model.targetWordDropout=0"]));

        Assert.Contains("regularisation.rDrop is 5 and model.dropout", failure.Message, StringComparison.Ordinal);
        Assert.Equal(5, Read("{}", [.. none, "model.targetWordDropout=0.1"]).Regularisation.RDrop);
    }

    [Fact]
    public void Read_Overrides_WinOverTheFile()
    {
        var config = Read("{ \"epochs\": 3 }", "epochs=4", "schedule.kind=constant", "optimizer.learningRate = 1e-4", "maxSteps=null");

        Assert.Equal(4, config.Epochs);
        Assert.Equal(ScheduleKind.Constant, config.Schedule.Kind);
        Assert.Equal(1e-4, config.Optimizer.LearningRate);
        Assert.Null(config.MaxSteps);
    }

    [Fact]
    public void Read_WrongOverrides_AreFaultsLikeTheFiles()
    {
        var failure = Assert.Throws<NmtException>(() => Read("{}", "epochs=0", "optimizer.rate=1", "epochs"));

        string[] expected = ["--set epochs=0: epochs is 0;", "--set optimizer.rate=1: optimizer.rate is an unknown key", "--set epochs: expected KEY=VALUE"];
        Assert.All(expected, part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ \"epochs\": 1", ":1: this is not JSON")]
    [InlineData("[]", "expected a JSON object")]
    public void Read_NoJsonObject_NamesFileAndLine(string text, string expected)
    {
        var failure = Assert.Throws<NmtException>(() => Read(text));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains("recipe.json", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFile_SaysSo()
    {
        var failure = Assert.Throws<NmtException>(() => TrainingConfig.Read(Path.Combine(_folder.Path, "none.json"), []));

        Assert.Contains("none.json", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_NamesKeysWithBothValuesAndLeavesOutHowOftenARunSaves()
    {
        var before = new TrainingConfig();
        var now = before with
        {
            Seed = 7,
            Schedule = before.Schedule with { Kind = ScheduleKind.Constant },
            Checkpoints = before.Checkpoints with { EverySteps = 3 },
            Log = before.Log with { EverySteps = 3 },
        };

        Assert.Equal(
            ["seed (was 1, now 7)", "schedule.kind (was \"cosine\", now \"constant\")"], TrainingConfig.Differences(before, now));
    }

    [Fact]
    public void ToJson_ThenFromJson_IsTheSame()
    {
        var config = new TrainingConfig { Seed = 3, MaxSteps = 9, Model = new ModelConfig { VocabularySize = 0, Attention = AttentionKind.Additive } };

        Assert.Equal(config, TrainingConfig.FromJson(config.ToJson()));
    }

    private TrainingConfig Read(string text, params string[] overrides) =>
        TrainingConfig.Read(_folder.Write("recipe.json", text), overrides);
}
