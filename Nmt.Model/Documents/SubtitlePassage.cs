using System.Text.RegularExpressions;

namespace Nmt.Model.Documents;

/// <summary>What one speaker says in a cue, on one line or more.</summary>
internal sealed partial class SubtitlePassage
{
    private readonly string _prefix;
    private readonly string _end;
    private readonly string _lineBreak;
    private readonly string _source;
    private readonly int _lines;
    private readonly List<(string Text, bool IsTag)> _parts = [];

    /// <param name="lines">Each with its line end; the last may have none.</param>
    public SubtitlePassage(IReadOnlyList<string> lines)
    {
        var whole = string.Concat(lines);
        _source = whole.TrimEnd('\r', '\n');
        _end = whole[_source.Length..];
        _lineBreak = whole.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        _lines = lines.Count;
        _prefix = Dash().Match(_source).Value;
        Block = new TextBlock(Runs(_source[_prefix.Length..]));
    }

    public TextBlock Block { get; }

    /// <summary>The lines of a cue by speaker: a dash at the beginning of a line lets another one speak.</summary>
    public static IEnumerable<IReadOnlyList<string>> Speakers(IReadOnlyList<string> lines)
    {
        var start = 0;
        for (var i = 1; i <= lines.Count; i++)
        {
            if (i < lines.Count && Dash().Match(lines[i]).Length == 0)
                continue;
            yield return [.. lines.Skip(start).Take(i - start)];
            start = i;
        }
    }

    /// <summary>The translation, on as many lines and with the same tags.</summary>
    public string With(Translation translation)
    {
        if (translation.Text == Block.Text)
            return _source + _end;
        var texts = new Queue<string>(Block.With(translation));
        var joined = string.Concat(_parts.Select(part => part.IsTag ? part.Text : LineEnds().Replace(texts.Dequeue(), " ")));
        return _prefix + string.Join(_lineBreak, LineWrap.Balance(joined.Trim(), _lines)) + _end;
    }

    // Text between the same open tags looks alike.
    private IEnumerable<TextRun> Runs(string text)
    {
        var formats = new Dictionary<string, int>();
        var open = new List<string>();
        foreach (Match match in TagOrText().Matches(text))
        {
            var isTag = LineWrap.Tag().IsMatch(match.Value);
            _parts.Add((match.Value, isTag));
            if (!isTag)
            {
                var key = string.Join('\n', open);
                formats.TryAdd(key, formats.Count);
                yield return new TextRun(match.Value, formats[key]);
            }
            else if (match.Value.StartsWith("</", StringComparison.Ordinal))
            {
                if (open.Count > 0)
                    open.RemoveAt(open.Count - 1);
            }
            else
            {
                open.Add(match.Value);
            }
        }
    }

    [GeneratedRegex(@"^\uFEFF?\s*[-–—]\s*(?=[^-–—\s])")]
    private static partial Regex Dash();

    [GeneratedRegex(@"\s*[\r\n]+\s*")]
    private static partial Regex LineEnds();

    [GeneratedRegex(@"</?[A-Za-z][^<>]*>|\{\\[^{}]*\}|(?:(?!</?[A-Za-z][^<>]*>|\{\\[^{}]*\}).)+", RegexOptions.Singleline)]
    private static partial Regex TagOrText();
}
