using Nmt.Model.Network;
using Nmt.Model.Text;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Learning;

/// <summary>"a b c" is to become "c b a": a task that needs attention, and that a small network learns in seconds.</summary>
internal static class ReverseTask
{
    private const string Letters = "abcdefgh";

    /// <summary>Small enough for many runs in a second; every kind of dropout and the average are on.</summary>
    public static readonly TrainingConfig Config = new()
    {
        Seed = 11,
        Epochs = 3,
        Model = new ModelConfig
        {
            VocabularySize = 0,
            Embedding = 8,
            EncoderHidden = 6,
            EncoderLayers = 1,
            DecoderHidden = 8,
            DecoderLayers = 2,
            Dropout = 0.2,
        },
        Batches = new BatchConfig { Tokens = 60, Pool = 2 },
        Optimizer = new OptimizerConfig { LearningRate = 0.01 },
        Schedule = new ScheduleConfig { WarmupSteps = 3 },
        Regularisation = new RegularisationConfig { AverageDecay = 0.8 },
        Evaluation = new EvaluationConfig { EverySteps = 4, Patience = 0, Samples = 2 },
        Checkpoints = new CheckpointConfig { EverySteps = 3, EveryMinutes = 0 },
        Log = new LogConfig { EverySteps = 1 },
    };

    /// <summary>Distinct pairs; none of the development set is trained on.</summary>
    public static TrainingCorpus Corpus(int train, int dev, int longest)
    {
        var random = new Random(5);
        var texts = new HashSet<string>();
        while (texts.Count < train + dev)
            texts.Add(string.Join(' ', Enumerable.Range(0, random.Next(1, longest + 1)).Select(_ => Letters[random.Next(Letters.Length)])));

        // One merge a letter: the space before it and the letter are one piece.
        var tokenizer = SubwordTokenizer.FromMerges(Letters.Select(letter => new MergeRule("\u0120", letter.ToString())));
        var pairs = texts.Select((text, i) => new SentencePair(text, new string([.. text.Reverse()]), i + 1)).ToList();
        return new TrainingCorpus
        {
            Name = "reverse",
            SourceLanguage = "xx",
            TargetLanguage = "yy",
            Tokenizer = tokenizer,
            Train = [.. pairs.Take(train).Select(pair => EncodedPair.Of(pair.Source, pair.Target, tokenizer))],
            TrainTexts = [.. pairs.Take(train)],
            LeftOut = 0,
            Dev = [.. pairs.Skip(train)],
            Hash = "reverse",
        };
    }
}
