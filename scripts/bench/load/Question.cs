namespace Nmt.Load;

/// <summary>A text that the page has sent, until its translation is shown or nobody wants it any more.</summary>
/// <param name="text">The whole text of the source pane.</param>
/// <param name="key">When the last key was struck.</param>
/// <param name="tally">Hears what happens.</param>
/// <param name="time">The clock.</param>
internal sealed class Question(string text, long key, Tally tally, TimeProvider time)
{
    // The page has words where the API has the number 503.
    private static readonly string[] Unavailable = ["The server is busy", "The translation took longer"];

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _before;
    private bool _hasFirst;
    private long? _final;

    /// <summary>Done, failed with what the page said, or overtaken; throws where the page itself is gone.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The server has the text: what changes from here on is of this text, and no longer of the one before.</summary>
    /// <param name="shown">What the pane shows until then.</param>
    public void Take(TargetPane shown)
    {
        _before = shown.Text;
        See(shown);
    }

    /// <summary>After each change of the page.</summary>
    public void See(TargetPane shown)
    {
        if (_before is null || _ended.Task.IsCompleted)
            return;
        if (shown.State == "failed")
        {
            tally.Count(Array.Exists(Unavailable, words => shown.Fault.StartsWith(words, StringComparison.Ordinal)) ? "reader 503" : $"reader told: {shown.Fault}");
            _ended.TrySetResult();
            return;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            if (shown.State == "empty")
                _ended.TrySetResult();
            return;
        }

        if (!_hasFirst && shown.Text.Length > 0 && (shown.State == "done" || shown.Text != _before))
        {
            _hasFirst = true;
            tally.Took("first text", key, time.GetTimestamp());
        }

        if (shown.State == "done")
            _final ??= time.GetTimestamp();
    }

    /// <summary>The page says by itself of which text the translation is that it shows: the proof that it is this one's.</summary>
    public void Confirm(HistoryEntry entry, TargetPane shown)
    {
        if (_final is not { } final || entry.Text != text || _ended.Task.IsCompleted)
            return;
        tally.Took("final text", key, final);
        tally.Count(shown.Text == entry.Translation ? "reader done" : "reader shown another translation than the page remembers");
        _ended.TrySetResult();
    }

    /// <summary>The reader has typed on.</summary>
    public void Overtake()
    {
        if (_ended.TrySetResult() && !string.IsNullOrWhiteSpace(text))
            tally.Count("reader superseded");
    }

    public void Lose(Exception reason)
    {
        if (_ended.TrySetException(reason))
            _ = _ended.Task.Exception; // nobody may be waiting
    }
}
