using Nmt.Model.Text;

namespace Nmt.Training.Evaluation;

/// <summary>
/// chrF (Popović 2015, WMT) and, with n-grams of words, chrF++ (Popović 2017, WMT), equal to sacreBLEU 2.6 to the last
/// printed digit. A line counts against that reference which gives it the best score.
/// </summary>
internal sealed class Chrf : IMetric
{
    private const int NumbersPerOrder = 3; // n-grams of the hypothesis, of the reference, of both
    private const double Epsilon = 1e-16;

    private readonly ChrfOptions _options;
    private readonly NgramTrie _characters;
    private readonly NgramTrie _words;
    private readonly Dictionary<string, int> _vocabulary = [];

    public Chrf(ChrfOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.CharOrder, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.WordOrder, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Beta, nameof(options));
        ArgumentOutOfRangeException.ThrowIfZero(options.CharOrder + options.WordOrder, nameof(options));
        _options = options;
        _characters = new NgramTrie(options.CharOrder);
        _words = new NgramTrie(options.WordOrder);
    }

    public string Name => $"chrF{_options.Beta}{new string('+', _options.WordOrder)}";

    public IReadOnlyList<SignatureField> Settings =>
    [
        new("case", "c", _options.Lowercase ? "lc" : "mixed"),
        new("eff", "e", SignatureField.YesNo(!_options.EpsilonSmoothing)),
        new("nc", "nc", $"{_options.CharOrder}"),
        new("nw", "nw", $"{_options.WordOrder}"),
        new("space", "s", SignatureField.YesNo(_options.Whitespace)),
    ];

    public int Width => NumbersPerOrder * Orders;

    private int Orders => _options.CharOrder + _options.WordOrder;

    public void Count(string hypothesis, IReadOnlyList<string> references, Span<double> statistics)
    {
        _vocabulary.Clear();
        var text = new ChrfText(hypothesis, _options, _vocabulary);
        _characters.SetHypothesis(text.Characters());
        _words.SetHypothesis(text.Words());
        var best = -1.0;
        Span<double> numbers = stackalloc double[Width];
        foreach (var reference in references)
        {
            Compare(text, new ChrfText(reference, _options, _vocabulary), numbers);
            var score = Score(numbers);
            if (score <= best)
                continue;
            best = score;
            numbers.CopyTo(statistics);
        }
    }

    public double Score(ReadOnlySpan<double> statistics)
    {
        var (precisions, recalls, effective, sum) = (0.0, 0.0, 0, 0.0);
        for (var i = 0; i < Orders; i++)
        {
            var (hypothesis, reference, both) = (statistics[3 * i], statistics[(3 * i) + 1], statistics[(3 * i) + 2]);
            var precision = hypothesis > 0 ? both / hypothesis : Epsilon;
            var recall = reference > 0 ? both / reference : Epsilon;
            sum += FScore(precision, recall) ?? Epsilon;
            if (hypothesis > 0 && reference > 0)
            {
                precisions += precision;
                recalls += recall;
                effective++;
            }
        }

        if (_options.EpsilonSmoothing)
            return 100 * sum / Orders;
        return effective == 0 ? 0 : 100 * (FScore(precisions / effective, recalls / effective) ?? 0);
    }

    public string Verbose(ReadOnlySpan<double> statistics) => "";

    /// <summary>Null where precision and recall give none.</summary>
    private double? FScore(double precision, double recall)
    {
        double factor = (long)_options.Beta * _options.Beta;
        var denominator = (factor * precision) + recall;
        return denominator > 0 ? (1 + factor) * precision * recall / denominator : null;
    }

    private void Compare(ChrfText hypothesis, ChrfText reference, Span<double> numbers)
    {
        Span<int> matches = stackalloc int[Orders];
        matches.Clear();
        _characters.Match(reference.Characters(), matches);
        _words.Match(reference.Words(), matches[_options.CharOrder..]);
        for (var i = 0; i < Orders; i++)
        {
            var isWords = i >= _options.CharOrder;
            var order = 1 + (isWords ? i - _options.CharOrder : i);
            var ofReference = NgramTrie.Total((isWords ? reference.Words() : reference.Characters()).Length, order);
            var ofHypothesis = NgramTrie.Total((isWords ? hypothesis.Words() : hypothesis.Characters()).Length, order);

            // A reference too short for an order does not count against the hypothesis.
            numbers[3 * i] = ofReference == 0 ? 0 : ofHypothesis;
            numbers[(3 * i) + 1] = ofReference;
            numbers[(3 * i) + 2] = matches[i];
        }
    }
}
