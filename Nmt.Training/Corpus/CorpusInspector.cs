using System.Globalization;

namespace Nmt.Training.Corpus;

/// <summary>
/// Looks at a part of a corpus as a whole: whether the two sides stay aligned, whether each is in its language's script,
/// and how its text is written. Keeps two dozen bytes of each pair.
/// </summary>
internal sealed class CorpusInspector(string part, FilterOptions filter, CorpusReport report)
{
    private readonly List<int> _lines = [];
    private readonly List<int> _sourceLengths = [];
    private readonly List<int> _targetLengths = [];
    private readonly List<Script> _sourceScripts = [];
    private readonly List<Script> _targetScripts = [];
    private readonly TextStyle _sourceStyle = new();
    private readonly TextStyle _targetStyle = new();

    /// <summary>Pairs seen.</summary>
    public int Count => _lines.Count;

    /// <summary>Sees the next pair; its place is <see cref="Count"/> before the call.</summary>
    public void See(NormalizedPair pair)
    {
        _lines.Add(pair.Raw.Line);

        // A blank side would pass for a pair of very odd lengths.
        bool blank = pair.Source.Length == 0 || pair.Target.Length == 0;
        _sourceLengths.Add(blank ? 0 : pair.Source.Length);
        _targetLengths.Add(blank ? 0 : pair.Target.Length);
        _sourceScripts.Add(Scripts.Of(pair.Source));
        _targetScripts.Add(Scripts.Of(pair.Target));
        _sourceStyle.See(pair.Source);
        _targetStyle.See(pair.Target);
    }

    /// <summary>Reports what only the whole shows.</summary>
    /// <param name="sourceLanguage">Code of the source's language.</param>
    /// <param name="targetLanguage">Code of the target's language.</param>
    /// <param name="stays">Whether the pair at a place has not been dropped for another reason.</param>
    /// <returns>The places of pairs that are to be dropped; none of a development or test set.</returns>
    public IReadOnlySet<int> Finish(string sourceLanguage, string targetLanguage, Func<int, bool> stays)
    {
        var dropped = new HashSet<int>();
        ReportMisaligned(stays, dropped);
        ReportScripts((sourceLanguage, _sourceScripts), (targetLanguage, _targetScripts), stays, dropped);
        ReportStyle((sourceLanguage, _sourceStyle), (targetLanguage, _targetStyle));
        return dropped;
    }

    private bool Drops(CorpusCheck check) => part == "train" && filter.Drops(check);

    private void ReportMisaligned(Func<int, bool> stays, HashSet<int> dropped)
    {
        int[] places = [.. Enumerable.Range(0, Count).Where(place => _sourceLengths[place] > 0)];
        int[] sourceLengths = [.. places.Select(place => _sourceLengths[place])];
        int[] targetLengths = [.. places.Select(place => _targetLengths[place])];
        bool drops = Drops(CorpusCheck.Misaligned);
        foreach (MisalignedStretch stretch in AlignmentCheck.Find(sourceLengths, targetLengths))
        {
            foreach (int place in places[stretch.From..stretch.To].Where(stays))
            {
                report.Add(part, CorpusCheck.Misaligned, _lines[place], drops);
                if (drops)
                {
                    dropped.Add(place);
                }
            }

            report.Explain(
                part, CorpusCheck.Misaligned, Explanation(stretch, _lines[places[stretch.From]], _lines[places[stretch.To - 1]]), drops);
        }
    }

    private static string Explanation(MisalignedStretch stretch, int first, int last)
    {
        string shift = stretch.Shift == 0 ? ""
            : $"; source line n goes with target line n {(stretch.Shift > 0 ? "+" : "-")} {Math.Abs(stretch.Shift)}";
        return string.Create(CultureInfo.InvariantCulture, $"lines {first} to {last}: rank correlation of the lengths {stretch.Correlation:F2}{shift}");
    }

