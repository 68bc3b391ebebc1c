using System.Security.Cryptography;
using System.Text;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Model.Text;
using Nmt.Training.Learning;

namespace Nmt.Training.Corpus;

/// <summary>A prepared corpus as training reads it: the training pairs as ids, the development set as text.</summary>
internal sealed record TrainingCorpus
{
    private static readonly string[] ReadFiles = ["train.src", "train.tgt", "dev.src", "dev.tgt", "vocab.json", "merges.txt"];

    /// <summary>For people: the name of the folder.</summary>
    public required string Name { get; init; }

    public required string SourceLanguage { get; init; }

    public required string TargetLanguage { get; init; }

    /// <summary>Where the pairs are of several directions, which; else empty.</summary>
    public IReadOnlyList<TranslationDirection> Directions { get; init; } = [];

    public required SubwordTokenizer Tokenizer { get; init; }

    /// <summary>At least one pair.</summary>
    public required IReadOnlyList<EncodedPair> Train { get; init; }

    /// <summary>The texts of <see cref="Train"/>, pair for pair; null where nothing but their pieces is asked for.</summary>
    public IReadOnlyList<SentencePair>? TrainTexts { get; init; }

    /// <summary>Training pairs that were left out because one side is too long.</summary>
    public required int LeftOut { get; init; }

    /// <summary>At least one pair.</summary>
    public required IReadOnlyList<SentencePair> Dev { get; init; }

    /// <summary>SHA-256 over the files that training reads, in hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <param name="folder">What <c>nmt prepare</c> made.</param>
    /// <param name="data">Longest side of a training pair in pieces, and whether the texts are kept for BPE-dropout.</param>
    /// <exception cref="NmtException">The folder is no prepared corpus, a file is damaged, or a part is empty.</exception>
    public static TrainingCorpus Read(string folder, DataConfig data)
    {
        var prepared = PreparedCorpus.Read(folder);
        var hash = Verify(folder, prepared);
        var tokenizer = SubwordTokenizer.Load(folder);
        var keepsTexts = data.BpeDropout.IsOn;
        var all = Part(folder, "train").AsParallel().AsOrdered()
            .Select(pair => (Text: keepsTexts ? pair : default, Pieces: EncodedPair.Of(pair, tokenizer))).ToList();
        var kept = all.Where(pair => pair.Pieces.Widest <= data.MaxLength + 1).ToList();
        if (kept.Count == 0)
            throw new NmtException($"{folder}: none of {all.Count} training pairs has at most {data.MaxLength} pieces on each side. Raise data.maxLength.");
        return new TrainingCorpus
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            SourceLanguage = prepared.SourceLanguage,
            TargetLanguage = prepared.TargetLanguage,
            Directions = prepared.Directions,
            Tokenizer = tokenizer,
            Train = [.. kept.Select(pair => pair.Pieces)],
            TrainTexts = keepsTexts ? [.. kept.Select(pair => pair.Text)] : null,
            LeftOut = all.Count - kept.Count,
            Dev = [.. Part(folder, "dev")],
            Hash = hash,
        };
    }

    private static IEnumerable<SentencePair> Part(string folder, string name)
    {
        var pairs = ParallelCorpus.OfFiles(Path.Combine(folder, $"{name}.src"), Path.Combine(folder, $"{name}.tgt")).Read(name);
        var languages = Path.Combine(folder, name + JoinedCorpus.LanguageSuffix);
        return File.Exists(languages) ? pairs.Zip(File.ReadLines(languages), (pair, language) => pair with { Into = language }) : pairs;
    }

    private static string Verify(string folder, PreparedCorpus prepared)
    {
        var all = new StringBuilder();
        foreach (var name in prepared.Directions.Count > 0 ? ReadFiles.Concat(JoinedCorpus.LanguageFiles) : ReadFiles)
        {
            var path = Path.Combine(folder, name);
            if (!prepared.Files.TryGetValue(name, out var expected))
                throw new NmtException($"{folder}: there is no {name}. Training needs a training and a development set: run 'nmt prepare' again.");
            var found = HashOf(path);
            if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
                throw new NmtException($"{path}: changed since 'nmt prepare': expected SHA-256 {expected}, found {found}. Run 'nmt prepare' again.");
            all.Append(found);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(all.ToString())));
    }

    private static string HashOf(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (FileNotFoundException)
        {
            return "no file";
        }
    }
}
