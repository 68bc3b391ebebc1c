using Nmt.Training.Commands;

namespace Nmt.Tests.Training.Commands;

/// <summary>Eighty short sentences and their reversals, prepared for training: what a run of seconds learns from.</summary>
internal static class TinyCorpus
{
    private static readonly string[] Words = ["ein", "alter", "Hund", "sieht", "kleine", "Katzen", "im", "Garten"];

    /// <param name="folder">Gets two text files and the prepared folder "data".</param>
    /// <returns>The prepared folder.</returns>
    public static async Task<string> PrepareAsync(string folder)
    {
        var random = new Random(3);
        var lines = Enumerable.Range(0, 80)
            .Select(i => string.Join(' ', Enumerable.Range(0, random.Next(2, 6)).Select(_ => Words[random.Next(Words.Length)])) + $" {i}")
            .ToList();
        var (source, target, data) = (Path.Combine(folder, "a.txt"), Path.Combine(folder, "b.txt"), Path.Combine(folder, "data"));
        await File.WriteAllTextAsync(source, string.Join('\n', lines) + "\n");
        await File.WriteAllTextAsync(target, string.Join('\n', lines.Select(line => string.Join(' ', line.Split(' ').Reverse()))) + "\n");
        var prepared = await VerbRun.OfAsync(
            PrepareCommand.Create, "--source-lang", "aa", "--target-lang", "bb", "--train", source, target, "--output", data,
            "--vocab-size", "280", "--dev-size", "6", "--test-size", "4");
        Assert.Equal((0, ""), (prepared.ExitCode, prepared.ExitCode == 0 ? "" : prepared.Error));
        return data;
    }
}
