using System.Diagnostics;
using System.Globalization;
using Nmt.Load;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
LoadOptions options;
try
{
    options = LoadOptions.Parse(args);
}
catch (FormatException fault)
{
    Console.Error.WriteLine($"load: {fault.Message}");
    return 2;
}

var time = TimeProvider.System;
var sentences = File.ReadAllLines(options.Sentences);
var tally = new Tally(time, TimeSpan.FromSeconds(options.WarmUpSeconds));
using var end = new CancellationTokenSource(TimeSpan.FromSeconds(options.WarmUpSeconds + options.Seconds), time);
using var server = Process.GetProcessById(options.Process);
using var probe = new Caller(options.Address, "192.0.2.1");
List<Caller> callers = [];
List<Task> running = [];
for (var i = 0; i < options.Readers; i++)
{
    var reader = new Reader(Add($"198.51.100.{i + 1}"), options, tally, time, new Typing(new Random(options.Seed + i)));
    running.Add(reader.RunAsync(Shuffled(options.Seed + i), end.Token));
}

for (var i = 0; i < options.Clients; i++)
    running.Add(new BatchClient(Add($"203.0.113.{i + 1}").Http, options, tally, time).RunAsync(Shuffled(options.Seed - 1 - i), end.Token));

Console.WriteLine($"readers {options.Readers}, clients {options.Clients}, {options.Seconds} s after {options.WarmUpSeconds} s of warm-up");
await Task.Delay(TimeSpan.FromSeconds(options.WarmUpSeconds), time);
var memory = new MemoryLog(server, probe.Http, time);
await memory.RunAsync(end.Token);
try
{
    await Task.WhenAll(running);
}
catch (OperationCanceledException)
{
    // The time is over.
}

callers.ForEach(caller => caller.Dispose());
return Report();

Caller Add(string address)
{
    callers.Add(new Caller(options.Address, address));
    return callers[^1];
}

// Sentences without end, in an order of its own.
IEnumerable<string> Shuffled(int seed)
{
    var random = new Random(seed);
    while (true)
        yield return sentences[random.Next(sentences.Length)];
}

int Report()
{
    foreach (var what in new[] { "first text", "final text", "page", "batch" })
    {
        var (count, median, p95) = tally.Quantiles(what);
        if (count > 0)
            Console.WriteLine($"{what,-12} p50 {median,6:F2} s   p95 {p95,6:F2} s   of {count}");
    }

    Console.WriteLine($"texts/s of the clients: {(double)tally.Of("client texts") / options.Seconds:F1}");
    foreach (var (what, count) in tally.Counts())
        Console.WriteLine($"{what}: {count}");

    // 429 and 503 are answers; everything else is an error.
    string[] fine = ["reader's pages", "reader done", "reader superseded", "reader 503", "client done", "client texts", "client 429", "client 503"];
    var errors = tally.Counts().Where(entry => !fine.Contains(entry.What)).Sum(entry => entry.Count);
    Console.WriteLine($"errors: {errors}");
    return !memory.Grew() & errors == 0 & tally.Of("reader done") > 0 ? 0 : 1;
}