    private void ReportScripts(
        (string Language, List<Script> Scripts) source, (string Language, List<Script> Scripts) target, Func<int, bool> stays, HashSet<int> dropped)
    {
        IReadOnlyList<Script> expectedSource = Expected(source.Language, source.Scripts);
        IReadOnlyList<Script> expectedTarget = Expected(target.Language, target.Scripts);
        bool drops = Drops(CorpusCheck.WrongScript);
        var found = new SortedDictionary<(string, Script), int>();
        for (int place = 0; place < Count; place++)
        {
            bool wrongSource = IsWrong(source.Scripts[place], expectedSource);
            bool wrongTarget = IsWrong(target.Scripts[place], expectedTarget);
            if (!(wrongSource || wrongTarget) || dropped.Contains(place) || !stays(place))
            {
                continue;
            }

            report.Add(part, CorpusCheck.WrongScript, _lines[place], drops);
            var kind = wrongSource ? (source.Language, source.Scripts[place]) : (target.Language, target.Scripts[place]);
            found[kind] = found.GetValueOrDefault(kind) + 1;
            if (drops)
            {
                dropped.Add(place);
            }
        }

        foreach (((string language, Script script), int count) in found)
        {
            report.Explain(part, CorpusCheck.WrongScript, $"{count} of {language} in {script} script", drops);
        }
    }

    /// <summary>By the language's code, or else what most lines are in.</summary>
    private static IReadOnlyList<Script> Expected(string language, List<Script> scripts)
    {
        IReadOnlyList<Script> known = Scripts.OfLanguage(language);
        if (known.Count > 0)
        {
            return known;
        }

        var most = scripts.Where(script => script != Script.None).CountBy(script => script).OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key).FirstOrDefault();
        return most.Key == Script.Kana ? [Script.Kana, Script.Han] : [most.Key];
    }

    private static bool IsWrong(Script script, IReadOnlyList<Script> expected) => script != Script.None && !expected.Contains(script);

    private void ReportStyle((string Language, TextStyle Style) source, (string Language, TextStyle Style) target)
    {
        (string Language, TextStyle Style)[] tokenised = [.. new[] { source, target }.Where(side => side.Style.IsTokenised)];
        if (tokenised.Length > 0)
        {
            report.Add(part, CorpusCheck.Tokenised, tokenised[0].Style.FirstTokenised, tokenised.Max(side => side.Style.Tokenised));
        }

        foreach ((string language, TextStyle style) in tokenised)
        {
            report.Explain(part, CorpusCheck.Tokenised, $"{language}: {style.Tokenised} of {style.Stops} sentences with a stop");
        }

        (string Language, TextStyle Style)[] lowerCased = [.. new[] { source, target }.Where(side => side.Style.IsLowerCased)];
        if (lowerCased.Length > 0)
        {
            report.Add(part, CorpusCheck.LowerCased, 1, Count);
            report.Explain(part, CorpusCheck.LowerCased, string.Join(", ", lowerCased.Select(side => side.Language)));
        }
    }

    /// <summary>How one side's text is written.</summary>
    private sealed class TextStyle
    {
        // Fewer lines may be so by chance.
        private const int FewestLines = 100;

        private bool _hasCapital;
        private int _withSmall;

        public int Lines { get; private set; }

        public int Stops { get; private set; }

        public int Tokenised { get; private set; }

        public int FirstTokenised { get; private set; }

        public bool IsTokenised => Stops >= FewestLines && Tokenised > 0.8 * Stops;

        public bool IsLowerCased => Lines >= FewestLines && 2 * _withSmall > Lines && !_hasCapital;

        public void See(string line)
        {
            Lines++;
            if (line.Length > 2 && line[^1] is '.' or '?' or '!' or '。' or '？' or '！')
            {
                Stops++;
                Tokenised += line[^2] == ' ' ? 1 : 0;
                FirstTokenised = FirstTokenised == 0 && line[^2] == ' ' ? Lines : FirstTokenised;
            }

            _hasCapital = _hasCapital || line.Any(char.IsUpper);
            _withSmall += line.Any(char.IsLower) ? 1 : 0; // scripts without letter case have a foreign name now and then
        }
    }
}
