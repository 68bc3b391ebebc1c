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
            TakeBack(end);
            Warn(e.Message);
        }
    }

    // Where even that fails, the next record is written over what is left of this one.
    private void TakeBack(long end)
    {
        try
        {
            stream.SetLength(end);
        }
        catch (IOException)
        {
        }

        stream.Position = end;
    }

    // The warning may go to a file on the same disk.
    private void Warn(string reason)
    {
        if (_warned)
            return;
        _warned = true;
        try
        {
            warn($"{name} could not be written: {reason} The work goes on; what does not fit is missing there.");
        }
        catch (IOException)
        {
        }
    }

    public void Dispose() => stream.Dispose();
}
