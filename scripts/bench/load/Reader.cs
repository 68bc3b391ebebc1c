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
    public async Task RunAsync(IEnumerable<string> sentences, CancellationToken end)
    {
        using var stock = sentences.GetEnumerator();
        while (true)
        {
            try
            {
                await VisitAsync(() => stock.MoveNext() ? stock.Current : throw new InvalidOperationException("No sentences are left."), end);
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException or TimeoutException)
            {
                tally.Count($"reader {fault.GetType().Name}: {fault.Message}");
                await Task.Delay(TimeSpan.FromSeconds(1), time, end);
            }
        }
    }

    private async Task VisitAsync(Func<string> sentence, CancellationToken end)
    {
        var begin = time.GetTimestamp();
        await using var page = await PageCircuit.OpenAsync(caller, $"?source={options.Source}&target={options.Target}", tally, time, end);
        tally.Took("page", begin, time.GetTimestamp());
        tally.Count("reader's pages");
        for (var left = typing.Sentences(); left > 0; left--)
        {
            var text = sentence();
            await WriteAsync(page, typing.Keys(text), end);
            if (typing.Corrects())
                await WriteAsync(page, typing.Correction(text), end);

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
