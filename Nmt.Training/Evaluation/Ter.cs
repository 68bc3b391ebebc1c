using System.Runtime.InteropServices;

namespace Nmt.Training.Evaluation;

/// <summary>
/// The translation edit rate (Snover et al. 2006), equal to sacreBLEU 2.6 to the last printed digit: edits to the nearest
/// reference for each word of the references' mean length. Lower is better; it may exceed 100.
/// </summary>
internal sealed class Ter(TerOptions options) : IMetric
{
    private readonly TerTokenizer _tokenizer = new(options);
    private readonly Dictionary<string, int> _numbers = [];

    public string Name => "TER";

    public IReadOnlyList<SignatureField> Settings =>
    [
        new("case", "c", options.CaseSensitive ? "mixed" : "lc"),
        new("tok", "t", "tercom"),
        new("norm", "nr", SignatureField.YesNo(options.Normalized)),
        new("punct", "pn", SignatureField.YesNo(!options.NoPunctuation)),
        new("asian", "as", SignatureField.YesNo(options.AsianSupport)),
    ];

    public int Width => 2; // edits, words of the references

    public void Count(string hypothesis, IReadOnlyList<string> references, Span<double> statistics)
    {
        _numbers.Clear();
        var words = Words(hypothesis);
        var (fewest, total) = (int.MaxValue, 0);
        foreach (var reference in references)
        {
            var expected = Words(reference);
            fewest = Math.Min(fewest, TranslationEdits.Count(words, expected));
            total += expected.Length;
        }

        statistics[0] = fewest;
        statistics[1] = (double)total / references.Count;
    }

    /// <remarks>Words where the references have none are all wrong.</remarks>
    public double Score(ReadOnlySpan<double> statistics) => (statistics[0], statistics[1]) switch
    {
        (var edits, > 0 and var words) => 100 * (edits / words),
        (> 0, _) => 100,
        _ => 0,
    };

    public string Verbose(ReadOnlySpan<double> statistics) => "";

    private int[] Words(string line) => [.. _tokenizer.Words(line).Select(Number)];

    private int Number(string word)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, word, out var exists);
        if (!exists)
            number = _numbers.Count;
        return number;
    }
}
