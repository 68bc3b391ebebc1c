using System.Security.Cryptography;
using Nmt.Model.Errors;
using Nmt.Model.Files;
using Nmt.Model.Text;

namespace Nmt.Training.Corpus;

/// <summary>
/// Turns a raw corpus into a prepared one. The training data is read three times, to judge and split it, to count its
/// words and to write it, so that memory grows with the distinct words and sentences' keys, not with the text.
/// </summary>
internal sealed class Preparation
{
    private readonly PrepareOptions _options;
    private readonly Action<string> _progress;
    private readonly CancellationToken _cancellation;
    private readonly CorpusReport _report = new();
    private readonly HeldOut _heldOut = new();
    private readonly CorpusFilter _filter;

    /// <param name="options">What to do.</param>
    /// <param name="progress">Is told what begins, in words for people.</param>
    /// <param name="cancellation">Ends the work; nothing is left behind.</param>
    public Preparation(PrepareOptions options, Action<string> progress, CancellationToken cancellation = default)
    {
        _options = options;
        _progress = progress;
        _cancellation = cancellation;
        _filter = new CorpusFilter(options.Filter, _heldOut, _report);
    }

    /// <exception cref="NmtException">The input is at fault, or the output folder is somebody else's.</exception>
    public PreparedCorpus Run()
    {
        RequireOwnOutput();
        RememberHeldOut(_options.Dev, "dev");
        RememberHeldOut(_options.Test, "test");
        CorpusPart[] parts = Judge();
        SubwordTokenizer subwords = Learn(parts);

        PreparedCorpus? prepared = null;
        AtomicFolder.Write(_options.Output, folder => prepared = Write(folder, parts, subwords));
        return prepared!;
    }

