using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>A byte pair encoding with a pre-tokenizer, in the part of the package's API that Nmt uses.</summary>
public sealed class BpeTokenizer : Tokenizer
{
    private const int CacheCapacity = 10_000;
    private const int LongestCachedWord = 32;

    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<int, string> _tokens;
    private readonly Dictionary<int, string> _specialNames;
    private readonly MergeTable _merges = new();
    private readonly PreTokenizer _preTokenizer;

    // Sentences repeat their words. Filled once and then kept, as the package does; guarded by a lock on itself.
    private readonly Dictionary<string, int[]> _cache = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _cached;

    private BpeTokenizer(BpeOptions options, PreTokenizer preTokenizer)
    {
        _ids = options.Vocabulary.ToDictionary(StringComparer.Ordinal);
        if (_ids.Count == 0)
        {
            throw new InvalidOperationException("A vocabulary needs at least one token.");
        }

        _tokens = _ids.ToDictionary(entry => entry.Value, entry => entry.Key);
        SpecialTokens = options.SpecialTokens;
        _specialNames = (SpecialTokens ?? new Dictionary<string, int>()).ToDictionary(entry => entry.Value, entry => entry.Key);
        _preTokenizer = preTokenizer;
        ByteLevel = options.ByteLevel;
        _cached = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string line in options.Merges ?? [])
        {
            var (left, right) = BpeOptions.ParseMerge(line) ?? throw new InvalidOperationException("A merge needs two tokens with a space between them.");
            _merges.Add(Known(left), Known(right), Known(left + right));
        }
    }

    public bool ByteLevel { get; }

    public IReadOnlyDictionary<string, int>? SpecialTokens { get; }

    public IReadOnlyDictionary<string, int> Vocabulary => _ids;

    public override PreTokenizer? PreTokenizer => _preTokenizer;

    public static BpeTokenizer Create(BpeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new BpeTokenizer(options, options.PreTokenizer ?? new RegexPreTokenizer(new(@"\w+|[^\w\s]+"), null));
    }

    public override IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        var ids = new List<int>();
        if (!considerPreTokenization)
        {
            Encode(text, ids);
            return ids;
        }

        foreach ((int offset, int length) in _preTokenizer.PreTokenize(text))
        {
            Encode(text.AsSpan(offset, length), ids);
        }

        return ids;
    }

    /// <summary>The text of ids, special tokens included.</summary>
    public override string Decode(IEnumerable<int> ids) => Decode(ids, considerSpecialTokens: true);

    /// <summary>The text of ids. Unknown ids are skipped; bytes that are not UTF-8 become U+FFFD.</summary>
    public string Decode(IEnumerable<int> ids, bool considerSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var bytes = new List<byte>();
        var text = new StringBuilder();
        foreach (int id in ids)
        {
            bool special = _specialNames.TryGetValue(id, out string? token);
            if (special ? !considerSpecialTokens : !_tokens.TryGetValue(id, out token))
            {
                continue;
            }

            if (ByteLevel)
            {
                ByteLevelAlphabet.AppendBytes(token!, bytes);
            }
            else
            {
                text.Append(token);
            }
        }

        return ByteLevel ? Encoding.UTF8.GetString([.. bytes]) : text.ToString();
    }

    private void Encode(ReadOnlySpan<char> word, List<int> ids)
    {
        if (Special(word) is { } special)
        {
            ids.Add(special);
            return;
        }

        lock (_cache)
        {
            if (_cached.TryGetValue(word, out int[]? known))
            {
                ids.AddRange(known);
                return;
            }
        }

        int[] found = _merges.Apply(Symbols(ByteLevel ? ByteLevelAlphabet.Spell(word) : word.ToString()));
        ids.AddRange(found);
        lock (_cache)
        {
            if (word.Length <= LongestCachedWord && _cache.Count < CacheCapacity)
            {
                _cached[word] = found;
            }
        }
    }

    private int? Special(ReadOnlySpan<char> word)
    {
        foreach (string name in SpecialTokens?.Keys ?? [])
        {
            if (word.SequenceEqual(name))
            {
                return SpecialTokens![name];
            }
        }

        return null;
    }

    /// <summary>The id of each character; characters that the vocabulary lacks are lost.</summary>
    private int[] Symbols(string word)
    {
        var symbols = new List<int>(word.Length);
        foreach (Rune rune in word.EnumerateRunes())
        {
            if (_ids.TryGetValue(rune.ToString(), out int id))
            {
                symbols.Add(id);
            }
        }

        return [.. symbols];
    }

    private int Known(string token) =>
        _ids.TryGetValue(token, out int id) ? id : throw new InvalidOperationException($"The vocabulary lacks '{token}', which a merge names.");
}
