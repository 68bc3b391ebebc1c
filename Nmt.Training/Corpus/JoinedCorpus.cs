using System.Security.Cryptography;
using System.Text;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Model.Files;
using Nmt.Model.Text;
using Nmt.Training.Presets;
using Nmt.Training.Reporting;

namespace Nmt.Training.Corpus;

/// <summary>
/// Several prepared corpora as one, for a model of several directions: subwords learned of all their texts together, and
/// beside each part a file with the language that each pair goes into. Test sets stay where they are, since a score is of
/// one direction.
/// </summary>
internal sealed class JoinedCorpus
{
    /// <summary>Ends the name of a part's file of target languages, one code a line.</summary>
    public const string LanguageSuffix = ".lang";

    /// <summary>Stands for several languages, as in ISO 639-2.</summary>
    public const string Multiple = "mul";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly IReadOnlyList<string> _folders;
    private readonly IReadOnlyList<PreparedCorpus> _parts;

    private JoinedCorpus(IReadOnlyList<string> folders, IReadOnlyList<PreparedCorpus> parts) => (_folders, _parts) = (folders, parts);

    /// <summary>The files that a joined corpus has beside those of another.</summary>
    public static IReadOnlyList<string> LanguageFiles { get; } = ["train" + LanguageSuffix, "dev" + LanguageSuffix];

    /// <param name="folders">At least two prepared corpora.</param>
    /// <exception cref="NmtException">One is not a prepared corpus, has no development set, or is joined already.</exception>
    public static JoinedCorpus Of(IReadOnlyList<string> folders)
    {
        if (folders.Count < 2)
            throw new NmtException($"--join: expected two prepared corpora or more, found {folders.Count}.");
        var parts = folders.Select(PreparedCorpus.Read).ToList();
        foreach (var (folder, part) in folders.Zip(parts))
        {
            if (part.Directions.Count > 0)
                throw new NmtException($"{folder}: is itself joined. Name the corpora that it was joined of.");
            if (!part.Parts.ContainsKey("dev"))
                throw new NmtException($"{folder}: has no development set. Prepare it with one.");
            if (!LanguageTag.IsCode(part.TargetLanguage))
                throw new NmtException($"{folder}: expected a target language of letters, digits and hyphens, as de or zh-Hans, found {part.TargetLanguage}. Prepare it again with such a code.");
        }

        return new JoinedCorpus(folders, parts);
    }

    /// <summary>Writes the joined corpus.</summary>
    /// <param name="output">The folder to make; an older prepared one is replaced.</param>
    /// <param name="vocabularySize">Pieces, the tags not counted; null for what suits the size.</param>
    /// <param name="subwords">A model or prepared corpus of these directions whose subwords are taken; null to learn new ones.</param>
    /// <param name="command">The command line, for the record.</param>
    /// <exception cref="NmtException">The subwords are of a model into other languages, or no pair is left.</exception>
    public PreparedCorpus Write(string output, int? vocabularySize, string? subwords, IReadOnlyList<string> command)
    {
        PreparedCorpus? prepared = null;
        Preparation.RequireOwn(output);
        var known = subwords is null ? null : KnownSubwords(subwords);
        AtomicFolder.Write(output, folder => prepared = WriteInto(folder, vocabularySize, known, Complete));
        return prepared!;

        PreparedCorpus Complete(PreparedCorpus described) =>
            described with { Command = command, Options = described.Options with { Subwords = subwords } };
    }

    private string[] Languages => [.. _parts.Select(part => part.TargetLanguage).Distinct().Order(StringComparer.Ordinal)];

    // All of its tags, since a tag that nothing was learned for would be taken for a language to translate into.
    private SubwordTokenizer KnownSubwords(string folder)
    {
        var known = SubwordTokenizer.Load(folder);
        var tags = known.Vocabulary.Tags.Keys;
        return tags.Order(StringComparer.Ordinal).SequenceEqual(Languages) ? known : throw new NmtException(
            $"{folder}: expected a model into {string.Join(", ", Languages)}, found "
            + $"{(tags.Any() ? "one into " + string.Join(", ", tags) : "one of one direction")}. Join corpora into the same languages, or leave --subwords out.");
    }

