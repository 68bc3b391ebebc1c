using System.Buffers.Binary;
using System.Numerics;

namespace Nmt.Training.Reporting;

/// <summary>
/// Records in TensorFlow's framing (tensorflow.org, "TFRecord and tf.train.Example"): length, its checksum, the bytes,
/// their checksum, all little-endian. Each is on the disk's way when <see cref="Write"/> returns.
/// </summary>
/// <param name="stream">Disposed with this.</param>
internal sealed class RecordFile(Stream stream) : IDisposable
{
    private const uint MaskDelta = 0xa282ead8;

    public void Write(ReadOnlySpan<byte> record)
    {
        Span<byte> frame = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(frame, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[sizeof(ulong)..], Masked(frame[..sizeof(ulong)]));
        stream.Write(frame);
        stream.Write(record);
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Masked(record));
        stream.Write(frame[..sizeof(uint)]);
        stream.Flush();
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

    public void Dispose() => stream.Dispose();
}
