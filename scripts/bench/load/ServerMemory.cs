using System.Globalization;

namespace Nmt.Load;

/// <summary>The server's memory, as its own metrics tell it.</summary>
internal static class ServerMemory
{
    private const string Name = "dotnet_process_memory_working_set_bytes ";

    /// <summary>In MiB.</summary>
    public static async Task<double> ReadAsync(HttpClient client, CancellationToken token)
    {
        var text = await client.GetStringAsync("metrics", token);
        var line = text.Split('\n').First(each => each.StartsWith(Name, StringComparison.Ordinal));
        return double.Parse(line[Name.Length..], CultureInfo.InvariantCulture) / (1 << 20);
    }
}
