using System.Globalization;

namespace Nmt.Training.Presets;

/// <summary>A recipe for corpora of about one size, with the reasons for it.</summary>
/// <param name="Name">What <c>--preset</c> takes; the recipe is the file of that name in Configs.</param>
/// <param name="Pairs">The size it is made for.</param>
/// <param name="MostPairs">Where the next larger one is nearer, as the ratio of sizes goes.</param>
/// <param name="VocabularySize">Pieces of the joint vocabulary.</param>
/// <param name="Why">What distinguishes it, and where that is from.</param>
internal sealed record Preset(string Name, int Pairs, int MostPairs, int VocabularySize, string Why)
{
    /// <summary>What <c>--preset</c> takes to have one picked by the size of the corpus.</summary>
    public const string Auto = "auto";

    /// <summary>From small to large.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        new("pairs-5k", 5_000, 12_000, 2_000,
            "2,000 pieces, dropout 0.5, word dropout 0.2 on both sides, smoothing 0.2, batches of 1,000 tokens: with 100,000 words of "
            + "German-English these steps took a recurrent model from 0 to 16.6 BLEU (Sennrich and Zhang 2019, arXiv 1905.11901, "
            + "table 2, systems 2 to 8)."),
        new("pairs-30k", 30_000, 70_000, 6_000,
            "a small network with much dropout: the best text-only recurrent system on the 29,000 captions of Multi30k had 4.6 million "
            + "parameters and a joint vocabulary of 10,000 (LIUM-CVC, Caglayan et al. 2017, arXiv 1707.04481); on the same captions the smallest "
            + "of three Transformers was the best (Wu et al. 2021). 6,000 pieces and EMA are our own measurement."),
        new("pairs-150k", 150_000, 400_000, 14_000,
            "14,000 pieces, width 512 and word dropout 0.1: on the 160,000 pairs of IWSLT14 a vocabulary of 14,000 with dropout, word dropout, "
            + "layer norm, tied embeddings and smoothing took a recurrent model from 25.7 to 33.6 BLEU (Sennrich and Zhang 2019, system 7); "
            + "two bidirectional layers are as good as four (Britz et al. 2017, arXiv 1703.03906)."),
        new("pairs-1m", 1_000_000, int.MaxValue, 32_000,
            "GNMT v2 as NVIDIA trains it: four layers of 1,024, 32,000 pieces, dropout 0.2, smoothing 0.1, six epochs: 24.45 BLEU on WMT16 "
            + "English-German (DeepLearningExamples, PyTorch/Translation/GNMT); embedding and softmax are tied here. It wants a GPU."),
    ];

    /// <summary>The folder of the recipes that come with the program.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Configs");

    /// <summary>The recipe, as <c>--config</c> would take it.</summary>
    public string Config => Path.Combine(Folder, Name + ".json");

    /// <summary>The preset for a corpus of so many training pairs.</summary>
    public static Preset For(int pairs) => All.First(preset => pairs <= preset.MostPairs);

    /// <summary>The preset of a name; null where there is none.</summary>
    public static Preset? Named(string name) => All.FirstOrDefault(preset => preset.Name == name);

    /// <summary>What was picked for a corpus, and why.</summary>
    public string Explain(int pairs)
    {
        int index = All.Select((preset, i) => (preset, i)).First(entry => entry.preset == this).i;
        string least = index == 0 ? "up to" : string.Create(CultureInfo.InvariantCulture, $"from {All[index - 1].MostPairs:N0} to");
        string range = MostPairs == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"from {All[index - 1].MostPairs:N0} on")
            : string.Create(CultureInfo.InvariantCulture, $"{least} {MostPairs:N0}");
        return string.Create(CultureInfo.InvariantCulture, $"preset {Name} for {pairs:N0} pairs ({range}): {Why}");
    }
}
