using Nmt.Model.Text;

namespace Nmt.Training.Corpus;

/// <summary>A sentence and its translation as piece ids, without begin and end marks.</summary>
internal readonly record struct EncodedPair(int[] Source, int[] Target)
{
    /// <summary>Source tokens that the network reads, the end mark included.</summary>
    public int SourceTokens => Source.Length + 1;

    /// <summary>Target tokens that the network predicts, the end mark included.</summary>
    public int TargetTokens => Target.Length + 1;

    /// <summary>The longer of the two sides: what the pair costs of a batch's budget.</summary>
    public int Widest => Math.Max(SourceTokens, TargetTokens);

    /// <param name="pair">Normalized texts; the source is opened by the tag of the language that it goes into, where there is one.</param>
    /// <param name="tokenizer">Makes the ids.</param>
    public static EncodedPair Of(SentencePair pair, SubwordTokenizer tokenizer) =>
        new([.. tokenizer.TagFor(pair.Into), .. tokenizer.Encode(pair.Source)], [.. tokenizer.Encode(pair.Target)]);

    /// <param name="source">Normalized text.</param>
    /// <param name="target">Normalized text.</param>
    /// <param name="tokenizer">Makes the ids.</param>
    public static EncodedPair Of(string source, string target, SubwordTokenizer tokenizer) =>
        new([.. tokenizer.Encode(source)], [.. tokenizer.Encode(target)]);
}
