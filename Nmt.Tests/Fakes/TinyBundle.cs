using Nmt.Model;
using Nmt.Model.Network;
using Nmt.Model.Text;

namespace Nmt.Tests.Fakes;

/// <summary>A complete bundle on disk with random weights.</summary>
internal static class TinyBundle
{
    private static readonly MergeRule[] Merges = [new("h", "e"), new("l", "o"), new("he", "l"), new("hel", "lo"), new("\u0120", "hello")];

    /// <summary>A tokenizer that knows a few merges; bytes spell the rest.</summary>
    public static SubwordTokenizer Tokenizer() => SubwordTokenizer.FromMerges(Merges);

    /// <summary>Writes a bundle of several directions into <paramref name="folder"/>.</summary>
    public static void Join(string folder, params TranslationDirection[] directions)
    {
        var tokenizer = SubwordTokenizer.FromMerges(Merges, directions.Select(each => each.Target).Distinct().Order(StringComparer.Ordinal));
        using var model = TinyModel.Create(TinyModel.Config with { VocabularySize = tokenizer.Vocabulary.Count });
        ModelBundle.Save(folder, model, tokenizer, new ModelManifest
        {
            Name = "joined tiny", SourceLanguage = "mul", TargetLanguage = "mul", Directions = directions,
        });
    }

    /// <summary>Writes a bundle into <paramref name="folder"/>.</summary>
    public static void Write(string folder, string source = "en", string target = "de", long seed = 5)
    {
        var tokenizer = Tokenizer();
        using var model = TinyModel.Create(TinyModel.Config with { VocabularySize = tokenizer.Vocabulary.Count }, seed);
        Save(folder, model, tokenizer, source, target);
    }

    /// <summary>Writes a bundle of a given model.</summary>
    public static void Save(string folder, Seq2SeqModel model, SubwordTokenizer tokenizer, string source, string target) =>
        ModelBundle.Save(folder, model, tokenizer, new ModelManifest
        {
            Name = $"{source}-{target} tiny",
            SourceLanguage = source,
            TargetLanguage = target,
            TrainingData = "random weights",
            Scores = [new ModelScore("dev", "BLEU", 12.5, "nrefs:1|case:mixed")],
        });
}
