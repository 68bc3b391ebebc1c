using Nmt.Training.Learning;
using Nmt.Training.Presets;

namespace Nmt.Tests.Training.Presets;

public sealed class PresetTests
{
    public static TheoryData<string> Names => new(Preset.All.Select(preset => preset.Name));

    [Theory]
    [InlineData(1, "pairs-5k", 2_000)]
    [InlineData(12_000, "pairs-5k", 2_000)]
    [InlineData(12_001, "pairs-30k", 6_000)]
    [InlineData(28_995, "pairs-30k", 6_000)]
    [InlineData(160_000, "pairs-150k", 14_000)]
    [InlineData(400_001, "pairs-1m", 32_000)]
    [InlineData(int.MaxValue, "pairs-1m", 32_000)]
    public void For_Pairs_GivesTheNearestSize(int pairs, string expected, int vocabulary)
    {
        Preset preset = Preset.For(pairs);
        Assert.Equal((expected, vocabulary), (preset.Name, preset.VocabularySize));
        Assert.Equal(preset, Preset.For(preset.Pairs));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Config_OfEachPreset_IsARecipeThatReads(string name)
    {
        Preset preset = Preset.Named(name)!;
        TrainingConfig config = TrainingConfig.Read(preset.Config, []);
        Assert.Empty(config.Faults());
        Assert.Contains($"{preset.VocabularySize:N0} pieces", File.ReadAllText(preset.Config), StringComparison.Ordinal);
    }

    [Fact]
    public void All_InOrder_GrowInEverySizeAndLeaveNoGap()
    {
        foreach ((Preset smaller, Preset larger) in Preset.All.Zip(Preset.All.Skip(1)))
        {
            Assert.InRange(smaller.MostPairs, smaller.Pairs, larger.Pairs);
            Assert.True(larger.VocabularySize > smaller.VocabularySize);
            Assert.True(Parameters(larger) > Parameters(smaller));
        }

        static long Parameters(Preset preset) =>
            NetworkSize.Of(TrainingConfig.Read(preset.Config, []).Model with { VocabularySize = preset.VocabularySize }).Parameters;
    }

    [Theory]
    [InlineData("pairs-5k", 9_693, "preset pairs-5k for 9,693 pairs (up to 12,000): ", "arXiv 1905.11901")]
    [InlineData("pairs-30k", 28_995, "preset pairs-30k for 28,995 pairs (from 12,000 to 70,000): ", "arXiv 1707.04481")]
    [InlineData("pairs-1m", 4_500_000, "preset pairs-1m for 4,500,000 pairs (from 400,000 on): ", "DeepLearningExamples")]
    public void Explain_Pairs_SaysWhatWhyAndTheSource(string name, int pairs, string beginning, string source)
    {
        string text = Preset.Named(name)!.Explain(pairs);
        Assert.StartsWith(beginning, text, StringComparison.Ordinal);
        Assert.Contains(source, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Named_Unknown_IsNull() => Assert.Null(Preset.Named("huge"));
}
