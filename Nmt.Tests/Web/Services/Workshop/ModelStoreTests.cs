using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Services.Workshop;

public sealed class ModelStoreTests : IDisposable
{
    private readonly WorkshopBench _bench = new();

    private string Source => Path.Combine(_bench.Folder.Workshop, "best");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Install_BestOfARun_IsThereWhole()
    {
        WorkshopBench.WriteBundle(Source);
        Assert.Equal("my-run", await InstallAsync("my run"));
        Assert.Equal("talks en-de", ModelManifest.Read(Folder("my-run")).Name);
        BundleArchive.Check(Folder("my-run"));
        Assert.Equal(["my-run"], Entries());
    }

    [Fact]
    public async Task Install_Again_ReplacesTheOlder()
    {
        WorkshopBench.WriteBundle(Source, weights: "old");
        await InstallAsync("en-de");
        Directory.Delete(Source, recursive: true);
        WorkshopBench.WriteBundle(Source, weights: "new");
        await InstallAsync("en-de");
        Assert.Equal("new", await File.ReadAllTextAsync(Path.Combine(Folder("en-de"), ModelBundle.WeightsFile)));
    }

    [Fact]
    public async Task Install_DamagedBundle_KeepsTheOlder()
    {
        WorkshopBench.WriteBundle(Source, weights: "old");
        await InstallAsync("en-de");
        await File.WriteAllTextAsync(Path.Combine(Source, ModelBundle.WeightsFile), "damaged");
        await Assert.ThrowsAsync<NmtException>(() => InstallAsync("en-de"));
        Assert.Equal("old", await File.ReadAllTextAsync(Path.Combine(Folder("en-de"), ModelBundle.WeightsFile)));
        Assert.Equal(["en-de"], Entries());
    }

    [Fact]
    public async Task Upload_WholeBundle_IsTriedOnceAndPutIn()
    {
        string id = await UploadAsync();
        Assert.Equal("talks-en-de", id);
        Assert.Equal(["load config.json,manifest.json,merges.txt,model.safetensors,vocab.json", "unload"], _bench.Host.Events);
        Assert.Equal(["talks-en-de"], Entries());
        Assert.Equal("talks-en-de-2", await UploadAsync());
    }

    [Fact]
    public async Task Upload_WeightsThatDoNotFit_IsNotPutIn()
    {
        _bench.Host.Fault = new NmtException("model.safetensors: the weights do not fit config.json.");
        NmtException fault = await Assert.ThrowsAsync<NmtException>(UploadAsync);
        Assert.Equal("The bundle cannot be loaded: model.safetensors: the weights do not fit config.json.", fault.Message);
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task Upload_NoBundle_LeavesNothing()
    {
        await Assert.ThrowsAsync<NmtException>(() => _bench.Models.UploadAsync(WorkshopBench.File("x.zip", "hello"), null, CancellationToken.None));
        Assert.Empty(Entries());
        Assert.Empty(_bench.Host.Events);
    }

    [Fact]
    public async Task Rename_ChangesTheNameAndTheIdAndNoHash()
    {
        WorkshopBench.WriteBundle(Folder("en-de"));
        await _bench.Models.SwitchAsync("en-de", on: false, CancellationToken.None);
        Assert.Equal("TED-talks", await _bench.Models.RenameAsync("en-de", "TED talks", CancellationToken.None));
        Assert.Equal("TED talks", BundleArchive.Check(Folder("TED-talks")).Name);
        Assert.True(BundleSwitch.IsOff(_bench.Folder.Models, "TED-talks"));
        Assert.False(Directory.Exists(Folder("en-de")));
    }

    [Fact]
    public async Task Rename_TakenOrEmpty_IsRefused()
    {
        WorkshopBench.WriteBundle(Folder("en-de"));
        WorkshopBench.WriteBundle(Folder("de-en"));
        Assert.Contains("already", (await Assert.ThrowsAsync<NmtException>(() => _bench.Models.RenameAsync("en-de", "de-en", CancellationToken.None))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NmtException>(() => _bench.Models.RenameAsync("en-de", "../", CancellationToken.None));
        Assert.Equal(["de-en", "en-de"], Entries());
        Assert.Equal("talks en-de", ModelManifest.Read(Folder("en-de")).Name);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../models/en-de")]
    [InlineData("none")]
    public async Task Delete_NoSuchModel_TouchesNothing(string id)
    {
        WorkshopBench.WriteBundle(Folder("en-de"));
        await Assert.ThrowsAsync<NmtException>(() => _bench.Models.DeleteAsync(id, CancellationToken.None));
        Assert.Equal(["en-de"], Entries());
    }

    [Fact]
    public async Task Delete_Model_IsGoneWithItsSwitch()
    {
        WorkshopBench.WriteBundle(Folder("en-de"));
        await _bench.Models.SwitchAsync("en-de", on: false, CancellationToken.None);
        await _bench.Models.DeleteAsync("en-de", CancellationToken.None);
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task Delete_ModelsFolderThatIsItselfAModel_IsRefused()
    {
        WorkshopBench.WriteBundle(_bench.Folder.Models);
        NmtException fault = await Assert.ThrowsAsync<NmtException>(() => _bench.Models.DeleteAsync("models", CancellationToken.None));
        Assert.Contains("only be changed by hand", fault.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_bench.Folder.Models));
    }

    [Fact]
    public async Task Switch_Off_TheLibraryTakesItOutOfMemoryAndKeepsItShown()
    {
        WorkshopBench.WriteBundle(Folder("en-de"));
        using var library = new ModelLibrary(
            _bench.Serving, _bench.Host, _bench.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<ModelLibrary>.Instance);
        await library.ScanAsync(CancellationToken.None);
        InstalledModel model = Assert.Single(library.Models);
        Assert.Equal((ModelState.Ready, "1000 pairs of talks", "2026-01-01T00:00:00Z"), (model.State, model.TrainingData, model.Created));
        Assert.True(model.Bytes > 0);

        await _bench.Models.SwitchAsync("en-de", on: false, CancellationToken.None);
        await library.ScanAsync(CancellationToken.None);
        Assert.Equal(ModelState.Unloaded, Assert.Single(library.Models).State);
        Assert.Equal("unload", _bench.Host.Events[^1]);

        await _bench.Models.SwitchAsync("en-de", on: true, CancellationToken.None);
        await library.ScanAsync(CancellationToken.None);
        Assert.Equal(ModelState.Ready, Assert.Single(library.Models).State);
    }

    private Task<string> InstallAsync(string name) => _bench.Models.InstallAsync(Source, name, CancellationToken.None);

    private async Task<string> UploadAsync()
    {
        if (!Directory.Exists(Source))
        {
            WorkshopBench.WriteBundle(Source);
        }

        using var zip = new MemoryStream();
        await BundleArchive.PackAsync(Source, "x", zip, CancellationToken.None);
        return await _bench.Models.UploadAsync(WorkshopBench.File("x.zip", zip.ToArray()), null, CancellationToken.None);
    }

    private string Folder(string id) => Path.Combine(_bench.Folder.Models, id);

    private string[] Entries() => Directory.Exists(_bench.Folder.Models)
        ? [.. Directory.EnumerateFileSystemEntries(_bench.Folder.Models).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];
}
