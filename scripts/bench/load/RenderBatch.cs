using System.Buffers.Binary;
using System.Text;

namespace Nmt.Load;

/// <summary>
/// What a circuit tells the browser to change, as bytes: little-endian integers of 32 bits, tables that begin with their
/// count, strings in UTF-8 behind a LEB128 length. The last five integers say where the tables are.
/// </summary>
/// <param name="bytes">One batch as it came.</param>
internal sealed class RenderBatch(byte[] bytes)
{
    private const int FrameLength = 20;
    private const int EditLength = 16;

    /// <summary>The components that change, in the order in which they are to be changed.</summary>
    public IEnumerable<(int Component, IReadOnlyList<RenderEdit> Edits)> Changes()
    {
        var (count, table) = Table(20);
        for (var i = 0; i < count; i++)
        {
            var at = Int(table + (4 * i));
            yield return (Int(at), Edits(at + 4));
        }
    }

    /// <summary>The components that are gone.</summary>
    public IEnumerable<int> Gone()
    {
        var (count, table) = Table(12);
        for (var i = 0; i < count; i++)
            yield return Int(table + (4 * i));
    }

    public RenderFrame Frame(int index)
    {
        var at = Table(16).Start + (FrameLength * index);
        return new((FrameKind)Int(at), Int(at + 4), Int(at + 8));
    }

    /// <summary>Empty for none.</summary>
    public string Text(int index)
    {
        if (index < 0)
            return "";
        var at = Int(Int(bytes.Length - 4) + (4 * index));
        var (length, shift) = (0, 0);
        byte part;
        do
        {
            part = bytes[at++];
            length |= (part & 0x7f) << shift;
            shift += 7;
        }
        while (part >= 0x80);
        return Encoding.UTF8.GetString(bytes, at, length);
    }

    private RenderEdit[] Edits(int table)
    {
        var edits = new RenderEdit[Int(table)];
        for (var i = 0; i < edits.Length; i++)
        {
            var at = table + 4 + (EditLength * i);
            edits[i] = new((EditKind)Int(at), Int(at + 4), Int(at + 8), Int(at + 12));
        }

        return edits;
    }

    private (int Count, int Start) Table(int fromEnd)
    {
        var at = Int(bytes.Length - fromEnd);
        return (Int(at), at + 4);
    }

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at, 4));
}
