using System.Text;

namespace Nmt.Training.Corpus;

/// <summary>
/// Pairs set aside on the disk, so that the input need be read only once: the words to learn subwords from, and then the
/// lines to write, come from here. The file is removed with the object.
/// </summary>
internal sealed class PairSpool : IDisposable
{
    private readonly string _path;
    private readonly BinaryWriter _writer;

    public PairSpool(string path)
    {
        _path = path;
        _writer = new BinaryWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16), Encoding.UTF8);
    }

    /// <param name="place">The pair's place in the corpus.</param>
    /// <param name="pair">What to keep.</param>
    public void Add(int place, NormalizedPair pair)
    {
        _writer.Write(place);
        _writer.Write(pair.Raw.Line);
        Write(pair.Raw.Source, pair.Source);
        Write(pair.Raw.Target, pair.Target);
    }

    /// <summary>All pairs so far, in order.</summary>
    public IEnumerable<SpooledPair> Read()
    {
        _writer.Flush();
        using var reader = new BinaryReader(
            new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16), Encoding.UTF8);
        long length = reader.BaseStream.Length;
        while (reader.BaseStream.Position < length)
        {
            int place = reader.ReadInt32();
            int line = reader.ReadInt32();
            (string rawSource, string source) = Read(reader);
            (string rawTarget, string target) = Read(reader);
            yield return new SpooledPair(place, new SentencePair(rawSource, rawTarget, line), source, target);
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        File.Delete(_path);
    }

    private void Write(string raw, string normalized)
    {
        _writer.Write(normalized);
        bool differs = raw != normalized;
        _writer.Write(differs);
        if (differs)
        {
            _writer.Write(raw);
        }
    }

    private static (string Raw, string Normalized) Read(BinaryReader reader)
    {
        string normalized = reader.ReadString();
        return (reader.ReadBoolean() ? reader.ReadString() : normalized, normalized);
    }
}

/// <summary>A pair that was set aside.</summary>
/// <param name="Place">Its place in the corpus; below 0 where a teacher made it.</param>
/// <param name="Raw">As read.</param>
/// <param name="Source">Normalized.</param>
/// <param name="Target">Normalized.</param>
internal readonly record struct SpooledPair(int Place, SentencePair Raw, string Source, string Target)
{
    /// <summary>Which of the teachers made it; null where it stands in a file.</summary>
    public int? Teacher => Place < 0 ? ~Place : null;

    /// <summary>The place of the pairs that a teacher made.</summary>
    public static int OfTeacher(int teacher) => ~teacher;
}
