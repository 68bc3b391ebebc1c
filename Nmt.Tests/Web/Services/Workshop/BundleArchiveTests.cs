using System.IO.Compression;
using System.Text;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Services.Workshop;

public sealed class BundleArchiveTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("nmt-zip-");

    private string Bundle => Path.Combine(_root.FullName, "bundle");

    private string Archive => Path.Combine(_root.FullName, "bundle.zip");

    private string Target => Path.Combine(_root.FullName, "target");

    public BundleArchiveTests()
    {
        WorkshopBench.WriteBundle(Bundle);
        Directory.CreateDirectory(Target);
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task PackThenUnpack_GivesTheSameFiles()
    {
        await File.WriteAllTextAsync(Path.Combine(Bundle, "notes.txt"), "not part of a bundle");
        await using (FileStream file = File.Create(Archive))
        {
            await BundleArchive.PackAsync(Bundle, "en-de", file, CancellationToken.None);
        }

        ModelManifest manifest = await UnpackAsync();
        Assert.Equal("talks en-de", manifest.Name);
        Assert.Equal(BundleArchive.Files.Order(StringComparer.Ordinal), Names(Target));
        Assert.All(BundleArchive.Files, name => Assert.Equal(File.ReadAllBytes(Path.Combine(Bundle, name)), File.ReadAllBytes(Path.Combine(Target, name))));
    }

    [Fact]
    public async Task Unpack_FilesWithoutAFolder_AreTaken()
    {
        Zip(name => name);
        Assert.Equal("en", (await UnpackAsync()).SourceLanguage);
    }

    [Theory]
    [InlineData("../config.json")]
    [InlineData("/etc/config.json")]
    [InlineData("a/../../config.json")]
    [InlineData("..\\config.json")]
    [InlineData("other/config.json")]
    public async Task Unpack_NameThatLeavesTheFolder_IsRefusedAndWritesNothing(string evil)
    {
        Zip(name => name == "config.json" ? evil : name);
        NmtException fault = await Assert.ThrowsAsync<NmtException>(UnpackAsync);
        Assert.Contains("where no such file belongs", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Names(Target));
        Assert.Equal(["bundle", "bundle.zip", "target"], Names(_root.FullName));
    }

    [Fact]
    public async Task Unpack_AnotherFile_IsRefused()
    {
        Zip(name => name == "merges.txt" ? "run.sh" : name);
        Assert.Contains("'run.sh'", (await Assert.ThrowsAsync<NmtException>(UnpackAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpack_OneFileTwice_IsRefused()
    {
        Zip(name => name, "config.json");
        Assert.Contains("'config.json' where no such file belongs", (await Assert.ThrowsAsync<NmtException>(UnpackAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpack_ManyEntries_IsRefusedBeforeAnyIsRead()
    {
        Zip(name => name, "1", "2", "3", "4");
        Assert.Contains("found 9 entries", (await Assert.ThrowsAsync<NmtException>(UnpackAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpack_FileMissing_NamesIt()
    {
        File.Delete(Path.Combine(Bundle, "merges.txt"));
        Zip(name => name);
        Assert.Contains("lacks merges.txt", (await Assert.ThrowsAsync<NmtException>(UnpackAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpack_FileChanged_NamesItWithoutAPathOfThisServer()
    {
        await File.WriteAllTextAsync(Path.Combine(Bundle, "vocab.json"), "{\"a\":1}");
        Zip(name => name);
        NmtException fault = await Assert.ThrowsAsync<NmtException>(UnpackAsync);
        Assert.StartsWith("vocab.json: damaged", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpack_ManifestWithoutAHash_IsNotTrusted()
    {
        string manifest = Path.Combine(Bundle, ModelManifest.FileName);
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace("\"model.safetensors\"", "\"model.other\"", StringComparison.Ordinal));
        Zip(name => name);
        Assert.Contains("gives no hash for model.safetensors", (await Assert.ThrowsAsync<NmtException>(UnpackAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpack_LargerThanTaken_StopsThere()
    {
        await File.WriteAllBytesAsync(Path.Combine(Bundle, "model.safetensors"), new byte[5_000_000]);
        Zip(name => name);
        Assert.True(new FileInfo(Archive).Length < 100_000, "zeros pack well: the archive itself is small");
        Assert.Contains("larger unpacked", (await Assert.ThrowsAsync<NmtException>(UnpackAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpack_NoZipFile_SaysSo()
    {
        await File.WriteAllTextAsync(Archive, "hello");
        Assert.StartsWith("This is no whole zip file", (await Assert.ThrowsAsync<NmtException>(UnpackAsync)).Message, StringComparison.Ordinal);
    }

    private Task<ModelManifest> UnpackAsync() => BundleArchive.UnpackAsync(Archive, Target, 1_000_000, CancellationToken.None);

    private void Zip(Func<string, string> entryName, params string[] more)
    {
        using FileStream file = File.Create(Archive);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (string path in Directory.EnumerateFiles(Bundle))
        {
            zip.CreateEntryFromFile(path, entryName(Path.GetFileName(path)));
        }

        foreach (string name in more)
        {
            using Stream entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes("{}"));
        }
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
