using System.Security.Cryptography;
using Nmt.Model.Errors;
using Nmt.Model.Files;
using Nmt.Model.Text;
using Nmt.Training.Presets;
using Nmt.Training.Reporting;

namespace Nmt.Training.Corpus;

/// <summary>
/// Turns a raw corpus into a prepared one. Each input is read once; the pairs that are kept wait on the disk until the
/// subwords are known, so that memory grows with the distinct words and sentences' keys, not with the text.
/// </summary>
internal sealed class Preparation
{
    private static readonly string[] PartOrder = ["train", "dev", "test"];

    private readonly PrepareOptions _options;
    private readonly Action<string> _progress;
    private readonly CancellationToken _cancellation;
    private readonly CorpusReport _report = new();
    private readonly CorpusReader _reader;
    private readonly Diversification _diversification;

    /// <param name="options">What to do.</param>
    /// <param name="progress">Is told what begins, in words for people.</param>
    /// <param name="time">For the speed.</param>
    /// <param name="cancellation">Ends the work; nothing is left behind.</param>
    public Preparation(PrepareOptions options, Action<string> progress, TimeProvider time, CancellationToken cancellation = default)
    {
        _options = options;
        _progress = progress;
        _cancellation = cancellation;
        _reader = new CorpusReader(options, _report, cancellation);
        _diversification = new Diversification(options, progress, time);
    }

    /// <summary>What has been found so far: where the work fails, it says why.</summary>
    public IReadOnlyList<CorpusFinding> Findings => _report.Findings;

