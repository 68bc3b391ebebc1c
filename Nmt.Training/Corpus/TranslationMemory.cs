using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Nmt.Model.Errors;

namespace Nmt.Training.Corpus;

/// <summary>
/// Reads two languages of a translation memory in TMX 1.4 (LISA/ETSI): of each <c>tu</c> the <c>seg</c> of the first
/// <c>tuv</c> in each language. Codes of native formatting (<c>bpt ept ph it ut</c>) are no text; <c>hi</c> is.
/// </summary>
internal static partial class TranslationMemory
{
    private static readonly HashSet<string> Codes = ["bpt", "ept", "ph", "it", "ut"];

    private static readonly XmlReaderSettings Settings = new()
    {
        // Memories name a DTD that is not there, and a corpus from elsewhere must not make us open files or addresses.
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false, // control characters are the report's to tell
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The units with both languages; line is that of the unit's tag.</summary>
    /// <exception cref="NmtException">The file is missing, no XML, or has no unit.</exception>
    public static IEnumerable<SentencePair> Read(string path, (string Source, string Target) languages, CorpusReading reading)
    {
        using InputFile file = InputFile.Open(path);
        using XmlReader xml = XmlReader.Create(file.Text, Settings);
        bool any = false;
        while (Next(xml, path))
        {
            any = true;
            int line = ((IXmlLineInfo)xml).LineNumber;
            Dictionary<string, string> unit = Unit(xml, path);
            if (Text(unit, languages.Source) is { } source && Text(unit, languages.Target) is { } target)
            {
                yield return new SentencePair(source, target, line);
            }
            else
            {
                reading.Report.Add(reading.Part, CorpusCheck.NoTranslation, new SentencePair(string.Join(", ", unit.Keys), "", line));
            }
        }

        if (!any)
        {
            throw new NmtException($"{path}: expected a translation memory (TMX) with <tu> units, found none.");
        }

        reading.Report.AddInput(reading.Part, path, file.Finish());
    }

    private static bool Next(XmlReader xml, string path) => Guarded(path, () => xml.ReadToFollowing("tu"));

    private static Dictionary<string, string> Unit(XmlReader xml, string path) => Guarded(path, () =>
    {
        var unit = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using XmlReader inner = xml.ReadSubtree();
        string? language = null;
        while (inner.Read())
        {
            if (inner.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (inner.LocalName == "tuv")
            {
                language = inner.GetAttribute("xml:lang") ?? inner.GetAttribute("lang");
            }
            else if (inner.LocalName == "seg" && language is not null)
            {
                unit.TryAdd(language.Replace('_', '-'), Segment(inner));
            }
        }

        return unit;
    });

    // Layout of the XML: a segment is a line of the corpus.
    [GeneratedRegex(@"\s*[\r\n]\s*")]
    private static partial Regex LineBreaks();

    private static string Segment(XmlReader xml)
    {
        var text = new StringBuilder();
        using XmlReader segment = xml.ReadSubtree();
        int codes = 0;
        while (segment.Read())
        {
            bool isCode = Codes.Contains(segment.LocalName);
            if (segment.NodeType == XmlNodeType.Element && isCode && !segment.IsEmptyElement)
            {
                codes++;
            }
            else if (segment.NodeType == XmlNodeType.EndElement && isCode)
            {
                codes--;
            }
            else if (codes == 0 && segment.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                text.Append(segment.Value);
            }
        }

        return LineBreaks().Replace(text.ToString(), " ").Trim();
    }

    /// <summary>The text in the language itself, or else in one of its variants: "en" takes "en-GB" and "en-GB" takes "en".</summary>
    private static string? Text(Dictionary<string, string> unit, string language) =>
        unit.TryGetValue(language.Replace('_', '-'), out string? text) ? text
        : unit.FirstOrDefault(entry => string.Equals(Primary(entry.Key), Primary(language), StringComparison.OrdinalIgnoreCase)).Value;

    private static string Primary(string language) => language.Split('-', '_')[0];

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (XmlException failure)
        {
            throw new NmtException($"{path}, line {failure.LineNumber}: expected a translation memory (TMX), found XML that is damaged: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw new NmtException($"{path}: damaged: expected gzip data, found: {failure.Message}", failure);
        }
    }
}