    private void RequireOwnOutput()
    {
        string output = _options.Output;
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

    private void RememberHeldOut(ParallelCorpus? corpus, string part)
    {
        foreach (SentencePair pair in corpus?.Read(part, _report) ?? [])
        {
            (string source, string target) = Normalize(pair);
            if (source.Length == 0 || target.Length == 0)
            {
                _report.Add(part, CorpusCheck.Blank, pair.Line);
                continue;
            }

            _heldOut.Add(source, target);
        }
    }

    /// <summary>First reading: the part of each line of the training files.</summary>
    private CorpusPart[] Judge()
    {
        _progress("reading the corpus");
        var parts = new List<CorpusPart>();
        var split = new LeakFreeSplit();
        bool draws = _options.Dev is null || _options.Test is null;
        foreach (SentencePair pair in _options.Train.Read("train", _report))
        {
            _cancellation.ThrowIfCancellationRequested();
            (string source, string target) = Normalize(pair);
            bool keeps = _filter.KeepsText(source, target, pair.Line);
            parts.Add(keeps ? CorpusPart.Train : CorpusPart.Dropped);
            if (keeps && draws)
            {
                split.Add(source, target);
            }
        }

        CorpusPart[] judged = [.. parts];
        int kept = judged.Count(part => part == CorpusPart.Train);
        if (kept == 0)
        {
            throw new NmtException($"{string.Join(" and ", _options.Train.Paths)}: expected pairs to train on, found none that the filters keep.");
        }

        if (draws)
        {
            Draw(judged, split);
        }

        return judged;
    }

    private void Draw(CorpusPart[] judged, LeakFreeSplit split)
    {
        int usual = Math.Min(PrepareOptions.DefaultHeldOut, split.Count / 20);
        int devSize = _options.Dev is null ? _options.DevSize ?? usual : 0;
        int testSize = _options.Test is null ? _options.TestSize ?? usual : 0;
        if ((long)devSize + testSize >= split.Count)
        {
            throw new NmtException(
                $"--dev-size {devSize} and --test-size {testSize} leave nothing to train on: the filters keep {split.Count} pairs. Ask for fewer.");
        }

        CorpusPart[] drawn = split.Draw(devSize, testSize, new Random(_options.Seed));
        int next = 0;
        for (int i = 0; i < judged.Length; i++)
        {
            if (judged[i] == CorpusPart.Train)
            {
                judged[i] = drawn[next++];
            }
        }
    }

    /// <summary>Second reading: the words of the training part, both sides together, and subwords of them.</summary>
    private SubwordTokenizer Learn(CorpusPart[] parts)
    {
        _progress("counting words");
        var words = new WordCounts();
        foreach (SentencePair pair in TrainPairs(parts, CorpusPart.Train))
        {
            (string source, string target) = Normalize(pair);
            words.Add(source);
            words.Add(target);
        }

        _progress($"learning subwords from {words.Words.Count} distinct words");
        return SubwordTrainer.Learn(words, _options.VocabularySize, cancellation: _cancellation);
    }

    private PreparedCorpus Write(string folder, CorpusPart[] parts, SubwordTokenizer subwords)
    {
        _progress("writing");
        var sizes = new Dictionary<string, PreparedPart>();
        foreach ((CorpusPart part, ParallelCorpus? given) in
            new[] { (CorpusPart.Train, null), (CorpusPart.Dev, _options.Dev), (CorpusPart.Test, _options.Test) })
        {
            IEnumerable<SentencePair> pairs = given?.Read() ?? TrainPairs(parts, part);
            if (given is not null || parts.Contains(part))
            {
                string name = part.ToString().ToLowerInvariant();
                sizes[name] = WritePart(folder, name, pairs, subwords);
            }
        }

        if (sizes["train"].Pairs == 0)
        {
            throw new NmtException($"--max-length {_options.Filter.MaxPieces}: no pair is left to train on. Allow more pieces.");
        }

        subwords.Save(folder);
        PreparedCorpus prepared = Describe(folder, subwords, sizes);
        File.WriteAllText(Path.Combine(folder, PreparedCorpus.FileName), prepared.ToJson() + "\n");
        return prepared;
    }

    /// <summary>Third reading. Only training pairs are filtered; the test set is written as it was read.</summary>
    private PreparedPart WritePart(string folder, string name, IEnumerable<SentencePair> pairs, SubwordTokenizer subwords)
    {
        using var writer = new PartWriter(folder, name);
        foreach (SentencePair pair in pairs)
        {
            _cancellation.ThrowIfCancellationRequested();
            (string source, string target) = Normalize(pair);
            int sourcePieces = subwords.Encode(source).Count;
            int targetPieces = subwords.Encode(target).Count;
            if (name == "train" && !_filter.KeepsLengths(sourcePieces, targetPieces, pair.Line))
            {
                continue;
            }

            (source, target) = name == "test" ? (pair.Source, pair.Target) : (source, target);
            writer.Write(source, target, sourcePieces, targetPieces);
        }

        return writer.Size;
    }

    private PreparedCorpus Describe(string folder, SubwordTokenizer subwords, Dictionary<string, PreparedPart> sizes) => new()
    {
        SourceLanguage = _options.SourceLanguage,
        TargetLanguage = _options.TargetLanguage,
        Options = new PreparedOptions(_options.VocabularySize, _options.DevSize, _options.TestSize, _options.Seed, _options.Filter),
        Inputs =
        [
            .. new[] { ("train", _options.Train), ("dev", _options.Dev), ("test", _options.Test) }
                .SelectMany(input => (input.Item2?.Paths ?? []).Select(path => new PreparedInput(input.Item1, path, HashOf(path)))),
        ],
        Vocabulary = subwords.Vocabulary.Count,
        Merges = subwords.Merges.Count,
        Parts = sizes,
        Findings = _report.Findings,
        Files = Directory.GetFiles(folder).Order(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetFileName(path), HashOf, StringComparer.Ordinal),
    };

    private IEnumerable<SentencePair> TrainPairs(CorpusPart[] parts, CorpusPart wanted)
    {
        foreach (SentencePair pair in _options.Train.Read())
        {
            _cancellation.ThrowIfCancellationRequested();
            if (parts[pair.Line - 1] == wanted)
            {
                yield return pair;
            }
        }
    }

    private static (string Source, string Target) Normalize(SentencePair pair) =>
        (Normalizer.Normalize(pair.Source), Normalizer.Normalize(pair.Target));

    private static string HashOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
