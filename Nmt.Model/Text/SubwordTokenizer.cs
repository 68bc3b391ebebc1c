using System.Collections.Immutable;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Nmt.Model.Text;

/// <summary>
/// Text to piece ids and back: a byte-level byte pair encoding (Sennrich et al. 2016; Radford et al. 2019). Every
/// normalized text comes back unchanged. Safe for use by several threads.
/// </summary>
public sealed class SubwordTokenizer
{
    // A space is set before every text, so that its first word is spelled like the same word further on.
    private const char WordStart = ' ';

    private readonly BpeTokenizer _bpe;
    private readonly ImmutableArray<MergeRule> _merges;
    private readonly ImmutableArray<byte[]> _bytes;

    private SubwordTokenizer(Vocabulary vocabulary, ImmutableArray<MergeRule> merges)
    {
        Vocabulary = vocabulary;
        _merges = merges;
        _bytes = [.. vocabulary.Pieces.Select(BytesOf)];
        _bpe = BpeTokenizer.Create(new BpeOptions(vocabulary.Pieces.Select((piece, id) => KeyValuePair.Create(piece, id)))
        {
            ByteLevel = true,
            Merges = merges.Select(merge => merge.ToString()),
            PreTokenizer = new RegexPreTokenizer(WordPattern.Regex, specialTokens: null),
            SpecialTokens = SpecialTokens.Names.Select((name, id) => (name, id)).ToDictionary(pair => pair.name, pair => pair.id),
        });
    }

    public Vocabulary Vocabulary { get; }

    /// <summary>The learned rules, the earliest first.</summary>
    public IReadOnlyList<MergeRule> Merges => _merges;

    /// <summary>Reads <c>vocab.json</c> and <c>merges.txt</c>.</summary>
    /// <exception cref="Errors.NmtException">A file is missing or damaged, or the two do not belong together.</exception>
    public static SubwordTokenizer Load(string folder)
    {
        Vocabulary vocabulary = SubwordFiles.ReadVocabulary(folder);
        return new SubwordTokenizer(vocabulary, SubwordFiles.ReadMerges(folder, vocabulary));
    }

    /// <summary>The tokenizer that merges imply: see <see cref="Text.Vocabulary"/> for the order of its ids.</summary>
    /// <param name="merges">The earliest first.</param>
    /// <param name="languages">Codes of the target languages that have a tag.</param>
    public static SubwordTokenizer FromMerges(IEnumerable<MergeRule> merges, IEnumerable<string>? languages = null)
    {
        ImmutableArray<MergeRule> rules = [.. merges];
        return new SubwordTokenizer(Vocabulary.FromMerges(rules, languages), rules);
    }

    /// <summary>Writes <c>vocab.json</c> and <c>merges.txt</c> into an existing folder.</summary>
    public void Save(string folder) => SubwordFiles.Write(folder, Vocabulary, _merges);

    /// <summary>
    /// The pieces of a text that <see cref="Normalizer"/> has normalized, without <see cref="SpecialTokens.Bos"/> and
    /// <see cref="SpecialTokens.Eos"/>. Text that reads like a special token is spelled like any other text.
    /// </summary>
    public IReadOnlyList<int> Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? [] : _bpe.EncodeToIds(WordStart + text);
    }

    /// <summary>What opens a source that is to be translated into a language: its tag, or nothing for a model of one direction.</summary>
    /// <param name="language">Its code; null for a model of one direction.</param>
    /// <exception cref="Errors.NmtException">The model has several directions and this is not one of them, or it has one and a language is named.</exception>
    public IReadOnlyList<int> TagFor(string? language)
    {
        var tags = Vocabulary.Tags;
        if (language is null ? tags.Count == 0 : tags.ContainsKey(language))
            return language is null ? [] : [tags[language]];
        throw new Errors.NmtException(tags.Count == 0
            ? $"This model translates into one language, so none can be named: expected no target language, found '{language}'."
            : $"This model translates into {string.Join(", ", tags.Keys)}: expected one of them as the target language, found {(language is null ? "none" : $"'{language}'")}.");
    }

    /// <summary>
    /// The normalized text of pieces. Special ids and tags are skipped. Bytes that are not a whole character (a model may end in
    /// the middle of one) are dropped: they never become U+FFFD.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in the vocabulary.</exception>
    public string Decode(IReadOnlyList<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (Vocabulary.Tags.Count > 0)
        {
            ids = [.. ids.Where(id => !Vocabulary.Tags.Values.Contains(id))];
        }

        bool whole = System.Text.Unicode.Utf8.IsValid(ids.SelectMany(id => BytesOf(id)).ToArray());

        // A model is free to write what no normalized text has: two spaces, a line end. One line in, one line out.
        return Normalizer.Normalize(whole ? _bpe.Decode(ids, considerSpecialTokens: false) : string.Concat(Characters(ids)));
    }

    /// <summary>
    /// What each piece shows, for a heat map: the text that begins in it, with the space before a word. A character
    /// that is spread over several pieces is shown whole at the first of them and leaves the others empty, as special
    /// ids, tags, broken bytes and control characters are.
    /// </summary>
    public IReadOnlyList<string> Surface(IReadOnlyList<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return Characters(ids);
    }

    /// <summary>The whole characters of the pieces, each at the piece that its first byte belongs to.</summary>
    private string[] Characters(IReadOnlyList<int> ids)
    {
        var bytes = new List<byte>();
        var owners = new List<int>();
        for (int i = 0; i < ids.Count; i++)
        {
            byte[] piece = BytesOf(ids[i]);
            bytes.AddRange(piece);
            owners.AddRange(Enumerable.Repeat(i, piece.Length));
        }

        var texts = new StringBuilder[ids.Count];
        ReadOnlySpan<byte> rest = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes);
        while (!rest.IsEmpty)
        {
            bool whole = Rune.DecodeFromUtf8(rest, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (whole && !Rune.IsControl(rune))
            {
                (texts[owners[bytes.Count - rest.Length]] ??= new StringBuilder()).Append(rune);
            }

            rest = rest[length..];
        }

        return [.. texts.Select(text => text?.ToString() ?? "")];
    }

    private byte[] BytesOf(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id, nameof(id));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Vocabulary.Count, nameof(id));
        return _bytes[id];
    }

    private static byte[] BytesOf(string piece, int id)
    {
        if (SpecialTokens.Contains(id) || LanguageTag.LanguageOf(piece) is not null)
        {
            return [];
        }

        var bytes = new byte[piece.Length];
        for (int i = 0; i < piece.Length; i++)
        {
            _ = ByteAlphabet.TryByteOf(piece[i], out bytes[i]);
        }

        return bytes;
    }
}
