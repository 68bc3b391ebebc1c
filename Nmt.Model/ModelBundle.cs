using System.Text.Json;
using System.Text.Json.Serialization;
using Nmt.Model.Errors;
using Nmt.Model.Files;
using Nmt.Model.Network;
using Nmt.Model.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>
/// A folder that holds everything needed to translate: config.json, vocab.json, merges.txt, model.safetensors and
/// manifest.json with the hash of each. Copy the folder and the translator goes with it.
/// </summary>
public sealed class ModelBundle : IDisposable
{
    /// <summary>The network's shape.</summary>
    public const string ConfigFile = "config.json";

    /// <summary>The weights.</summary>
    public const string WeightsFile = "model.safetensors";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private ModelBundle(string folder, ModelManifest manifest, SubwordTokenizer tokenizer, Seq2SeqModel model)
    {
        Folder = folder;
        Manifest = manifest;
        Tokenizer = tokenizer;
        Model = model;
    }

    /// <summary>Where the bundle was read.</summary>
    public string Folder { get; }

    /// <summary>What the bundle says of itself.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Text to pieces and back.</summary>
    public SubwordTokenizer Tokenizer { get; }

    /// <summary>The network with its weights, in evaluation mode.</summary>
    public Seq2SeqModel Model { get; }

    /// <summary>Reads a bundle and checks it: hashes, configuration, names and shapes of the weights.</summary>
    /// <exception cref="NmtException">Something is missing or damaged; names the file, what was expected and found.</exception>
    public static ModelBundle Load(string folder, Device device)
    {
        var manifest = ModelManifest.Read(folder);
        manifest.Verify(folder);
        var config = ReadConfig(folder);
        var tokenizer = SubwordTokenizer.Load(folder);
        if (tokenizer.Vocabulary.Count != config.VocabularySize)
            throw new NmtException($"{Path.Combine(folder, "vocab.json")}: {tokenizer.Vocabulary.Count} pieces, but {ConfigFile} expects {config.VocabularySize}. The vocabulary belongs to another model.");
        var model = new Seq2SeqModel(config);
        try
        {
            LoadWeights(model, Path.Combine(folder, WeightsFile));
            model.to(device);
            model.eval();
            return new ModelBundle(folder, manifest, tokenizer, model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>
    /// What opens a source that is to be translated into a language: its tag, or nothing where the model writes one
    /// language alone, which may be named or not.
    /// </summary>
    /// <param name="language">A language code; null where there is nothing to choose.</param>
    /// <exception cref="NmtException">The model does not write that language, or writes several and none is named.</exception>
    public IReadOnlyList<int> TagFor(string? language) =>
        Tokenizer.TagFor(Tokenizer.Vocabulary.Tags.Count == 0 && language == Manifest.TargetLanguage ? null : language);

    /// <summary>Makes sure that the model can do what its manifest offers.</summary>
    /// <exception cref="NmtException">A direction goes into a language that the vocabulary has no tag for.</exception>
    public void CheckDirections()
    {
        var tags = Tokenizer.Vocabulary.Tags;
        var found = string.Join(", ", Manifest.Directions);
        var path = Path.Combine(Folder, ModelManifest.FileName);
        if (tags.Count == 0 && Manifest.Directions.Count > 1)
            throw new NmtException($"{path}: directions: expected one, since the vocabulary has no tags of target languages, found {found}. Copy or train the model again.");
        if (tags.Count > 0 && !Manifest.Directions.All(direction => tags.ContainsKey(direction.Target)))
            throw new NmtException($"{path}: directions: expected those that the model was trained on, each into one of {string.Join(", ", tags.Keys)}, found {found}. "
                + "Write them into the file, as \"directions\": [{\"source\": \"en\", \"target\": \"de\"}].");
    }

    /// <summary>Writes a bundle; an older one of that name is replaced when the new one is complete.</summary>
    /// <param name="folder">The bundle's folder.</param>
    /// <param name="model">Its weights are read, not changed.</param>
    /// <param name="tokenizer">The pieces that the model was trained on.</param>
    /// <param name="manifest">What to say; hashes and the number of parameters are filled in.</param>
    public static void Save(string folder, Seq2SeqModel model, SubwordTokenizer tokenizer, ModelManifest manifest) =>
        AtomicFolder.Write(folder, temporary => WriteInto(temporary, model, tokenizer, manifest));

    /// <summary>Writes the files of a bundle into an existing folder, for a caller that makes the folder atomic itself.</summary>
    public static void WriteInto(string folder, Seq2SeqModel model, SubwordTokenizer tokenizer, ModelManifest manifest)
    {
        using (var config = File.Create(Path.Combine(folder, ConfigFile)))
            JsonSerializer.Serialize(config, model.Config, Json);
        tokenizer.Save(folder);
        using (var weights = File.Create(Path.Combine(folder, WeightsFile)))
            Safetensors.Write(weights, model.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)));
        (manifest with { Parameters = model.parameters().Sum(parameter => parameter.numel()) }).Write(folder);
    }

    /// <summary>Copies weights of a safetensors file into a model of the same shape.</summary>
    /// <exception cref="NmtException">Names or shapes differ; lists every difference.</exception>
    public static void LoadWeights(Seq2SeqModel model, string path)
    {
        var weights = Safetensors.Read(path);
        try
        {
            var own = model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
            var faults = own.Keys.Except(weights.Keys).Select(name => $"{name} is missing")
                .Concat(weights.Keys.Except(own.Keys).Select(name => $"{name} is not part of this network"))
                .Concat(own.Where(entry => weights.TryGetValue(entry.Key, out var found) && !found.shape.SequenceEqual(entry.Value.shape))
                    .Select(entry => $"{entry.Key}: expected [{string.Join(", ", entry.Value.shape)}], found [{string.Join(", ", weights[entry.Key].shape)}]"))
                .ToList();
            if (faults.Count > 0)
                throw new NmtException($"{path}: the weights do not fit {ConfigFile}: {string.Join("; ", faults)}.");
            using var noGradient = no_grad();
            foreach (var (name, parameter) in own)
                parameter.copy_(weights[name]);
        }
        finally
        {
            foreach (var tensor in weights.Values)
                tensor.Dispose();
        }
    }

    public void Dispose() => Model.Dispose();

    private static ModelConfig ReadConfig(string folder)
    {
        var path = Path.Combine(folder, ConfigFile);
        try
        {
            var config = JsonSerializer.Deserialize<ModelConfig>(File.ReadAllBytes(path), Json)
                ?? throw new JsonException("the file holds null");
            return config.Faults() is { Count: > 0 } faults
                ? throw new NmtException($"{path}: {string.Join("; ", faults)}.")
                : config;
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            throw new NmtException($"{path}: cannot be read: {e.Message} Copy or train the model again.", e);
        }
    }
}
