using Nmt.Model.Network;

namespace Nmt.Web.Components.Parts;

/// <summary>How much of each word is left in a layer's cells at each later word, from what is left of each piece.</summary>
internal static class MemoryTimeline
{
    /// <summary>
    /// Words for pieces: of a word, the mean over its pieces; at a word, what is left when its last piece has been read.
    /// </summary>
    /// <param name="pieces"><c>[from][at]</c>, in the order in which the layer reads.</param>
    /// <param name="words">The pieces of each word, in the order of the sentence.</param>
    /// <param name="backwards">Whether the layer reads from the end.</param>
    public static float[][] ToWords(IReadOnlyList<float[]> pieces, IReadOnlyList<Range> words, bool backwards)
    {
        (int First, int Last)[] read = [.. words.Select(word => backwards
            ? (pieces.Count - word.End.Value, pieces.Count - 1 - word.Start.Value)
            : (word.Start.Value, word.End.Value - 1))];
        if (backwards)
        {
            Array.Reverse(read);
        }

        return
        [
            .. read.Select((word, from) => read.Select((later, at) => at < from
                ? float.NaN
                : Enumerable.Range(word.First, word.Last - word.First + 1).Average(piece => pieces[piece][later.Last])).ToArray()),
        ];
    }

    /// <summary>The picture of shares that are left.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="shares"><c>[from][at]</c> of pieces, in reading order.</param>
    /// <param name="sentence">Their words.</param>
    /// <param name="side">Which way it was read.</param>
    public static HeatPicture Picture(string title, IReadOnlyList<float[]> shares, MemorySentence sentence, MemorySide side)
    {
        bool backwards = side == MemorySide.SourceBackward;
        IReadOnlyList<string> labels = sentence.Labels(side);
        IReadOnlyList<string> texts = side == MemorySide.Target ? ["(start)", .. sentence.TargetPieces.Skip(1)] : sentence.SourcePieces;
        IReadOnlyList<Range> words = sentence.Words(side);
        string[] names =
        [
            .. words.Select(word => word.End.Value - word.Start.Value == 1
                ? labels[word.Start.Value]
                : string.Concat(texts.Take(word)).Trim()),
        ];
        if (backwards)
        {
            Array.Reverse(names);
        }

        return new HeatPicture
        {
            Title = title,
            RowName = "word",
            Rows = names,
            Columns = names,
            Values = ToWords(shares, words, backwards),
            Scale = HeatScale.Share,
        };
    }
}
