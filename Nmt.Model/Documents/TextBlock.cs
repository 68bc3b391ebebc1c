using System.Text;
using Nmt.Model.Text;

namespace Nmt.Model.Documents;

/// <summary>Text that belongs together, such as a paragraph: translated as a whole, written back run by run.</summary>
public sealed class TextBlock
{
    private readonly TextRun[] _runs;

    internal TextBlock(params IEnumerable<TextRun> runs)
    {
        _runs = [.. runs];
        Text = Normalizer.Normalize(string.Concat(_runs.Select(run => run.Text)));
        HasWords = Text.EnumerateRunes().Any(Rune.IsLetter);
        IsFormatted = _runs.Where(run => !string.IsNullOrWhiteSpace(run.Text)).Select(run => run.Format).Distinct().Count() > 1;
    }

    /// <summary>The text to translate, on one line.</summary>
    public string Text { get; }

    /// <summary>
    /// Several formats meet in it: a translation that carries its attention puts each format at the words it belongs to.
    /// </summary>
    public bool IsFormatted { get; }

    /// <summary>False for numbers, punctuation and white space alone, which need no translation.</summary>
    internal bool HasWords { get; }

    /// <summary>The new text of each run. A translation equal to the source leaves every run as it is.</summary>
    internal IReadOnlyList<string> With(Translation translation) => translation.Text == Text
        ? [.. _runs.Select(run => run.Text)]
        : new RunDistribution(_runs).Distribute(translation.Text, (runs, tokens) => RunMasses.Of(Text, runs, translation, tokens));
}
