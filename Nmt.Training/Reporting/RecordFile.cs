using System.Buffers.Binary;
using System.Numerics;

namespace Nmt.Training.Reporting;

/// <summary>
/// Records in TensorFlow's framing (tensorflow.org, "TFRecord and tf.train.Example"): length, its checksum, the bytes,
/// their checksum, all little-endian. Each is on the disk's way when <see cref="Write"/> returns.
/// </summary>
/// <param name="file">Disposed with this.</param>
internal sealed class RecordFile(GrowingFile file) : IDisposable
{
    private const uint MaskDelta = 0xa282ead8;

    public void Write(ReadOnlySpan<byte> record)
    {
        const int head = sizeof(ulong) + sizeof(uint);
        var framed = new byte[head + record.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(framed, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(framed.AsSpan(sizeof(ulong)), Masked(framed.AsSpan(0, sizeof(ulong))));
        record.CopyTo(framed.AsSpan(head));
        BinaryPrimitives.WriteUInt32LittleEndian(framed.AsSpan(head + record.Length), Masked(record));
        file.Append(framed);
    }

    /// <summary>CRC-32C (Castagnoli), as iSCSI computes it (RFC 3720, appendix B.4).</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var each in bytes)
            sum = BitOperations.Crc32C(sum, each);
        return ~sum;
    }

    // A checksum of bytes that hold checksums is weak, so the framing turns and shifts it.
    private static uint Masked(ReadOnlySpan<byte> bytes) => unchecked(BitOperations.RotateRight(Checksum(bytes), 15) + MaskDelta);

    public void Dispose() => file.Dispose();
}
