using System.Text;
using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Reporting;

public sealed class GrowingFileTests
{
    private readonly FullDisk _disk = new();
    private readonly List<string> _warnings = [];

    [Fact]
    public void Append_DiskFullForAWhile_LeavesWholeRecordsAloneAndSaysSoOnce()
    {
        using var file = new GrowingFile(_disk, "run.jsonl", _warnings.Add);

        Append("one");
        _disk.Full = true;
        Append("two");
        Append("three");
        _disk.Full = false;
        Append("four");

        Assert.Equal("one\nfour\n", Encoding.UTF8.GetString(_disk.ToArray()));
        Assert.StartsWith("run.jsonl could not be written: No space left on device", Assert.Single(_warnings), StringComparison.Ordinal);

        void Append(string text) => file.Append(Encoding.UTF8.GetBytes(text + "\n"));
    }

    [Fact]
    public void Append_NeitherRoomNorAWayBackNorAPlaceToSaySo_GoesOn()
    {
        using var file = new GrowingFile(_disk, "run.jsonl", _ => throw new IOException("No space left on device"));

        _disk.Full = _disk.Stiff = true;
        file.Append("two\n"u8);
        _disk.Full = false;
        file.Append("four\n"u8);

        Assert.Equal("four\n", Encoding.UTF8.GetString(_disk.ToArray()));
    }

    /// <summary>Takes a part of what does not fit, as a disk does.</summary>
    private sealed class FullDisk : MemoryStream
    {
        public bool Full { get; set; }

        /// <summary>Whether it cannot be made shorter either.</summary>
        public bool Stiff { get; set; }

        public override void SetLength(long value)
        {
            if (Stiff)
                throw new IOException("Input/output error");
            base.SetLength(value);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(Full ? buffer[..2] : buffer);
            if (Full)
                throw new IOException("No space left on device");
        }
    }
}
