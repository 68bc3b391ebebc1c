using Nmt.Model;
using Nmt.Model.Batching;
using Nmt.Model.Errors;
using Nmt.Tests.Fakes;
using static TorchSharp.torch;

namespace Nmt.Tests.Model;

public sealed class ModelBundleTests : IDisposable
{
    private readonly DisposeScopes _scopes = new();
    private readonly TemporaryFolder _folder = new();
    private readonly string _bundle;

    public ModelBundleTests()
    {
        _bundle = _folder["bundle"];
        TinyBundle.Write(_bundle);
    }

    [Fact]
    public void Load_OfWhatWasSaved_GivesEqualLogits()
    {
        var tokenizer = TinyBundle.Tokenizer();
        using var model = TinyModel.Create(TinyModel.Config with { VocabularySize = tokenizer.Vocabulary.Count, Dropout = 0.2 });
        TinyBundle.Save(_bundle, model, tokenizer, "en", "de");

        using var loaded = ModelBundle.Load(_bundle, CPU);

        Assert.Equal(model.Config, loaded.Model.Config);
        Assert.False(loaded.Model.training);
        var (ids, targetIn) = (TokenBatch.Source([[4, 5], [6]], CPU), ones([2, 3], dtype: int64));
        Assert.Equal(
            model.Features(model.Encode(ids), targetIn).data<float>().ToArray(),
            loaded.Model.Features(loaded.Model.Encode(ids), targetIn).data<float>().ToArray());
        Assert.Equal("hello", loaded.Tokenizer.Decode(loaded.Tokenizer.Encode("hello")));
        Assert.Equal(model.parameters().Sum(parameter => parameter.numel()), loaded.Manifest.Parameters);
        Assert.Equal(12.5, Assert.Single(loaded.Manifest.Scores).Score);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("vocab.json")]
    [InlineData("merges.txt")]
    [InlineData("config.json")]
    public void Load_WithADamagedFile_NamesTheFileAndBothHashes(string name)
    {
        var path = Path.Combine(_bundle, name);
        var expected = ModelManifest.Read(_bundle).Files[name];
        var bytes = File.ReadAllBytes(path);
        bytes[^2] ^= 1;
        File.WriteAllBytes(path, bytes);

        var error = Assert.Throws<NmtException>(() => ModelBundle.Load(_bundle, CPU));

        Assert.Contains(path, error.Message);
        Assert.Contains(expected, error.Message);
        Assert.Contains("found", error.Message);
    }

    [Fact]
    public void Load_WithAMissingFile_NamesIt()
    {
        File.Delete(Path.Combine(_bundle, "model.safetensors"));
        Assert.Contains("model.safetensors: missing", Assert.Throws<NmtException>(() => ModelBundle.Load(_bundle, CPU)).Message);
    }

    [Fact]
    public void Load_OfWeightsOfAnotherShape_ListsEveryDifference()
    {
        var config = Path.Combine(_bundle, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"decoderLayers\": 3", "\"decoderLayers\": 2"));
        ModelManifest.Read(_bundle).Write(_bundle); // hashes as if the file had been so from the start

        var message = Assert.Throws<NmtException>(() => ModelBundle.Load(_bundle, CPU)).Message;

        Assert.Contains("decoder.layers.2.weight_ih_l0 is not part of this network", message);
        Assert.Contains("decoder.bridge.weight: expected", message);
    }

    [Fact]
    public void Load_OfAFolderWithoutManifest_SaysWhatABundleIs()
    {
        Assert.Contains("manifest.json is missing", Assert.Throws<NmtException>(() => ModelBundle.Load(_folder.Path, CPU)).Message);
        Assert.Contains("no such folder", Assert.Throws<NmtException>(() => ModelBundle.Load(_folder["none"], CPU)).Message);
    }

    [Fact]
    public void Load_OfANewerFormat_AsksForAnUpdate()
    {
        var manifest = Path.Combine(_bundle, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"formatVersion\": 1", "\"formatVersion\": 99"));
        Assert.Contains("format version 99", Assert.Throws<NmtException>(() => ModelBundle.Load(_bundle, CPU)).Message);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _scopes.Dispose();
    }
}
