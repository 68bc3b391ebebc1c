using System.Buffers.Binary;
using System.Text;

namespace Nmt.Training.Reporting;

/// <summary>
/// A message in the wire format of Protocol Buffers (protobuf.dev, "Encoding"), written field by field: the part of it
/// that an event of TensorBoard needs.
/// </summary>
internal sealed class ProtocolBuffer
{
    private const int Varint = 0;
    private const int EightBytes = 1;
    private const int Counted = 2;
    private const int FourBytes = 5;

    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public ProtocolBuffer Add(int field, long value)
    {
        Key(field, Varint);
        Number((ulong)value);
        return this;
    }

    public ProtocolBuffer Add(int field, double value)
    {
        Key(field, EightBytes);
        var bytes = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    public ProtocolBuffer Add(int field, float value)
    {
        Key(field, FourBytes);
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    public ProtocolBuffer Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    public ProtocolBuffer Add(int field, ProtocolBuffer message) => Add(field, message.ToArray());

    private ProtocolBuffer Add(int field, byte[] bytes)
    {
        Key(field, Counted);
        Number((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    private void Key(int field, int kind) => Number((ulong)((field << 3) | kind));

    // Seven bits a byte, the lowest first; the highest bit says that more follow.
    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
