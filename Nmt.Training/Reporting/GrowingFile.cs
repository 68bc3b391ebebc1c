namespace Nmt.Training.Reporting;

/// <summary>
/// A file that grows by whole records. One that a full disk cuts is taken back and left out, so that a reader never meets
/// half of one; what is recorded goes on, and the next record may fit.
/// </summary>
/// <param name="stream">Writable, without a buffer of its own, at its end; disposed with this.</param>
/// <param name="name">For people.</param>
/// <param name="warn">Takes one sentence, once.</param>
internal sealed class GrowingFile(Stream stream, string name, Action<string> warn) : IDisposable
{
    private bool _warned;

    /// <summary>Each record is on the disk's way when this returns.</summary>
    public void Append(ReadOnlySpan<byte> record)
    {
        var end = stream.Position;
        try
        {
            stream.Write(record);
            stream.Flush();
        }
        catch (IOException e)
        {
            stream.SetLength(end);
            stream.Position = end;
            if (!_warned)
                warn($"{name} could not be written: {e.Message} The work goes on; what does not fit is missing there.");
            _warned = true;
        }
    }

    public void Dispose() => stream.Dispose();
}