    private PreparedCorpus WriteInto(string folder, int? vocabularySize, SubwordTokenizer? known, Func<PreparedCorpus, PreparedCorpus> complete)
    {
        var heldOut = HeldOutTexts();
        var report = new CorpusReport();
        var words = new WordCounts();
        var count = 0;
        foreach (var pair in Train(heldOut, report))
        {
            words.Add(pair.Source);
            words.Add(pair.Target);
            count++;
        }

        if (count == 0)
            throw new NmtException("--join: every training pair shares a side with a development or test set, so none is left to train on.");
        var subwords = known ?? Learn(words, vocabularySize ?? Preset.For(count).VocabularySize);
        subwords.Save(folder);
        var sizes = new Dictionary<string, PreparedPart>
        {
            ["train"] = WritePart(folder, "train", Train(heldOut, new CorpusReport()), subwords),
            ["dev"] = WritePart(folder, "dev", Pairs("dev"), subwords),
        };
        var prepared = complete(Describe(folder, subwords, sizes) with { Findings = report.Findings });
        File.WriteAllText(Path.Combine(folder, PreparedCorpus.FileName), prepared.ToJson() + "\n");
        return prepared;
    }

    private SubwordTokenizer Learn(WordCounts words, int vocabularySize)
    {
        var learned = SubwordTrainer.Learn(words, vocabularySize);
        return SubwordTokenizer.FromMerges(learned.Merges, Languages);
    }

    private IEnumerable<SentencePair> Train(HashSet<UInt128> heldOut, CorpusReport report)
    {
        foreach (var pair in Pairs("train"))
        {
            if (heldOut.Contains(TextKey.Of(pair.Source)) || heldOut.Contains(TextKey.Of(pair.Target)))
                report.Add("train", CorpusCheck.SideOverlap, pair, dropped: true);
            else
                yield return pair;
        }
    }

    private static PreparedPart WritePart(string folder, string name, IEnumerable<SentencePair> pairs, SubwordTokenizer subwords)
    {
        using var writer = new PartWriter(folder, name);
        using var languages = new StreamWriter(Path.Combine(folder, name + LanguageSuffix), append: false, Utf8) { NewLine = "\n" };
        foreach (var pair in pairs)
        {
            var pieces = EncodedPair.Of(pair, subwords);
            writer.Write(pair.Source, pair.Target, pieces.Source.Length, pieces.Target.Length);
            languages.WriteLine(pair.Into);
        }

        return writer.Size;
    }

    // What one direction is tested on must not be learned in another, whichever side it is on there.
    private HashSet<UInt128> HeldOutTexts() =>
        [.. Pairs("dev").Concat(Pairs("test")).SelectMany(pair => new[] { TextKey.Of(Normalizer.Normalize(pair.Source)), TextKey.Of(Normalizer.Normalize(pair.Target)) })];

    private IEnumerable<SentencePair> Pairs(string part) => _folders.Zip(_parts)
        .Where(each => each.Second.Parts.ContainsKey(part))
        .SelectMany(each => ParallelCorpus
            .OfFiles(Path.Combine(each.First, $"{part}.src"), Path.Combine(each.First, $"{part}.tgt")).Read(part)
            .Select(pair => pair with { Into = each.Second.TargetLanguage }));

    private PreparedCorpus Describe(string folder, SubwordTokenizer subwords, Dictionary<string, PreparedPart> sizes) => new()
    {
        SourceLanguage = Single(part => part.SourceLanguage),
        TargetLanguage = Single(part => part.TargetLanguage),
        Directions = [.. _parts.Select(part => new TranslationDirection(part.SourceLanguage, part.TargetLanguage)).Distinct()],
        Version = ProgramVersion.Number,
        Options = _parts[0].Options,
        Inputs = [.. _parts.SelectMany(part => part.Inputs)],
        Diversified = [.. _parts.SelectMany(part => part.Diversified)],
        PairsRead = _parts.Sum(part => part.PairsRead),
        Vocabulary = subwords.Vocabulary.Count,
        Merges = subwords.Merges.Count,
        Parts = sizes,
        Findings = [],
        Files = Directory.GetFiles(folder).Order(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetFileName(path), HashOf, StringComparer.Ordinal),
    };

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private string Single(Func<PreparedCorpus, string> language) =>
        _parts.Select(language).Distinct().ToList() is [var only] ? only : Multiple;
}