    /// <exception cref="NmtException">The input is at fault, or the output folder is somebody else's.</exception>
    public PreparedCorpus Run()
    {
        PreparedCorpus? prepared = null;
        if (_options.Output is { } output)
        {
            RequireOwn(output);
            AtomicFolder.Write(output, folder => prepared = Prepare(folder));
            return prepared!;
        }

        DirectoryInfo scratch = Directory.CreateTempSubdirectory("nmt-prepare-");
        try
        {
            return Prepare(scratch.FullName);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <exception cref="NmtException">The output folder is somebody else's.</exception>
    public static void RequireOwn(string output)
    {
        if (File.Exists(output))
        {
            throw new NmtException($"{output}: expected a folder to write to, found a file. Name another --output.");
        }

        bool foreign = Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any() && !PreparedCorpus.IsIn(output);
        if (foreign)
        {
            throw new NmtException(
                $"{output}: expected a new folder or one that 'nmt prepare' has made (with a {PreparedCorpus.FileName}), "
                + "found another. Its files were left alone; name another --output.");
        }
    }

    private PreparedCorpus Prepare(string folder)
    {
        SubwordTokenizer? known = KnownSubwords();
        using var train = new PairSpool(Path.Combine(folder, ".train"));
        using var made = new PairSpool(Path.Combine(folder, ".made"));
        using var dev = new PairSpool(Path.Combine(folder, ".dev"));
        using var test = new PairSpool(Path.Combine(folder, ".test"));
        _progress("reading the corpus");
        ReadHeldOut(_options.Dev, "dev", dev);
        ReadHeldOut(_options.Test, "test", test);
        CorpusPart[] parts = _reader.ReadTrain(train);
        Diversify(train, parts, made);
        SubwordTokenizer subwords = Learn(Of(CorpusPart.Train, train, parts).Concat(made.Read()), known);

        _progress("writing");
        var writer = new CorpusWriter(folder, subwords, _options.Filter, _report, _diversification.Teachers.Count);
        writer.Write("train", Of(CorpusPart.Train, train, parts).Concat(made.Read()), _cancellation);
        writer.Write("dev", _options.Dev is null ? Of(CorpusPart.Dev, train, parts) : dev.Read(), _cancellation);
        writer.Write("test", _options.Test is null ? Of(CorpusPart.Test, train, parts) : test.Read(), _cancellation);
        subwords.Save(folder);
        PreparedCorpus prepared = Describe(folder, subwords, writer);
        File.WriteAllText(Path.Combine(folder, PreparedCorpus.FileName), prepared.ToJson() + "\n");
        return prepared;
    }

    private void Diversify(PairSpool train, CorpusPart[] parts, PairSpool made)
    {
        if (_diversification.Teachers.Count == 0)
        {
            return;
        }

        foreach (SpooledPair drawn in Of(CorpusPart.Dev, train, parts).Concat(Of(CorpusPart.Test, train, parts)))
        {
            _reader.HoldOut(drawn);
        }

        int own = parts.Count(part => part == CorpusPart.Train);
        _diversification.Add(Of(CorpusPart.Train, train, parts), own, made, _reader.KeepsMade, _cancellation);
    }

    private void ReadHeldOut(ParallelCorpus? corpus, string part, PairSpool spool)
    {
        if (corpus is not null)
        {
            _reader.ReadHeldOut(corpus, part, spool);
        }
    }

    /// <summary>Subwords of the words of the training part, both sides together.</summary>
    private SubwordTokenizer Learn(IEnumerable<SpooledPair> pairs, SubwordTokenizer? known)
    {
        if (known is not null && (_options.VocabularySize ?? known.Vocabulary.Count) == known.Vocabulary.Count)
        {
            return known;
        }

        _progress("counting words");
        var words = new WordCounts();
        int own = 0;
        foreach (SpooledPair pair in pairs)
        {
            words.Add(pair.Source);
            words.Add(pair.Target);
            own += pair.Teacher is null ? 1 : 0;
        }

        int size = _options.VocabularySize ?? Preset.For(own).VocabularySize;
        _progress($"learning {size} pieces from {words.Words.Count} distinct words");
        return known is null
            ? SubwordTrainer.Learn(words, size, cancellation: _cancellation)
            : SubwordTrainer.Extend(words, known, size, _cancellation);
    }

    /// <summary>The subwords to begin with, before any work is done for them in vain.</summary>
    private SubwordTokenizer? KnownSubwords()
    {
        if (_options.Subwords is not { } folder)
        {
            return null;
        }

        SubwordTokenizer known = SubwordTokenizer.Load(folder);
        if (known.Vocabulary.Tags.Count > 0)
        {
            throw new NmtException(
                $"{folder}: is of several directions, and a corpus of one has no tags for it. Prepare each direction without --subwords, "
                + $"then join them: prepare --join DIR DIR --subwords {folder}.");
        }

        if (_options.VocabularySize < known.Vocabulary.Count)
        {
            throw new NmtException(
                $"--vocab-size {_options.VocabularySize}: expected at least the {known.Vocabulary.Count} pieces of {folder}, which a vocabulary can "
                + "only add to. Ask for more, or leave --vocab-size out to take them as they are.");
        }

        bool inOrder = SubwordTokenizer.FromMerges(known.Merges).Vocabulary.Pieces.SequenceEqual(known.Vocabulary.Pieces);
        return inOrder || _options.VocabularySize is null
            ? known
            : throw new NmtException($"{folder}: its pieces are not in the order of its merges, so none can be added. Leave --vocab-size out to take them as they are.");
    }

    private PreparedCorpus Describe(string folder, SubwordTokenizer subwords, CorpusWriter written) => new()
    {
        SourceLanguage = _options.SourceLanguage,
        TargetLanguage = _options.TargetLanguage,
        Version = ProgramVersion.Number,
        Command = _options.Command,
        Options = new PreparedOptions(_options.VocabularySize, _options.DevSize, _options.TestSize, _options.Seed, _options.Filter) { Subwords = _options.Subwords },
        Diversified =
        [
            .. _diversification.Teachers.Zip(
                written.Made, (teacher, pairs) => new DiversifiedPart(teacher, pairs, Left: written.Sizes["train"].Pairs - written.Made.Sum() - pairs)),
        ],
        Inputs = [.. _report.Inputs.OrderBy(input => Array.IndexOf(PartOrder, input.Part))],
        PairsRead = _reader.Count,
        Vocabulary = subwords.Vocabulary.Count,
        Merges = subwords.Merges.Count,
        Parts = written.Sizes,
        Findings = _report.Findings,
        Files = Directory.GetFiles(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetFileName(path), HashOf, StringComparer.Ordinal),
    };

    private IEnumerable<SpooledPair> Of(CorpusPart wanted, PairSpool spool, CorpusPart[] parts)
    {
        foreach (SpooledPair pair in spool.Read())
        {
            _cancellation.ThrowIfCancellationRequested();
            if (parts[pair.Place] == wanted)
            {
                yield return pair;
            }
        }
    }

    private static string HashOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
