using System.Net.Http.Json;
using System.Text.Json;

namespace Nmt.Load;

/// <summary>
/// A person at the page: types sentence by sentence; where a key is not followed by another one in time, the text so far
/// is translated and the translation before it is given up. It goes the way that the page goes behind its socket: the
/// same stream of the same queue at the same priority.
/// </summary>
/// <param name="client">Its own, with a caller's address of its own.</param>
/// <param name="options">The languages and the pause.</param>
/// <param name="tally">Hears what happens.</param>
/// <param name="time">The clock.</param>
/// <param name="typing">How it types.</param>
internal sealed class Reader(HttpClient client, LoadOptions options, Tally tally, TimeProvider time, Typing typing)
{
    /// <summary>Types until the token is cancelled.</summary>
    public async Task RunAsync(IEnumerable<string> sentences, CancellationToken end)
    {
        foreach (var sentence in sentences)
        {
            await TypeAsync(sentence, end);
            await Task.Delay(typing.Reading(), time, end);
        }
    }

    private async Task TypeAsync(string sentence, CancellationToken end)
    {
        using var none = new CancellationTokenSource();
        var (running, newest) = (Task.CompletedTask, none);
        for (var length = 1; length <= sentence.Length; length++)
        {
            var key = time.GetTimestamp();
            var isLast = length == sentence.Length;
            var gap = isLast ? TimeSpan.FromMilliseconds(options.Pause) : typing.Behind(sentence[length - 1]);
            await Task.Delay(gap, time, end);
            if (!isLast && gap.TotalMilliseconds < options.Pause)
                continue;

            // As on the page: the pause is over, so the older translation is no longer wanted.
            await newest.CancelAsync();
            await running;
            var begin = key;
            newest = CancellationTokenSource.CreateLinkedTokenSource(end);
            running = TranslateAsync(sentence[..length], begin, newest.Token, end);
        }

        await running;
    }

    private async Task TranslateAsync(string text, long key, CancellationToken superseded, CancellationToken end)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/translate/stream")
            {
                Content = JsonContent.Create(new { source = options.Source, target = options.Target, text }),
            };
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, superseded);
            if (!response.IsSuccessStatusCode)
            {
                tally.Count($"reader {(int)response.StatusCode}");
                return;
            }

            await ReadAsync(response, key, superseded);
        }
        catch (OperationCanceledException)
        {
            if (!end.IsCancellationRequested)
                tally.Count("reader superseded");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException)
        {
            tally.Count($"reader {fault.GetType().Name}");
        }
    }

    private async Task ReadAsync(HttpResponseMessage response, long key, CancellationToken superseded)
    {
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(superseded));
        var isFirst = true;
        while (await lines.ReadLineAsync(superseded) is { } line)
        {
            if (line.StartsWith("event: error", StringComparison.Ordinal))
                tally.Count("reader error event");
            if (isFirst && line.StartsWith("data: ", StringComparison.Ordinal))
            {
                tally.Took("first text", key);
                isFirst = false;
            }

            if (line == "event: done")
            {
                tally.Took("final text", key);
                tally.Count("reader done");
            }
        }
    }
}
