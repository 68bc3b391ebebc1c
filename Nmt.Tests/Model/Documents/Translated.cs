using System.Text;
using Nmt.Model;
using Nmt.Model.Documents;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Model.Documents;

/// <summary>Documents translated by hand.</summary>
internal static class Translated
{
    /// <summary>Every block says what it said.</summary>
    public static byte[] Unchanged(IDocument document) => Bytes(document, text => text);

    /// <summary>Every block through a function; attention runs along the diagonal.</summary>
    public static string With(IDocument document, Func<string, string> translate) =>
        Encoding.UTF8.GetString(Bytes(document, translate));

    public static byte[] Bytes(IDocument document, Func<string, string> translate)
    {
        using var output = new MemoryStream();
        document.Write([.. document.Blocks.Select(block => Translations.Of(block.Text, translate(block.Text)))], output);
        return output.ToArray();
    }

    /// <summary>A translation word by word: each target word attends to one source word.</summary>
    /// <param name="source">Words between spaces.</param>
    /// <param name="target">Words between spaces, each with the number of its source word, from 0: "Haus:1".</param>
    public static Translation Aligned(string source, string target)
    {
        var words = target.Split(' ').Select(word => word.Split(':')).ToList();
        var translation = Translations.Of(source, string.Join(' ', words.Select(word => word[0])));
        var rows = words.Select(word => Row(int.Parse(word[1], System.Globalization.CultureInfo.InvariantCulture)))
            .Append(Row(translation.SourcePieces.Count - 1)).ToList();
        return translation with { Hypotheses = [translation.Hypotheses[0] with { Attention = rows }] };

        float[] Row(int one) => [.. Enumerable.Range(0, translation.SourcePieces.Count).Select(i => i == one ? 1f : 0f)];
    }
}
