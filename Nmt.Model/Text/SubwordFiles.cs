using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nmt.Model.Errors;
using Nmt.Model.Files;

namespace Nmt.Model.Text;

/// <summary>
/// The two files of a byte-level BPE, in the format of GPT-2 that Hugging Face and Microsoft.ML.Tokenizers read:
/// <c>vocab.json</c>, an object from piece to id, and <c>merges.txt</c>, one rule a line, the earliest first.
/// </summary>
internal static class SubwordFiles
{
    public const string VocabularyName = "vocab.json";
    public const string MergesName = "merges.txt";

    private const string MergesHeader = "#version: 0.2";
    private const string Remedy = "Restore the folder, or learn the subwords again with 'nmt prepare'.";

    public static Vocabulary ReadVocabulary(string folder)
    {
        string path = Path.Combine(folder, VocabularyName);
        try
        {
            using JsonDocument document = JsonDocument.Parse(ReadBytes(path));
            return new Vocabulary(PiecesById(document.RootElement, path));
        }
        catch (JsonException failure)
        {
            throw new NmtException($"{path}: expected a JSON object from piece to id, found: {failure.Message} {Remedy}", failure);
        }
    }

    public static ImmutableArray<MergeRule> ReadMerges(string folder, Vocabulary vocabulary)
    {
        string path = Path.Combine(folder, MergesName);
        var merges = ImmutableArray.CreateBuilder<MergeRule>();
        var seen = new HashSet<MergeRule>();
        using Utf8LineReader reader = Utf8LineReader.Open(path);
        while (reader.ReadLine() is { } line)
        {
            line = line.TrimEnd('\r');
            if (line.Length == 0 || line.StartsWith("#version", StringComparison.Ordinal))
            {
                continue;
            }

            MergeRule merge = ParseMerge(line, vocabulary, $"{path}, line {reader.LineNumber}");
            if (!seen.Add(merge))
            {
                throw new NmtException($"{path}, line {reader.LineNumber}: expected each rule once, found '{line}' again. {Remedy}");
            }

            merges.Add(merge);
        }

        return merges.ToImmutable();
    }

    public static void Write(string folder, Vocabulary vocabulary, IReadOnlyList<MergeRule> merges)
    {
        AtomicFile.Write(Path.Combine(folder, VocabularyName), stream => WriteVocabulary(stream, vocabulary));
        AtomicFile.Write(Path.Combine(folder, MergesName), stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(MergesHeader);
            foreach (MergeRule merge in merges)
            {
                writer.WriteLine(merge);
            }
        });
    }

    private static void WriteVocabulary(Stream stream, Vocabulary vocabulary)
    {
        var options = new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true,
            IndentSize = 0,
            NewLine = "\n",
        };
        using var writer = new Utf8JsonWriter(stream, options);
        writer.WriteStartObject();
        for (int id = 0; id < vocabulary.Count; id++)
        {
            writer.WriteNumber(vocabulary.PieceOf(id), id);
        }

        writer.WriteEndObject();
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NmtException($"{path}: cannot be read: {failure.Message} {Remedy}", failure);
        }
    }

    private static ImmutableArray<string> PiecesById(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new NmtException($"{path}: expected a JSON object from piece to id, found {root.ValueKind}. {Remedy}");
        }

        var pieces = new string[root.GetPropertyCount()];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty entry in root.EnumerateObject())
        {
            bool isId = entry.Value.ValueKind == JsonValueKind.Number
                && entry.Value.TryGetInt32(out int id) && id >= 0 && id < pieces.Length;
            if (!isId || pieces[entry.Value.GetInt32()] is not null || !seen.Add(entry.Name))
            {
                throw new NmtException(
                    $"{path}: expected each piece once, with an id of its own from 0 to {pieces.Length - 1}, "
                    + $"found '{entry.Name}': {entry.Value.GetRawText()}. {Remedy}");
            }

            pieces[entry.Value.GetInt32()] = entry.Name;
        }

        RequireFixedPieces(pieces, path);
        return [.. pieces];
    }

    /// <summary>Special tokens and single bytes have ids that the rest of the program relies on.</summary>
    private static void RequireFixedPieces(string[] pieces, string path)
    {
        ImmutableArray<string> expected = [.. Vocabulary.FromMerges([]).Pieces];
        for (int id = 0; id < expected.Length; id++)
        {
            string? found = id < pieces.Length ? pieces[id] : null;
            if (found != expected[id])
            {
                throw new NmtException($"{path}: expected '{expected[id]}' with id {id}, found {(found is null ? "no piece" : $"'{found}'")}. {Remedy}");
            }
        }

        int broken = Array.FindIndex(pieces, expected.Length, piece => piece.Length == 0 || !piece.All(character => ByteAlphabet.TryByteOf(character, out _)));
        if (broken >= 0)
        {
            throw new NmtException($"{path}: expected a piece spelled in the byte alphabet of GPT-2, found '{pieces[broken]}' with id {broken}. {Remedy}");
        }
    }

    private static MergeRule ParseMerge(string line, Vocabulary vocabulary, string place)
    {
        string[] parts = line.Split(' ');
        if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
        {
            throw new NmtException($"{place}: expected two pieces and one space between them, found '{line}'. {Remedy}");
        }

        var merge = new MergeRule(parts[0], parts[1]);
        foreach (string piece in (ReadOnlySpan<string>)[merge.Left, merge.Right, merge.Product])
        {
            if (!vocabulary.TryIdOf(piece, out _))
            {
                throw new NmtException($"{place}: expected pieces of {VocabularyName} beside it, found '{piece}', which it lacks. {Remedy}");
            }
        }

        return merge;
    }
}
