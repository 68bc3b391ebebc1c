using System.Text;
using Nmt.Data;

// dotnet run --project data/generator [FOLDER]: writes the six files of the corpus into FOLDER (data/ by default).
string folder = args.Length > 0 ? args[0] : "data";
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine($"There is no folder \"{folder}\". Run this from the root of the repository, or name an existing folder.");
    return 2;
}
Corpus corpus = new CorpusBuilder().Build();
foreach ((string name, IReadOnlyList<SentencePair> pairs) in new[] { ("train", corpus.Train), ("dev", corpus.Dev), ("test", corpus.Test) })
{
    Write(Path.Combine(folder, name + ".en"), pairs.Select(pair => pair.English));
    Write(Path.Combine(folder, name + ".de"), pairs.Select(pair => pair.German));
    Console.WriteLine($"{name}: {pairs.Count} pairs of {pairs.Select(pair => pair.Frame).Distinct().Count()} frames");
}
return 0;

// Renamed at the end, so that a cut run leaves the old file whole.
static void Write(string path, IEnumerable<string> lines)
{
    File.WriteAllText(path + ".tmp", string.Concat(lines.Select(line => line + "\n")), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    File.Move(path + ".tmp", path, overwrite: true);
}
