using System.Net;
using System.Net.Http.Json;

namespace Nmt.Load;

/// <summary>A program that sends batch after batch, and waits where it is told to.</summary>
/// <param name="client">Its own, with a caller's address of its own.</param>
/// <param name="options">The languages and the batch.</param>
/// <param name="tally">Hears what happens.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchClient(HttpClient client, LoadOptions options, Tally tally, TimeProvider time)
{
    public async Task RunAsync(IEnumerable<string> sentences, CancellationToken end)
    {
        foreach (var texts in sentences.Chunk(options.Batch))
            await TranslateAsync(texts, end);
    }

    private async Task TranslateAsync(string[] texts, CancellationToken end)
    {
        var begin = time.GetTimestamp();
        try
        {
            using var response = await client.PostAsJsonAsync(
                "translate", new { q = texts, source = options.Source, target = options.Target }, end);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                tally.Took("batch", begin, time.GetTimestamp());
                tally.Count("client done");
                if (tally.Measures(begin))
                    tally.Count("client texts", texts.Length);
                return;
            }

            tally.Count($"client {(int)response.StatusCode}");
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(2), time, end);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException && !end.IsCancellationRequested)
        {
            // A request that the client gave up by itself, after its minute, counts as well.
            tally.Count($"client {fault.GetType().Name}");
            await Task.Delay(TimeSpan.FromSeconds(1), time, end);
        }
    }
}
