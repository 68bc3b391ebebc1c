using Nmt.Model.Files;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_NewFileInNewFolder_IsWrittenAlone()
    {
        var path = Path.Combine(_folder["a"], "b.txt");

        AtomicFile.Write(path, stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Write_FailsHalfway_OldFileStaysAndNothingElse()
    {
        var path = _folder["b.txt"];
        File.WriteAllText(path, "old and longer");

        Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new IOException("No space left on device");
        }));

        Assert.Equal("old and longer", File.ReadAllText(path));
        Assert.Equal(["b.txt"], _folder.Entries);
    }

    [Fact]
    public void Write_WhileWriting_ReaderSeesTheOldFile()
    {
        var path = _folder["b.txt"];
        File.WriteAllText(path, "old");

        AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(path));
        });

        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void Write_Link_TargetIsReplacedAndTheLinkStays()
    {
        var target = _folder["target.txt"];
        var link = _folder["link.txt"];
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(link, target);

        AtomicFile.Write(link, stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal(target, new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void Write_Device_IsNotReplaced()
    {
        if (!OperatingSystem.IsLinux())
            return; // there is no such file elsewhere

        AtomicFile.Write("/dev/null", stream => stream.Write("gone"u8));

        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }
}
