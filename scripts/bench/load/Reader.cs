namespace Nmt.Load;

/// <summary>
/// A person at the page: opens it, types sentence by sentence, looks at the translations, corrects a word now and then,
/// leaves after a while and comes back.
/// </summary>
/// <param name="caller">Its own.</param>
/// <param name="options">The languages.</param>
/// <param name="tally">Hears what happens.</param>
/// <param name="time">The clock.</param>
/// <param name="typing">How it types.</param>
internal sealed class Reader(Caller caller, LoadOptions options, Tally tally, TimeProvider time, Typing typing)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Types until the token is cancelled.</summary>
    /// <param name="sentences">Without end.</param>
    /// <param name="end">The time is over.</param>
    public async Task RunAsync(IEnumerable<string> sentences, CancellationToken end)
    {
        using var stock = sentences.GetEnumerator();
        while (!end.IsCancellationRequested)
        {
            try
            {
                await VisitAsync(stock, end);
            }
            catch (Exception) when (end.IsCancellationRequested)
            {
                // What is cut off by the end is no fault of the server's.
            }
            catch (Exception fault)
            {
                tally.Count($"reader {fault.GetType().Name}: {fault.Message}");
                await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
            }
        }
    }

    private async Task VisitAsync(IEnumerator<string> sentences, CancellationToken end)
    {
        var begin = time.GetTimestamp();
        await using var page = await PageCircuit.OpenAsync(caller, $"?source={options.Source}&target={options.Target}", tally, time, end);
        tally.Took("page", begin, time.GetTimestamp());
        tally.Count("reader's pages");
        for (var left = typing.Sentences(); left > 0; left--)
        {
            sentences.MoveNext();
            await WriteAsync(page, typing.Keys(sentences.Current), end);
            if (typing.Corrects())
                await WriteAsync(page, typing.Correction(sentences.Current), end);

            // The cross empties the pane and says so at once; or the next sentence is typed over this one.
            if (typing.Clears())
                await page.SendAsync("", time.GetTimestamp(), end);
        }

        await page.LeaveAsync(farewell: typing.SaysGoodbye());
    }

    private async Task WriteAsync(PageCircuit page, IEnumerable<Keystroke> keys, CancellationToken end)
    {
        Question? newest = null;
        foreach (var (text, gap) in keys)
        {
            // As the page's script: each key puts the sending off, and only a pause lets it happen.
            var key = time.GetTimestamp();
            await Task.Delay(gap < page.Pause ? gap : page.Pause, time, end);
            if (gap < page.Pause)
                continue;
            newest = await page.SendAsync(text, key, end) ?? newest;
            await Task.Delay(gap - page.Pause, time, end);
        }

        if (newest is not null)
            await newest.Ended.WaitAsync(Patience, time, end);
        await Task.Delay(typing.Reading(), time, end);
    }
}
