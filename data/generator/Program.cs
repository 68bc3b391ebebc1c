using System.Text;

namespace Nmt.Data;

/// <summary><c>dotnet run --project data/generator [FOLDER]</c> writes the six files of the corpus into FOLDER (data by default).</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        string folder = args.Length > 0 ? args[0] : "data";
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"There is no folder \"{folder}\". Run this from the root of the repository, or name an existing folder.");
            return 2;
        }
        Corpus corpus = new CorpusBuilder().Build();
        Write(folder, "train", corpus.Train);
        Write(folder, "dev", corpus.Dev);
        Write(folder, "test", corpus.Test);
        return 0;
    }

    private static void Write(string folder, string name, IReadOnlyList<SentencePair> pairs)
    {
        WriteLines(Path.Combine(folder, name + ".en"), pairs.Select(pair => pair.English));
        WriteLines(Path.Combine(folder, name + ".de"), pairs.Select(pair => pair.German));
        int frames = pairs.Select(pair => pair.Frame).Distinct().Count();
        Console.WriteLine(FormattableString.Invariant($"| {name} | {pairs.Count:N0} | {frames:N0} |"));
    }

    // Renamed at the end, so that a cut run leaves the old file whole.
    private static void WriteLines(string path, IEnumerable<string> lines)
    {
        File.WriteAllText(path + ".tmp", string.Concat(lines.Select(line => line + "\n")), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
