using System.Text.Json;

namespace Microsoft.ML.Tokenizers;

/// <summary>What a <see cref="BpeTokenizer"/> is made of.</summary>
public sealed class BpeOptions
{
    public BpeOptions(IEnumerable<KeyValuePair<string, int>> vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        Vocabulary = vocabulary;
    }

    /// <summary>Reads <c>vocab.json</c> (piece to id) and <c>merges.txt</c> (one rule a line).</summary>
    public BpeOptions(string vocabFile, string? mergesFile = null)
    {
        ArgumentNullException.ThrowIfNull(vocabFile);
        Require(vocabFile, "vocabulary");
        using (FileStream stream = File.OpenRead(vocabFile))
        {
            Vocabulary = JsonSerializer.Deserialize<Dictionary<string, int>>(stream)
                ?? throw new InvalidOperationException($"The vocabulary file '{vocabFile}' holds no vocabulary.");
        }

        if (mergesFile is not null)
        {
            Require(mergesFile, "merges");
            Merges = ReadMerges(mergesFile);
        }
    }

    public IEnumerable<KeyValuePair<string, int>> Vocabulary { get; }

    /// <summary>Each rule as its two tokens with a space between them, the earliest first.</summary>
    public IEnumerable<string>? Merges { get; set; }

    public IReadOnlyDictionary<string, int>? SpecialTokens { get; set; }

    public PreTokenizer? PreTokenizer { get; set; }

    /// <summary>Whether tokens are made of UTF-8 bytes, spelled in the alphabet of GPT-2.</summary>
    public bool ByteLevel { get; set; }

    internal static (string Left, string Right)? ParseMerge(string line)
    {
        int space = line.IndexOf(' ');
        bool wellFormed = space >= 0 && space < line.Length - 1 && line.IndexOf(' ', space + 1) < 0;
        return wellFormed ? (line[..space], line[(space + 1)..]) : null;
    }

    private static void Require(string path, string what)
    {
        if (!File.Exists(path))
        {
            throw new ArgumentException($"There is no {what} file '{path}'.");
        }
    }

    private static List<string> ReadMerges(string path)
    {
        var merges = new List<string>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line.StartsWith("#version", StringComparison.Ordinal))
            {
                continue;
            }

            _ = ParseMerge(line) ?? throw new InvalidOperationException($"The merges file has no two tokens at line: {number}");
            merges.Add(line);
        }

        return merges;
    }
}
